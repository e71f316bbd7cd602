// @vitest-environment jsdom
import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { tenantKeyOf } from '#shared/desktop/tenantKey.ts';
import type { OutputOf } from '#shared/desktop/index.ts';
import { readKey, readOptions } from '../../../src-renderer/bridge/queries.ts';
import { type RenderedApp, renderApp, saveForm } from '../support/renderApp.tsx';
import { writesOf } from '../support/usersStory.ts';

async function typeIntoNewCustomer() {
  const app = await renderApp();
  await app.user.click(await screen.findByRole('button', { name: 'New Customer' }));
  await app.user.type(await screen.findByRole('textbox', { name: 'Title' }), 'Half written');
  return app;
}
async function switchTo(app: Awaited<ReturnType<typeof typeIntoNewCustomer>>, name: string) {
  await app.user.click(screen.getByRole('button', { name: 'Customer switcher' }));
  await app.user.type(
    await screen.findByRole('combobox', { name: 'Filter by name or code' }),
    `${name}{Enter}`,
  );
}

/** Takes the roles in tenants away; resolves when the window knows. */
async function lose(
  { world, mara, tenantIds, parts, accountId }: RenderedApp,
  lost: (name: string) => boolean,
) {
  const names = Object.keys(tenantIds).filter(lost);
  await world.revoke(
    mara,
    names.map((name) => tenantIds[name] ?? ''),
  );
  await waitFor(() => {
    const { tenants = [] } =
      parts.queries.getQueryData<OutputOf<'tenants.all'>>(readKey('tenants.all', { accountId })) ?? {};
    expect(tenants.filter(({ name }) => names.includes(name))).toEqual([]);
  });
}

describe('The tenant guard (T6)', () => {
  it('asks before switching with unsaved input, and stays when told to', async () => {
    const app = await typeIntoNewCustomer();
    await switchTo(app, 'helvetia');
    expect(await screen.findByRole('dialog', { name: 'Switch to Helvetia Facility?' })).toBeTruthy();
    await app.user.click(screen.getByRole('button', { name: 'Keep editing' }));
    expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Title' }).value).toBe('Half written');
    expect(document.title).toBe('Contoso GmbH · Customers — TenantDesk');
  });

  it('switches once the user lets the input go', async () => {
    const app = await typeIntoNewCustomer();
    await switchTo(app, 'helvetia');
    await app.user.click(await screen.findByRole('button', { name: 'Discard and switch' }));
    expect(
      await screen.findByRole('button', { name: 'Customer switcher', description: 'Helvetia Facility' }),
    ).toBeTruthy();
    expect(screen.queryByRole('textbox', { name: 'Title' })).toBeNull();
  });

  it('says before the account signs out what is lost by it', async () => {
    const app = await typeIntoNewCustomer();
    await app.user.click(screen.getByRole('button', { name: 'Account' }));
    await app.user.click(await screen.findByRole('button', { name: 'Sign out' }));
    const question = await screen.findByRole('dialog', { name: `Sign out ${app.mara.email}` });
    expect(question.textContent).toContain('A form of Contoso GmbH has changes that are not saved.');
    await app.user.click(within(question).getByRole('button', { name: 'Cancel' }));
    expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Title' }).value).toBe('Half written');
  });

  it('asks as well before another screen takes the place of a form with input', async () => {
    const app = await typeIntoNewCustomer();
    await app.user.click(screen.getByRole('button', { name: 'Audit log' }));
    expect(await screen.findByRole('dialog', { name: 'Discard what you typed?' })).toBeTruthy();
  });

  it('switches at once when nothing was typed', async () => {
    const app = await renderApp();
    await app.user.click(await screen.findByRole('button', { name: 'New Customer' }));
    await screen.findByRole('textbox', { name: 'Title' });
    await switchTo(app, 'helvetia');
    expect(
      await screen.findByRole('button', { name: 'Customer switcher', description: 'Helvetia Facility' }),
    ).toBeTruthy();
  });

  it('sends a form to the tenant that it was opened in', async () => {
    const app = await typeIntoNewCustomer();
    await saveForm(app);
    await screen.findByText('Half written was created.');
    const [call] = writesOf(app);
    const { inView, tenantId } = app;
    expect(app.parts.console.getState().tenantKey).toBe(inView);
    expect(call).toMatchObject({ tenantKey: inView, params: { tenantId }, route: 'customers.create' });
  });
});

