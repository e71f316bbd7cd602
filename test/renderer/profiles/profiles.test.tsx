// @vitest-environment jsdom
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { type RenderedApp, renderApp, saveForm } from '../support/renderApp.tsx';
import type { ConsoleOptions } from '../support/world/openConsole.ts';
import { requestsOf } from '../support/usersStory.ts';

async function renderProfiles(options: ConsoleOptions = {}) {
  const app = await renderApp(options);
  app.parts.console.getState().go({ tenantKey: app.inView, screen: { name: 'profiles' } });
  await screen.findByRole('table', { name: 'Profiles' });
  return app;
}

async function openMenu(app: RenderedApp, name: string) {
  const row = screen.getByRole('button', { name }).closest('tr');
  if (row === null) throw new Error(`No row ${name}.`);
  await app.user.click(within(row).getByRole('button', { name: /^More options for / }));
  return screen.findByRole('menu');
}

describe('Profiles', () => {
  it('stand in one table: System ones by product, then Custom ones', async () => {
    await renderProfiles();
    const rows = screen.getAllByRole('row').slice(1);
    expect(rows.map((row) => [...row.children].slice(0, 3).map(({ textContent }) => textContent))).toEqual([
      ['Client', 'System', 'Facility Management'],
      ['Facility Manager', 'System', 'Facility Management'],
      ['Supplier', 'System', 'Procurement'],
      ['Night shift', 'Custom', 'Facility Management'],
      ['Nordwind auditors with a long name', 'Custom', 'Facility Management, Procurement'],
    ]);
  });

  it('lead from their holders to the users who hold them', async () => {
    const app = await renderProfiles();
    await app.user.click(screen.getByRole('button', { name: /^Show who holds Supplier/u }));
    await screen.findByRole('heading', { name: 'All users' });
    const supplier = app.profileIds['Supplier'];
    await waitFor(() => {
      const page = app.bridge.calls.findLast(({ name }) => name === 'users.page');
      expect(page?.input).toMatchObject({ filter: { profileIds: [supplier] } });
    });
  });

  it('of products are read only and say why', async () => {
    const app = await renderProfiles();
    const menu = await openMenu(app, 'Supplier');
    const edit = within(menu).getByRole('menuitem', { name: 'Edit' });
    expect(edit.getAttribute('aria-disabled')).toBe('true');
    await app.user.hover(edit);
    expect((await screen.findByRole('tooltip')).textContent).toMatch(/^System profiles come from a product/u);
    await app.user.click(within(menu).getByRole('menuitem', { name: 'Clone' }));
    const name = await screen.findByRole<HTMLInputElement>('textbox', { name: 'Name' });
    expect(name.value).toBe('Supplier (copy)');
  });

  it('are made of processes that are searched and counted', async () => {
    const app = await renderProfiles();
    fireEvent.keyDown(document, { key: 'n' });
    fireEvent.change(await screen.findByRole('textbox', { name: 'Name' }), { target: { value: 'Auditor' } });
    await saveForm(app);
    await screen.findByText('Choose at least one.');
    fireEvent.change(screen.getByRole('searchbox', { name: 'Find a process' }), {
      target: { value: 'Ínvoi' },
    });
    expect(screen.queryByRole('checkbox', { name: 'Budgets' })).toBeNull();
    await app.user.click(screen.getByRole('checkbox', { name: 'Invoices' }));
    screen.getByText('1 of 8 chosen');
    await saveForm(app);
    await screen.findByText('Created Auditor.');
    expect(await app.colleague.profile('Auditor')).toMatchObject({ processIds: { length: 1 } });
  });

  it('are deleted only after showing who holds them', async () => {
    const app = await renderProfiles();
    const menu = await openMenu(app, 'Night shift');
    await app.user.click(within(menu).getByRole('menuitem', { name: 'Delete' }));
    const dialog = await screen.findByRole('dialog', { name: 'Delete Night shift' });
    const people = await within(dialog).findByRole('list', { name: 'Who holds it' });
    const count = within(people).getAllByRole('listitem').length;
    await app.user.click(
      within(dialog).getByRole('button', { name: `Delete and take from ${count} people` }),
    );
    await screen.findByText('Deleted Night shift.');
    expect(requestsOf(app, 'profiles.delete')[0]?.body).toEqual({ version: 1, takeFromHolders: true });
  });

  it('that somebody else changed meanwhile are deleted when that was read and the button is pressed again', async () => {
    const app = await renderProfiles({ users: 0 });
    const menu = await openMenu(app, 'Night shift');
    await app.user.click(within(menu).getByRole('menuitem', { name: 'Delete' }));
    const dialog = await screen.findByRole('dialog', { name: 'Delete Night shift' });
    const press = async () => {
      await app.user.click(await within(dialog).findByRole('button', { name: 'Delete profile' }));
    };
    await within(dialog).findByText("Nobody holds this profile. It can't be restored.");
    const { id: profileId, version } = await app.colleague.profile('Night shift');
    await app.colleague.call('profiles.update', {
      params: { tenantId: app.tenantId, profileId },
      body: { version, changes: { description: 'From ten to six.' } },
    });
    await press();
    await within(dialog).findByRole('alert');
    await press();
    expect(await screen.findByText('Deleted Night shift.')).toBeTruthy();
  });

  it('of nobody are deleted without taking anything from anybody', async () => {
    const app = await renderProfiles({ users: 0 });
    const menu = await openMenu(app, 'Night shift');
    await app.user.click(within(menu).getByRole('menuitem', { name: 'Delete' }));
    const dialog = await screen.findByRole('dialog', { name: 'Delete Night shift' });
    await within(dialog).findByText("Nobody holds this profile. It can't be restored.");
    await app.user.click(within(dialog).getByRole('button', { name: 'Delete profile' }));
    expect(await screen.findByText('Deleted Night shift.')).toBeTruthy();
    expect(requestsOf(app, 'profiles.delete')[0]?.body).toMatchObject({ takeFromHolders: false });
  });
});

describe('Products and processes', () => {
  it('are listed by section and searched', async () => {
    const app = await renderApp();
    app.parts.console.getState().go({ tenantKey: app.inView, screen: { name: 'products' } });
    const product = await screen.findByRole('region', { name: 'Facility Management' });
    within(product).getByRole('heading', { name: 'Master data' });
    fireEvent.change(screen.getByRole('searchbox', { name: 'Search processes' }), {
      target: { value: 'invoices' },
    });
    await waitFor(() => expect(screen.queryByRole('region', { name: 'Facility Management' })).toBeNull());
    screen.getByText('Invoices');
  });
});
