// @vitest-environment jsdom
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { type RenderedApp, renderApp, type RenderOptions } from '../support/renderApp.tsx';
import { openMenu, renderUsers, requestsOf, rowOf, tick } from '../support/usersStory.ts';

/** The window on the recycle bin, into which Jo has put the first people. */
async function renderBin(deleted: number, options: RenderOptions = {}): Promise<RenderedApp> {
  const app = await renderApp({ users: 5, ...options });
  const { tenantId } = app;
  for (const userId of app.userIds.slice(0, deleted))
    await app.colleague.call('users.delete', { params: { tenantId, userId }, body: { version: 1 } });
  app.parts.console.getState().go({ tenantKey: app.inView, screen: { name: 'recycleBin' } });
  await screen.findByRole('heading', { name: 'Recycle bin' });
  return app;
}

describe('The recycle bin', () => {
  it('says who, by whom, when and for how long, and brings somebody back, with the way to them', async () => {
    const app = await renderBin(2);
    const row = await rowOf('person0@nord.example');
    expect(row.textContent).toContain('Jo');
    expect(row.textContent).toMatch(/30$/u);
    await app.user.click(
      within(await openMenu(app, 'person0@nord.example')).getByRole('menuitem', { name: 'Restore' }),
    );
    await screen.findByText(/^Restored /u);
    await waitFor(() => expect(screen.queryByText('person0@nord.example')).toBeNull());
    await app.user.click(screen.getByRole('button', { name: 'Open' }));
    await within(await screen.findByRole('complementary')).findByText('person0@nord.example');
  });

  it('deletes somebody for good after a question that names them', async () => {
    const app = await renderBin(1);
    const menu = await openMenu(app, 'person0@nord.example');
    await app.user.click(within(menu).getByRole('menuitem', { name: 'Delete for good' }));
    const dialog = await screen.findByRole('dialog', { name: /^Delete .+ for good$/u });
    within(dialog).getByText(/can't be restored by anybody/u);
    await app.user.click(within(dialog).getByRole('button', { name: 'Delete for good' }));
    await screen.findByText('The recycle bin is empty');
    expect(requestsOf(app, 'deletedUsers.purge')).toHaveLength(1);
  });

  it('restores a selection by a plan that says who stays and why, and is fresh afterwards', async () => {
    const app = await renderBin(3);
    await rowOf('person0@nord.example');
    const { tenantId, customerIds } = app;
    const body = {
      customerId: customerIds[0] ?? '',
      email: 'person1@nord.example',
      firstName: 'New',
      lastName: 'One',
    };
    await app.colleague.call('users.create', { params: { tenantId }, body });
    for (const n of [0, 1, 2]) await tick(app, `person${n}@nord.example`);
    await app.user.click(screen.getByRole('button', { name: 'Restore' }));
    const dialog = await screen.findByRole('dialog');
    await within(dialog).findByText(/1 skipped/u);
    await within(dialog).findByText(/the address was given to somebody else/u);
    await app.user.click(await within(dialog).findByRole('button', { name: 'Restore 2 users' }));
    await within(dialog).findByText(/^Restored 2 users/u);
    await app.user.click(within(dialog).getByRole('button', { name: 'Close' }));
    await waitFor(() => expect(screen.queryByText('person0@nord.example')).toBeNull());
    await rowOf('person1@nord.example');
    expect(screen.queryByText(/selected/u)).toBeNull();
  });

  it('is searched and counted, and says when nobody matches', async () => {
    const app = await renderBin(3);
    await rowOf('person2@nord.example');
    await app.user.type(screen.getByRole('searchbox', { name: 'Name or email' }), 'person2');
    await waitFor(() => expect(screen.queryByText('person1@nord.example')).toBeNull());
    await screen.findByText('1 deleted user found');
    await app.user.type(screen.getByRole('searchbox', { name: 'Name or email' }), 'zzz');
    await screen.findByText('No deleted user matches');
  });

  it('says that the tenant deletes for good', async () => {
    await renderBin(0, { settings: { 'users.deleteMode': 'permanent' } });
    await screen.findByText(/^This tenant deletes users for good: nobody is added here/u);
    expect(await screen.findByText('This tenant deletes users for good, so nobody comes here.')).toBeTruthy();
  });

  it('says that it needs the network while there is none', async () => {
    const app = await renderApp();
    await app.world.wire.fail('cut');
    await screen.findByText(/^The backend can't be reached\./u);
    app.parts.console.getState().go({ tenantKey: app.inView, screen: { name: 'recycleBin' } });
    expect(await screen.findByText('The recycle bin needs the network')).toBeTruthy();
  });

  it('can’t be opened by those who may not delete', async () => {
    await renderApp({ role: 'Member' });
    const entry = await screen.findByRole('button', { name: 'Recycle bin' });
    expect(entry.getAttribute('aria-disabled')).toBe('true');
  });
});

describe('The address of a new user', () => {
  const typeEmail = async (email: string) =>
    fireEvent.change(await screen.findByRole('textbox', { name: 'Email' }), { target: { value: email } });

  it('that lies in the recycle bin leads to the person, and keeps what was typed until that is decided', async () => {
    const app = await renderUsers();
    const [userId = ''] = app.userIds;
    const { tenantId } = app;
    await app.colleague.call('users.delete', { params: { tenantId, userId }, body: { version: 1 } });
    await app.user.click(await screen.findByRole('button', { name: 'New user' }));
    await typeEmail('Person0@nord.example');
    const notice = await screen.findByText(/had this address until Jo .*deleted them/u);
    await app.user.click(
      within(notice.parentElement as HTMLElement).getByRole('button', { name: /^Restore / }),
    );
    await screen.findByText(/^Restored /u);
    const question = await screen.findByRole('dialog', { name: 'Discard what you typed?' });
    await app.user.click(within(question).getByRole('button', { name: 'Discard changes' }));
    const panel = await screen.findByRole('complementary');
    expect(await within(panel).findByText('person0@nord.example')).toBeTruthy();
  });

  it('says nothing of it to those who may not restore, and asks nothing', async () => {
    const app = await renderUsers({ role: 'Member' });
    const [userId = ''] = app.userIds;
    const { tenantId } = app;
    await app.colleague.call('users.delete', { params: { tenantId, userId }, body: { version: 1 } });
    await app.user.click(await screen.findByRole('button', { name: 'New user' }));
    await typeEmail('person0@nord.example');
    await new Promise((resolve) => setTimeout(resolve, 800));
    expect(requestsOf(app, 'deletedUsers.list')).toHaveLength(0);
    expect(screen.queryByText(/had this address/u)).toBeNull();
  });
});
