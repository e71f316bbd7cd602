// @vitest-environment jsdom
import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { type RenderedApp } from '../support/renderApp.tsx';
import { renderUsers, requestsOf, tick } from '../support/usersStory.ts';

async function choose(app: RenderedApp, profile: string) {
  // The list stays open while choosing.
  if (screen.queryByRole('listbox') === null)
    await app.user.click(await screen.findByRole('combobox', { name: 'Profiles' }));
  await app.user.click(await screen.findByRole('option', { name: new RegExp(profile, 'u') }));
}
/** What the first three people hold, as the backend has it. */
const held = ({ colleague }: RenderedApp) =>
  Promise.all(
    [0, 1, 2].map(async (index) => (await colleague.user(`person${index}@nord.example`)).profileIds),
  );
const okay = () => screen.findByRole('button', { name: 'OK' });
const disabled = (element: HTMLElement) => element.getAttribute('aria-disabled') === 'true';

async function openDialog(app: RenderedApp) {
  await tick(app, 'person0@nord.example');
  await tick(app, 'person1@nord.example');
  await tick(app, 'person2@nord.example');
  expect(screen.getByText('3 of 7 row(s) selected')).toBeTruthy();
  await app.user.click(screen.getByRole('button', { name: 'Assign Profiles' }));
  return screen.findByRole('dialog', { name: 'Assign Profiles' });
}