describe('A message of one tenant', () => {
  it('names it while another one is in view, where no key undoes what was done', async () => {
    const app = await renderApp();
    await screen.findByRole('button', { name: 'New Customer' });
    let undone = 0;
    const run = () => {
      undone += 1;
    };
    const action = { label: 'Undo', run };
    const { inView } = app;
    act(() =>
      app.parts.toasts
        .getState()
        .show({ tenantKey: inView, tone: 'negative', text: 'Half of it failed.', action }),
    );
    const messages = screen.getByRole('region', { name: 'Messages' });
    expect(within(messages).queryByText('Contoso GmbH')).toBeNull();
    await switchTo(app, 'helvetia');
    expect(await within(messages).findByText('Contoso GmbH')).toBeTruthy();
    const heading = await screen.findByRole('heading', { level: 1, name: 'Customers' });
    await app.user.click(heading);
    await app.user.keyboard('{Control>}z{/Control}');
    expect(undone).toBe(0);
    await app.user.click(within(messages).getByRole('button', { name: 'Undo' }));
    expect(undone).toBe(1);
  });

  it('goes with the tenant when the account loses it @security', async () => {
    const app = await renderApp();
    await screen.findByRole('button', { name: 'New Customer' });
    const { inView } = app;
    act(() =>
      app.parts.toasts
        .getState()
        .show({ tenantKey: inView, tone: 'negative', text: 'Jo Falk could not be saved.' }),
    );
    await lose(app, (name) => name === 'Contoso GmbH');
    expect(screen.queryByText('Jo Falk could not be saved.')).toBeNull();
  });
});

describe('When the account loses the tenant in view', () => {
  const readsOf = ({ parts }: RenderedApp, id: string) =>
    parts.queries
      .getQueryCache()
      .getAll()
      .filter(({ queryKey }) => queryKey[1] === id);

  it('says which and that what was typed is not saved, and lets nothing of it stay in the window @security', async () => {
    const app = await typeIntoNewCustomer();
    const { inView } = app;
    expect(readsOf(app, inView)).not.toHaveLength(0);
    await lose(app, (name) => name === 'Contoso GmbH');
    const notice = await screen.findByRole('alert');
    expect(notice.textContent).toContain('You no longer have access to Contoso GmbH');
    expect(notice.textContent).toContain('What you had typed there was not saved.');
    expect(screen.queryByRole('textbox', { name: 'Title' })).toBeNull();
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(document.title).not.toContain('Contoso');
    expect(readsOf(app, inView)).toHaveLength(0);
    expect(app.parts.console.getState().tenants[inView]).toBeUndefined();
  });

  it('never goes on in another one by itself, not even in the only one left', async () => {
    const app = await renderApp();
    await screen.findByRole('button', { name: 'New Customer' });
    await lose(app, (name) => name !== 'Helvetia Facility');
    const notice = await screen.findByRole('alert');
    expect(notice.textContent).not.toContain('typed');
    expect(app.parts.console.getState().tenantKey).toBeNull();
    const [choice] = await screen.findAllByRole('option', { name: /Helvetia Facility/u });
    await app.user.click(choice as HTMLElement);
    await screen.findByRole('button', { name: 'New Customer' });
    expect(screen.queryByRole('alert')).toBeNull();
    expect(document.title).toContain('Helvetia Facility');
  });

  it('says both, that it went and that there is no other, when it was the last', async () => {
    const app = await renderApp({ single: true });
    await screen.findByRole('button', { name: 'New Customer' });
    await lose(app, () => true);
    expect((await screen.findByRole('alert')).textContent).toContain('Contoso GmbH');
    expect(screen.getByText('Your account has no tenant to manage')).toBeTruthy();
  });

  it('goes on undisturbed when it was another one, whose rows leave the window all the same @security', async () => {
    const app = await typeIntoNewCustomer();
    const other = tenantKeyOf(app.accountId, app.tenantIds['Helvetia Facility'] ?? '');
    await app.call('tenants.open', { tenantKey: other });
    await app.call('tenants.open', { tenantKey: app.inView });
    await app.parts.queries.fetchQuery(readOptions(app.parts.desktop, 'roles.all', { tenantKey: other }));
    expect(readsOf(app, other)).toHaveLength(1);
    await lose(app, (name) => name === 'Helvetia Facility');
    expect(readsOf(app, other)).toHaveLength(0);
    expect(screen.queryByText(/^You no longer have access/u)).toBeNull();
    expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Title' }).value).toBe('Half written');
  });
});
