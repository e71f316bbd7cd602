// @vitest-environment jsdom
import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { OutputOf } from '#shared/desktop/index.ts';
import { draftsRead } from '../../../src-renderer/state/drafts.ts';
import { reopen, type RenderedApp, renderApp, saveForm } from '../support/renderApp.tsx';
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
    await saveForm(app);
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
    // The button that had the focus is gone.
    expect(document.activeElement).toBe(screen.getByRole('heading', { level: 1 }));
    await app.user.click(within(screen.getByRole('region', { name: 'Messages' })).getByText('Undo'));
    await offer();
    expect(document.activeElement).toBe(screen.getByRole('heading', { level: 1 }));
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
    await saveForm(app);
    const conflict = await screen.findByText('Someone changed this in the meantime.');
    const box = conflict.closest<HTMLElement>('[role=alert]')!;
    expect(within(box).getByText('Cook')).toBeTruthy();
    expect(within(box).queryByText('Galley')).toBeNull();
    await app.user.click(within(box).getByRole('button', { name: 'Use the chosen values' }));
    await saveForm(app);
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

  it('is kept to the last letter when the window meets a bug of its own, which says so and is loaded again', async () => {
    const app = await renderApp();
    await app.user.click(await screen.findByRole('button', { name: 'New Customer' }));
    await app.user.type(await field('Title'), 'Half written');
    const silenced = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    onTestFinished(() => silenced.mockRestore());
    const wrong = { drafts: [{ title: 'canary' }, { title: 'canary' }] };
    act(() => void app.parts.queries.setQueryData(draftsRead(app.inView), wrong));
    await screen.findByText('Something failed in this window');
    expect(screen.getAllByRole('alert')).toHaveLength(1);
    await waitFor(async () => expect((await kept(app))[0]?.content).toContain('"title":"Half written"'));
    expect(app.bridge.calls.find(({ name }) => name === 'window.failed')?.input).toMatchObject({
      exception: 'TypeError',
    });
    await app.call('diagnostics.copy');
    const copied = await app.world.copied();
    expect(copied).toMatch(/main warn: page failed, exception TypeError, at \w/u);
    expect(copied).not.toContain('canary');
    reopen(app);
    await offer();
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

/** The window comes back and goes on from a draft of the first person that holds this. */
async function continuedFrom(content: unknown): Promise<RenderedApp> {
  const app = await renderUsers();
  const draft = {
    id: crypto.randomUUID(),
    screen: { name: 'users', customerId: null },
    drawer: { of: 'users', id: app.userIds[0] ?? null },
    title: 'Edit',
    subject: 'Ana',
    content: typeof content === 'string' ? content : JSON.stringify(content),
  };
  await app.call('drafts.keep', { tenantKey: app.inView, draft });
  const again = reopen(app);
  await again.user.click(await screen.findByRole('button', { name: 'Continue' }));
  return again;
}

it.each([['id'], ['cloneOf']])(
  'What was typed about a profile that is gone meanwhile (%s) says so when it goes on, and stays until it is discarded',
  async (names) => {
    const app = await renderApp();
    const draft = {
      id: crypto.randomUUID(),
      screen: { name: 'profiles', customerId: null },
      drawer: { of: 'profiles', id: null, [names]: crypto.randomUUID() },
      title: 'Edit',
      subject: 'Night shift',
      content: JSON.stringify({ values: {}, base: {} }),
    };
    await app.call('drafts.keep', { tenantKey: app.inView, draft });
    const again = reopen(app);
    await again.user.click(await screen.findByRole('button', { name: 'Continue' }));
    await screen.findByText('This no longer exists.');
    await again.user.click(screen.getByRole('button', { name: 'Close' }));
    await offer();
    await expectKept(again, 1);
  },
);

describe('What another version of the console kept', () => {
  it('goes on with the fields that this one has, as far as they can be shown', async () => {
    const app = await continuedFrom({
      values: {
        jobTitle: 'Pilot',
        firstName: { text: 'Ana' },
        email: null,
        department: 7,
        profileIds: 'none',
        roleIds: [{}],
        phones: [{ of: 'work' }],
        timeZone: {},
        later: 'canary',
      },
      base: { version: 1, jobTitle: 4, profileIds: null, later: 'canary' },
    });
    expect((await field('Job title')).value).toBe('Pilot');
    expect((await field('First name')).value).toMatch(/^\p{L}+$/u);
    await saveForm(app);
    await waitFor(() => expect(screen.queryByRole('textbox', { name: 'Job title' })).toBeNull());
    expect(requestsOf(app, 'users.update')[0]?.body).toMatchObject({ changes: { jobTitle: 'Pilot' } });
    await expectKept(app, 0);
  });

  it.each([['no JSON'], ['null'], [{ values: 3, base: 'x' }]])(
    'opens the form as it is where nothing of it can be read: %j',
    async (content) => {
      await continuedFrom(content);
      expect((await field('First name')).value).toMatch(/^\p{L}+$/u);
    },
  );
});

describe('Closing the window over something unsaved', () => {
  const close = (): boolean => !window.dispatchEvent(new Event('beforeunload', { cancelable: true }));

  it('asks; kept as a draft it is offered at the next start', async () => {
    const app = await typeIntoNewCustomer();
    expect(close()).toBe(true);
    const question = within(await screen.findByRole('dialog', { name: 'Close TenantDesk?' }));
    expect(await app.world.leaves()).toBe(0);
    await app.user.click(question.getByRole('button', { name: 'Keep as draft and close' }));
    await expect.poll(() => app.world.leaves()).toBe(1);
    // Nothing holds the window open now.
    expect(close()).toBe(false);
    reopen(app);
    await offer();
  });

  it('discards it when told to, before the window goes', async () => {
    const app = await typeIntoNewCustomer();
    close();
    await app.user.click(await screen.findByRole('button', { name: 'Discard and close' }));
    await expect.poll(() => app.world.leaves()).toBe(1);
    await expectKept(app, 0);
    expect(screen.queryByRole('textbox', { name: 'Title' })).toBeNull();
  });

  it('stays when told to', async () => {
    const app = await typeIntoNewCustomer();
    close();
    await app.user.click(await screen.findByRole('button', { name: 'Keep editing' }));
    expect((await field('Title')).value).toBe('Half written');
    expect(close()).toBe(true);
    expect(await app.world.leaves()).toBe(0);
  });

  it('promises no draft where nothing is kept on the computer', async () => {
    const app = await renderApp({ keychain: { available: false, reason: 'no-secret-service' } });
    await app.user.click(await screen.findByRole('button', { name: 'New Customer' }));
    await app.user.type(await field('Title'), 'x');
    close();
    await screen.findByText(/They are lost if you go on: without a keychain nothing is kept/u);
    expect(screen.queryByRole('button', { name: 'Keep as draft and close' })).toBeNull();
  });

  it('does not ask when nothing was typed', async () => {
    const app = await renderApp();
    await app.user.click(await screen.findByRole('button', { name: 'New Customer' }));
    await field('Title');
    expect(close()).toBe(false);
  });
});

describe('Signing out', () => {
  it('says how many kept drafts go too', async () => {
    const app = reopen(await typeIntoNewCustomer());
    await offer();
    await app.user.click(screen.getByRole('button', { name: 'Account' }));
    await app.user.click(await screen.findByRole('button', { name: 'Sign out' }));
    const question = within(await screen.findByRole('dialog', { name: /^Sign out / }));
    expect(
      await question.findByText(/1 draft that was kept of something not saved is deleted too\./u),
    ).toBeTruthy();
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
    await screen.findByRole('heading', { name: 'Choose a tenant to manage' });
    expectNoOffer();
  });

  it('in a field that is marked as not kept @security', async () => {
    const { keptValues } = await import('../../../src-renderer/components/form/useDraft.ts');
    expect(keptValues({ name: 'Ana', pin: 'canary' }, ['pin'])).toEqual({ name: 'Ana' });
  });
});