describe('Assign Profiles', () => {
  it('says who gains and who loses what, wants the losses seen, runs, shows the result per user and is undone', async () => {
    const app = await renderUsers();
    const dialog = await openDialog(app);
    within(dialog).getByText('The selected profiles will be applied to the selected customer users.');
    expect(disabled(await okay())).toBe(true);

    await choose(app, 'Supplier');
    await within(dialog).findByText(/^3 users:/u);
    within(dialog).getByText('Look through the losses to enable OK.');
    expect(disabled(await okay())).toBe(true);
    expect((await held(app))[0]).toHaveLength(1);

    // The list of profiles is still open and covers them.
    await new Promise((resolve) => setTimeout(resolve, 400));
    within(dialog).getByText('Look through the losses to enable OK.');
    await app.user.keyboard('{Escape}');
    await within(dialog).findByText('Losses seen.');
    await waitFor(async () => expect(disabled(await okay())).toBe(false));

    const before = await held(app);
    await app.user.click(await okay());
    const done = await within(dialog).findAllByText('Done');
    expect(done.length).toBeGreaterThan(0);
    const supplier = app.profileIds['Supplier'];
    expect(await held(app)).toEqual([[supplier], [supplier], [supplier]]);

    await app.user.click(within(dialog).getByRole('button', { name: 'Undo' }));
    await within(dialog).findAllByText('Undone');
    expect(await held(app)).toEqual(before);
    await app.user.click(within(dialog).getByRole('button', { name: 'Close' }));
    expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull();
  });

  it('wants losses of more people than anybody reads acknowledged by their totals', async () => {
    const app = await renderUsers({ users: 60 });
    await tick(app, 'person0@nord.example');
    await app.user.click(screen.getByRole('button', { name: 'Select all 60 that match' }));
    await app.user.click(screen.getByRole('button', { name: 'Assign Profiles' }));
    const dialog = await screen.findByRole('dialog', { name: 'Assign Profiles' });
    await choose(app, 'Supplier');
    await within(dialog).findByText(/^60 users:/u);
    // The first page fits its box here, and was so in view to its end: that is not enough.
    expect(disabled(await okay())).toBe(true);
    const seen = within(dialog).getByRole('checkbox', {
      name: /^I have seen that \d+ users lose something: /,
    });
    await app.user.click(seen);
    expect(disabled(await okay())).toBe(false);
    await app.user.click(seen);
    expect(disabled(await okay())).toBe(true);
    await app.user.click(seen);
    // Another choice is another plan.
    await app.user.click(within(dialog).getByRole('radio', { name: 'Remove' }));
    await app.user.click(within(dialog).getByRole('radio', { name: 'Replace' }));
    await waitFor(() => expect(requestsOf(app, 'bulkPlans.create').length).toBeGreaterThan(1));
    await waitFor(async () => expect(disabled(await okay())).toBe(true));
  });

  it('keeps Cancel from being pressed while the plan is being started, and says why', async () => {
    const app = await renderUsers();
    const dialog = await openDialog(app);
    await choose(app, 'Client');
    await app.user.click(within(dialog).getByRole('radio', { name: 'Add' }));
    await waitFor(async () => expect(disabled(await okay())).toBe(false));
    const cancel = within(dialog).getByRole('button', { name: 'Cancel' });
    expect(disabled(cancel)).toBe(false);
    await app.world.wire.fail('held', '^POST .*/application$');
    await app.user.click(await okay());
    await waitFor(() => expect(disabled(cancel)).toBe(true));
    cancel.focus();
    expect((await screen.findByRole('tooltip')).textContent).toBe(
      'The plan is being started. It can be cancelled in a moment.',
    );
    await app.user.click(cancel);
    expect(dialog.isConnected).toBe(true);
    await app.world.wire.mend();
    await within(dialog).findByText(/^Assigned profiles to/u);
  });

  it('offers Undo in a toast once the dialog was closed', async () => {
    const app = await renderUsers();
    const dialog = await openDialog(app);
    await choose(app, 'Client');
    await app.user.click(within(dialog).getByRole('radio', { name: 'Add' }));
    await waitFor(async () => expect(disabled(await okay())).toBe(false));
    await app.user.click(await okay());
    const toasts = screen.getByRole('region', { name: 'Messages' });
    await within(dialog).findByText(/^Assigned profiles to/u);
    expect(within(toasts).queryByRole('button', { name: 'Undo' })).toBeNull();
    await app.user.click(within(dialog).getByRole('button', { name: 'Close' }));
    await app.user.click(await within(toasts).findByRole('button', { name: 'Undo' }));
    await within(toasts).findByText(/^Undone: Assign Client to \d/u);
    expect(requestsOf(app, 'bulkPlans.undo')).toHaveLength(1);
  });

  it('is undone by Ctrl+Z while the toast offers it', async () => {
    const app = await renderUsers();
    const dialog = await openDialog(app);
    await choose(app, 'Client');
    await app.user.click(within(dialog).getByRole('radio', { name: 'Add' }));
    await waitFor(async () => expect(disabled(await okay())).toBe(false));
    await app.user.click(await okay());
    await within(dialog).findByText(/^Assigned profiles to/u);
    await app.user.click(within(dialog).getByRole('button', { name: 'Close' }));
    await app.user.keyboard('{Control>}z{/Control}');
    await screen.findByText(/^Undone: Assign Client to \d/u);
    expect(requestsOf(app, 'bulkPlans.undo')).toHaveLength(1);
  });

  it('plans once choices settle, not at every one of them', async () => {
    const app = await renderUsers();
    await openDialog(app);
    await choose(app, 'Supplier');
    await choose(app, 'Client');
    // A slow machine may let the first choice settle by itself; what counts is that both end in one plan.
    await waitFor(() => {
      const planned = requestsOf(app, 'bulkPlans.create');
      expect(planned.length).toBeLessThanOrEqual(2);
      expect(planned.at(-1)?.body).toMatchObject({
        action: { profileIds: [expect.any(String), expect.any(String)] },
      });
    });
  });

  it('sends everything that matches but the unticked ones as a filter with exceptions', async () => {
    const app = await renderUsers();
    await tick(app, 'person0@nord.example');
    await app.user.click(screen.getByRole('button', { name: 'Select all 7 that match' }));
    await tick(app, 'person4@nord.example');
    expect(screen.getByText('6 of 7 row(s) selected')).toBeTruthy();
    await app.user.click(screen.getByRole('button', { name: 'Assign Profiles' }));
    await choose(app, 'Supplier');
    await screen.findByText(/^6 users:/u);
    expect(requestsOf(app, 'bulkPlans.create').at(-1)?.body).toMatchObject({
      selection: { kind: 'filter', filter: {}, exceptIds: [app.userIds[4]] },
    });
  });

  it('deletes under a button that names the verb and the count', async () => {
    const app = await renderUsers();
    await tick(app, 'person0@nord.example');
    await tick(app, 'person1@nord.example');
    await app.user.click(screen.getByRole('button', { name: 'More actions for the selection' }));
    await app.user.click(await screen.findByRole('menuitem', { name: 'Delete' }));
    const dialog = await screen.findByRole('dialog', { name: 'Delete 2 users' });
    within(dialog).getByText('Their access ends at once. The recycle bin keeps their data for 30 days.');
    const button = await within(dialog).findByRole('button', { name: 'Delete 2 users' });
    await waitFor(() => expect(disabled(button)).toBe(false));
    await app.user.click(button);
    await within(dialog).findByText('Deleted 2 users');
    const { items } = await app.colleague.call('users.list', {
      params: { tenantId: app.tenantId },
      query: {},
    });
    expect(items).toHaveLength(5);
  });
});
