// @vitest-environment jsdom
import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { OutputOf } from '#shared/desktop/index.ts';
import { reopen, type RenderedApp, renderApp } from '../support/renderApp.tsx';
import { openMenu, renderUsers, requestsOf } from '../support/usersStory.ts';

const field = (name: string) => screen.findByRole<HTMLInputElement>('textbox', { name });

const kept = async ({ call, accountId }: RenderedApp): Promise<OutputOf<'drafts.all'>['drafts']> =>
  (await call('drafts.all', { accountId })).drafts;

const expectKept = (app: RenderedApp, count: number): Promise<void> =>
  waitFor(async () => expect(await kept(app)).toHaveLength(count));

const offer = () => screen.findByText(/^You had begun/u);
const expectNoOffer = () => expect(screen.queryByText(/^You had begun/u)).toBeNull();

/** Somebody has typed a job title into a form of a person, and the window's process ends. */
async function crashedWhileEditing(): Promise<RenderedApp> {
  const app = await renderUsers();
  await openMenu(app, 'person0@nord.example');
  await app.user.click(screen.getByRole('menuitem', { name: 'Edit' }));
  await app.user.type(await field('Job title'), 'Pilot');
  await expectKept(app, 1);
  return reopen(app);
}

async function typeIntoNewCustomer(): Promise<RenderedApp> {
  const app = await renderApp();
  await app.user.click(await screen.findByRole('button', { name: 'New Customer' }));
  await app.user.type(await field('Title'), 'Half written');
  await expectKept(app, 1);
  return app;
}

describe('What was typed when the window went away', () => {
  it('is offered with its name, tenant and age, and goes on as it was, unsaved, until it is saved', async () => {
    const app = await crashedWhileEditing();
    const status = (await offer()).closest('[role=status]');
    expect(status?.textContent).toMatch(/^You had begun to edit \p{L}+ \p{L}.* at Contoso GmbH, just now\./u);
    await app.user.click(screen.getByRole('button', { name: 'Continue' }));
    expect((await field('Job title')).value).toMatch(/Pilot$/u);
    await waitFor(expectNoOffer);
    expect(app.parts.console.getState().unsaved).toHaveLength(1);
    await app.user.click(screen.getByRole('button', { name: 'Save Changes' }));
    await waitFor(() => expect(screen.queryByRole('textbox', { name: 'Job title' })).toBeNull());
    expect(requestsOf(app, 'users.update')[0]?.body).toMatchObject({
      changes: { jobTitle: expect.stringMatching(/Pilot$/u) },
    });
    await expectKept(app, 0);
    expectNoOffer();
  });

  it('is discarded by a press, which can be taken back', async () => {
    const app = await crashedWhileEditing();
    await offer();
    await app.user.click(screen.getByRole('button', { name: 'Discard' }));
    await expectKept(app, 0);
    expectNoOffer();
    await app.user.click(within(screen.getByRole('region', { name: 'Messages' })).getByText('Undo'));
    await offer();
    expect(await kept(app)).toHaveLength(1);
  });

  it('meets what somebody else saved meanwhile: the same field is a choice, another one is theirs', async () => {
    const app = await crashedWhileEditing();
    const [userId] = app.userIds;
    await app.colleague.changeUser('person0@nord.example', { jobTitle: 'Cook', department: 'Galley' });
    await app.call('sync.now', { tenantKey: app.inView });
    await waitFor(async () =>
      expect(await app.call('users.one', { tenantKey: app.inView, userId: userId ?? '' })).toMatchObject({
        jobTitle: 'Cook',
      }),
    );
    await app.user.click(await screen.findByRole('button', { name: 'Continue' }));
    await field('Job title');
    await app.user.click(screen.getByRole('button', { name: 'Save Changes' }));
    const conflict = await screen.findByText('Someone changed this in the meantime.');
    const box = conflict.closest<HTMLElement>('[role=alert]')!;
    expect(within(box).getByText('Cook')).toBeTruthy();
    expect(within(box).queryByText('Galley')).toBeNull();
    await app.user.click(within(box).getByRole('button', { name: 'Use the chosen values' }));
    await app.user.click(screen.getByRole('button', { name: 'Save Changes' }));
    await waitFor(() => expect(screen.queryByRole('textbox', { name: 'Job title' })).toBeNull());
    expect(await app.colleague.user('person0@nord.example')).toMatchObject({
      jobTitle: expect.stringMatching(/Pilot$/u),
      department: 'Galley',
    });
  });

  it('of something new is named by its form, and asks before it takes the place of another form', async () => {
    const app = reopen(await typeIntoNewCustomer());
    expect((await offer()).textContent).toContain('You had begun “New Customer” at Contoso GmbH, just now.');
    await app.user.click(await screen.findByRole('button', { name: 'New Customer' }));
    await app.user.type(await field('Title'), 'Another');
    // Neither overwrites the other.
    await expectKept(app, 2);
    await app.user.click(screen.getByRole('button', { name: 'Continue' }));
    await app.user.click(await screen.findByRole('button', { name: 'Discard changes' }));
    await waitFor(async () => expect((await field('Title')).value).toBe('Half written'));
    await expectKept(app, 1);
  });

  it('outlives the engine of a session that keeps nothing on disk', async () => {
    const app = await renderApp({ keychain: { available: false, reason: 'no-secret-service' } });
    await app.user.click(await screen.findByRole('button', { name: 'New Customer' }));
    await app.user.type(await field('Title'), 'Half written');
    await expectKept(app, 1);
    await app.world.killEngine();
    await expectKept(app, 1);
  });
});

describe('What was typed is no longer kept', () => {
  it('when the form is saved, or what was typed is taken back or let go', async () => {
    const app = await typeIntoNewCustomer();
    await app.user.clear(await field('Title'));
    await expectKept(app, 0);
    await app.user.type(await field('Title'), 'x');
    await expectKept(app, 1);
    await app.user.keyboard('{Escape}');
    await app.user.click(await screen.findByRole('button', { name: 'Discard changes' }));
    await expectKept(app, 0);
    expectNoOffer();
  });

  it('when its tenant is lost @security', async () => {
    const app = await typeIntoNewCustomer();
    await app.world.revoke(app.mara, [app.tenantId]);
    await screen.findByText(/You no longer have access/u);
    await expectKept(app, 0);
    reopen(app);
    await screen.findByRole('heading', { name: 'Choose a customer to manage' });
    expectNoOffer();
  });

  it('in a field that is marked as not kept @security', async () => {
    const { keptValues } = await import('../../../src-renderer/components/form/useDraft.ts');
    expect(keptValues({ name: 'Ana', pin: 'canary' }, ['pin'])).toEqual({ name: 'Ana' });
  });
});
