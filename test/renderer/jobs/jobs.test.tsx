// @vitest-environment jsdom
import { screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { tenantKeyOf } from '#shared/desktop/tenantKey.ts';
import { type RenderedApp, reopen } from '../support/renderApp.tsx';
import { openMenu, renderUsers, requestsOf, rowOf, tick } from '../support/usersStory.ts';

afterEach(() => vi.restoreAllMocks());

const press = (app: RenderedApp, name: string) => app.user.click(screen.getByRole('button', { name }));

async function openJobs(app: RenderedApp): Promise<HTMLElement> {
  await app.user.click(await screen.findByRole('button', { name: 'Jobs' }));
  return screen.findByRole('dialog', { name: 'Jobs' });
}

/** Deactivates the first two people by a job, and closes its dialog. */
async function deactivateTwo(app: RenderedApp): Promise<void> {
  await tick(app, 'person0@nord.example');
  await tick(app, 'person1@nord.example');
  await press(app, 'More actions for the selection');
  await app.user.click(await screen.findByRole('menuitem', { name: 'Deactivate' }));
  const dialog = await screen.findByRole('dialog', { name: /^Deactivate/u });
  const confirm = await within(dialog).findByRole('button', { name: 'Deactivate 2 users' });
  await waitFor(() => expect(confirm.getAttribute('aria-disabled')).toBeNull());
  await app.user.click(confirm);
  await within(dialog).findByText('Deactivated 2 users');
  await app.user.click(within(dialog).getByRole('button', { name: 'Close' }));
}

async function deleteOne(app: RenderedApp, email: string): Promise<void> {
  const menu = await openMenu(app, email);
  await app.user.click(within(menu).getByRole('menuitem', { name: 'Delete' }));
  const dialog = await screen.findByRole('dialog', { name: /^Delete / });
  await app.user.click(within(dialog).getByRole('button', { name: 'Delete' }));
  await waitFor(() => expect(screen.queryByText(email)).toBeNull());
}

const dismissToasts = async (app: RenderedApp) => {
  for (const button of screen.queryAllByRole('button', { name: 'Dismiss' })) await app.user.click(button);
};
const undoByKey = (app: RenderedApp) => app.user.keyboard('{Control>}z{/Control}');

describe('Jobs', () => {
  it('are a sentence each, opened with their results and undone when their toast has gone', async () => {
    const app = await renderUsers();
    await within(await openJobs(app)).findByText(/^No jobs yet\./u);
    await app.user.keyboard('{Escape}');
    await deactivateTwo(app);
    await dismissToasts(app);

    const jobs = await openJobs(app);
    const line = (await within(jobs).findByText('Deactivate 2 users')).closest('li')!;
    within(line).getByText('Done');
    within(line).getByText('2 done');
    within(line).getByText(/^Mara /u);
    within(line).getByText(/^Can be undone until /u);
    await app.user.click(within(line).getByRole('button', { name: 'Deactivate 2 users' }));
    const dialog = await screen.findByRole('dialog', { name: 'Deactivate 2 users' });
    expect(await within(dialog).findAllByText('Done: deactivated')).toHaveLength(2);
    await app.user.click(within(dialog).getByRole('button', { name: 'Undo' }));
    await within(dialog).findByText('Undone for 2 users');
    within(dialog).getByText(/Undone by Mara .+ on /u);
    await app.user.click(within(dialog).getByRole('button', { name: 'Close' }));
    await within(await rowOf('person0@nord.example')).findByText('Active');
    // What was undone there is not offered again, neither by the toast nor by the key.
    expect(within(screen.getByRole('region', { name: 'Messages' })).queryByText('Undo')).toBeNull();
    await undoByKey(app);
    await screen.findByText('There is nothing to undo here.');
    expect(requestsOf(app, 'bulkPlans.undo')).toHaveLength(1);
  });

  it('skip people by reasons that are counted, each with its people', async () => {
    const app = await renderUsers();
    await deactivateTwo(app);
    await dismissToasts(app);
    await press(app, 'More actions for the selection');
    await app.user.click(await screen.findByRole('menuitem', { name: 'Deactivate' }));
    const dialog = await screen.findByRole('dialog', { name: /^Deactivate/u });
    await within(dialog).findByText('2 skipped');
    await app.user.click(within(dialog).getByRole('button', { name: /^Skipped/u }));
    within(dialog).getByRole('button', { name: '2 already deactivated' });
    expect(await within(dialog).findAllByText('Skipped: already deactivated')).toHaveLength(2);
  });

  it('that run are counted in the top bar after a reload, and their end is said', async () => {
    const first = await renderUsers();
    const { colleague, tenantId, userIds } = first;
    await deactivateTwo(first);
    const theirs = await colleague.call('bulkPlans.create', {
      params: { tenantId },
      body: { action: { kind: 'delete' }, selection: { kind: 'users', userIds: [userIds[4] ?? ''] } },
    });
    await colleague.call('bulkPlans.apply', { params: { tenantId, planId: theirs.id } });
    const set = (state: string) =>
      first.world.database.run(
        `update tenantdesk.bulk_plans set state = '${state}' where tenant_id = '${tenantId}'`,
      );
    await waitFor(async () => {
      const { state } = await colleague.call('bulkPlans.get', { params: { tenantId, planId: theirs.id } });
      expect(state).toBe('applied');
    });
    await set('applying');
    const app = reopen(first);
    await screen.findByRole('button', { name: 'Jobs: 2 are running' });
    const jobs = await screen.findByRole('button', { name: 'Jobs: 2 are running' });
    await app.user.click(jobs);
    await within(await screen.findByRole('dialog', { name: 'Jobs' })).findAllByRole('progressbar');
    await app.user.keyboard('{Escape}');
    vi.spyOn(document, 'hasFocus').mockReturnValue(false);
    await set('applied');
    await screen.findByText('Deactivated 2 users');
    // By the system only one's own, and without a name of anybody.
    expect(app.bridge.calls.flatMap(({ name, input }) => (name === 'window.notify' ? [input] : []))).toEqual([
      { title: 'A job has ended', text: 'Deactivated 2 users' },
    ]);
    await screen.findByText(/^A job of .+ has ended: Delete 1 user\.$/u);
    await screen.findByRole('button', { name: 'Jobs' });
    await app.user.click(screen.getByRole('button', { name: 'Undo' }));
    await screen.findByText('Undone: Deactivate 2 users');
  });
});

describe('Ctrl+Z', () => {
  it('offers its act again when the backend did not answer', async () => {
    const app = await renderUsers();
    await deleteOne(app, 'person0@nord.example');
    await dismissToasts(app);
    await app.world.wire.fail('cut', '^POST .*/restoration');
    await undoByKey(app);
    await within(await screen.findByRole('alert')).findByRole('button', { name: 'Undo' });
    await app.world.wire.mend();
    await dismissToasts(app);
    await undoByKey(app);
    await screen.findByText('person0@nord.example');
    expect(requestsOf(app, 'users.restore')).toHaveLength(2);
  });

  it('takes back one deletion after another when their toasts have gone, but what is typed in a text', async () => {
    const app = await renderUsers();
    await deleteOne(app, 'person0@nord.example');
    await deleteOne(app, 'person1@nord.example');
    await dismissToasts(app);
    const search = screen.getByRole('searchbox');
    await app.user.click(search);
    await undoByKey(app);
    expect(requestsOf(app, 'users.restore')).toHaveLength(0);
    const jobs = await openJobs(app);
    within(jobs).getByRole('heading', { name: 'Just done in this window' });
    await app.user.keyboard('{Escape}');
    await undoByKey(app);
    await screen.findByText('person1@nord.example');
    expect(screen.queryByText('person0@nord.example')).toBeNull();
    await undoByKey(app);
    await screen.findByText('person0@nord.example');
  });

  it('never takes back what was done in another tenant', async () => {
    const app = await renderUsers();
    await deleteOne(app, 'person0@nord.example');
    const other = tenantKeyOf(app.accountId, app.tenantIds['Helvetia Facility'] ?? '');
    app.parts.console.getState().go({ tenantKey: other, screen: { name: 'customers' } });
    await screen.findByRole('heading', { level: 1, name: 'Customers' });
    await undoByKey(app);
    await screen.findByText('There is nothing to undo here.');
    expect(requestsOf(app, 'users.restore')).toHaveLength(0);
  });

  it('offers what it took back only in part no second time: the skipped are left to the list of jobs', async () => {
    const app = await renderUsers();
    await deactivateTwo(app);
    await app.colleague.call('users.activate', {
      params: { tenantId: app.tenantId, userId: app.userIds[0] ?? '' },
      body: { version: 2 },
    });
    await undoByKey(app);
    await screen.findByText('Undone: Deactivate 2 users · 1 skipped');
    await undoByKey(app);
    await screen.findByText('There is nothing to undo here.');
    expect(requestsOf(app, 'bulkPlans.undo')).toHaveLength(1);
    const jobs = await openJobs(app);
    await app.user.click(await within(jobs).findByRole('button', { name: 'Deactivate 2 users' }));
    await screen.findByRole('button', { name: 'Undo the skipped' });
  });

  it('names a job of before a reload and asks first', async () => {
    const first = await renderUsers();
    await deactivateTwo(first);
    const app = reopen(first);
    await screen.findByRole('grid');
    await screen.findByText('person0@nord.example');
    await undoByKey(app);
    const question = await screen.findByRole('dialog', { name: 'Undo this?' });
    within(question).getByText(/^Deactivate 2 users, started /u);
    await app.user.click(within(question).getByRole('button', { name: 'Undo' }));
    await screen.findByText('Undone: Deactivate 2 users');
    await within(await rowOf('person0@nord.example')).findByText('Active');
    expect(requestsOf(app, 'bulkPlans.undo')).toHaveLength(1);
  });
});
