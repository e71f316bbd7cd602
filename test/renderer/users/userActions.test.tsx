// @vitest-environment jsdom
import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { openMenu, renderUsers, requestsOf, rowOf, tick } from '../support/usersStory.ts';

const off = (element: HTMLElement) => element.getAttribute('aria-disabled') === 'true';

describe('Users', () => {
  it('are shown with every column of the grid and their customer', async () => {
    await renderUsers();
    const headers = screen.getAllByRole('columnheader').map(({ textContent }) => textContent);
    expect(headers.filter((text) => text !== '')).toEqual([
      'Email',
      'Name',
      'Customer',
      'Profiles',
      'Role',
      'Auth',
      '2FA',
      'Last Login',
      'Status',
      'Access expires',
      'Source',
      'Actions',
    ]);
  });

  it('have a quick view of those who did not activate in time', async () => {
    const app = await renderUsers();
    await app.user.click(screen.getByRole('button', { name: 'Not activated after 24 h' }));
    await waitFor(() => {
      const pages = app.bridge.calls.filter(({ name }) => name === 'users.page');
      expect(pages.at(-1)?.input).toMatchObject({ filter: { notActivatedForHours: 24 } });
    });
  });

  it('are deactivated after a question that says what stops and what stays, and back by Undo', async () => {
    const app = await renderUsers();
    const menu = await openMenu(app, 'person0@nord.example');
    await app.user.click(within(menu).getByRole('menuitem', { name: 'Deactivate' }));
    const dialog = await screen.findByRole('dialog', { name: /^Deactivate / });
    within(dialog).getByText(/all sessions end at once\. Data, profiles and roles stay/);
    await app.user.click(within(dialog).getByRole('button', { name: 'Deactivate' }));
    await within(await rowOf('person0@nord.example')).findByText('Disabled');
    await app.user.click(await screen.findByRole('button', { name: 'Undo' }));
    await within(await rowOf('person0@nord.example')).findByText('Active');
    expect(requestsOf(app, 'users.activate')[0]?.body).toEqual({ version: 2 });
  });

  it('changed by somebody else meanwhile are asked about once more, then done', async () => {
    const app = await renderUsers();
    const menu = await openMenu(app, 'person0@nord.example');
    await app.user.click(within(menu).getByRole('menuitem', { name: 'Deactivate' }));
    const dialog = await screen.findByRole('dialog', { name: /^Deactivate / });
    await app.colleague.changeUser('person0@nord.example', { department: 'Night' });
    await app.user.click(within(dialog).getByRole('button', { name: 'Deactivate' }));
    await within(dialog).findByText(/Someone changed this person in the meantime\. Nothing was done yet/);
    await app.user.click(within(dialog).getByRole('button', { name: 'Deactivate' }));
    await within(await rowOf('person0@nord.example')).findByText('Disabled');
    expect(requestsOf(app, 'users.deactivate').map(({ body }) => body)).toEqual([
      { version: 1 },
      { version: 2 },
    ]);
  });

  it('are deleted into the recycle bin and restored by Undo', async () => {
    const app = await renderUsers();
    const menu = await openMenu(app, 'person0@nord.example');
    await app.user.click(within(menu).getByRole('menuitem', { name: 'Delete' }));
    const dialog = await screen.findByRole('dialog', { name: /^Delete / });
    within(dialog).getByText(/The recycle bin keeps the data for 30 days/);
    await app.user.click(within(dialog).getByRole('button', { name: 'Delete' }));
    await waitFor(() => expect(screen.queryByText('person0@nord.example')).toBeNull());
    await app.user.click(await screen.findByRole('button', { name: 'Undo' }));
    await screen.findByText('person0@nord.example');
    expect((await app.colleague.user('person0@nord.example')).id).toBe(app.userIds[0]);
  });

  it('say why each action is off for a viewer, instead of hiding it', async () => {
    const app = await renderUsers({ role: 'Viewer' });
    expect(off(screen.getByRole('button', { name: 'New user' }))).toBe(true);
    await tick(app, 'person0@nord.example');
    const assign = screen.getByRole('button', { name: 'Assign Profiles' });
    await app.user.hover(assign);
    expect((await screen.findByRole('tooltip')).textContent).toBe(
      "Your roles in Contoso GmbH don't allow you to assign profiles.",
    );
    await app.user.click(assign);
    expect(screen.queryByRole('dialog')).toBeNull();
    const menu = await openMenu(app, 'person0@nord.example');
    const items = within(menu).getAllByRole('menuitem');
    expect(items.map(({ textContent }) => textContent)).toEqual([
      'Edit',
      'Deactivate',
      'Resend activation',
      'Assign Profiles',
      'Delete',
    ]);
    expect(items.every((item) => off(item))).toBe(true);
  });

  it('keep a menu entry off with the reason of this very person', async () => {
    const app = await renderUsers();
    const menu = await openMenu(app, 'person0@nord.example');
    const resend = within(menu).getByRole('menuitem', { name: 'Resend activation' });
    expect(off(resend)).toBe(true);
    await app.user.hover(resend);
    expect((await screen.findByRole('tooltip')).textContent).toBe(
      'This person has activated the account already.',
    );
  });

  it('can be read while the backend is away, but not changed', async () => {
    const app = await renderUsers();
    await tick(app, 'person0@nord.example');
    await app.world.wire.fail('cut');
    await screen.findByText(/^The backend can't be reached\./u);
    await rowOf('person1@nord.example');
    expect(off(screen.getByRole('button', { name: 'Assign Profiles' }))).toBe(true);
    const menu = await openMenu(app, 'person0@nord.example');
    expect(off(within(menu).getByRole('menuitem', { name: 'Delete' }))).toBe(true);
    expect(off(within(menu).getByRole('menuitem', { name: 'Edit' }))).toBe(false);
  });
});
