import { expect, test } from 'vitest';
import { apiError } from '#shared/api/errors.ts';
import { keyOf } from '#test/support/engineConsole.ts';
import { idNumber, someTenant, someUser, tenantIdOf } from '#test/support/engineEntities.ts';
import { someScene } from '#test/support/engineScene.ts';
import { backoff, jittered, syncDelays } from '../../src-engine/sync/delays.ts';
import { cursorHint } from '../../src-engine/sync/cursorHint.ts';

const quick = { probe: 20, focused: 30, others: 60, account: 50, retryFirst: 10, retryLongest: 50 };

test('the backend goes and comes back: told both times, and what changed meanwhile arrives by itself', async () => {
  const { backend, tenant, tenantId, openDesk } = await someScene(2);
  const desk = await openDesk({ delays: quick });
  await desk.open(tenantId);
  await backend.stop();
  await desk.event('connection.changed', ({ online }) => !online);
  const all = await desk.value('tenants.all');
  expect(all.connection).toMatchObject({ online: false });
  expect(all.connection.lastContactAt).not.toBeNull();
  expect(all.tenants[0]?.sync.phase).toBe('stale');
  expect((await desk.value('users.page', { tenantId, filter: {} })).total).toBe(2);
  desk.events.length = 0;
  tenant.put('user', someUser(tenantId, 3));
  await backend.start();
  await desk.event('connection.changed', ({ online }) => online);
  await desk.event('copy.changed', ({ entities }) => entities.includes('user'));
  expect((await desk.value('users.page', { tenantId, filter: {} })).total).toBe(3);
});

for (const kind of ['html', 'redirect'] as const) {
  test(`the sign-in page of a network (${kind}) is not taken for the backend`, async () => {
    const { backend, tenantId, openDesk } = await someScene(2);
    const desk = await openDesk({ delays: quick });
    await desk.open(tenantId);
    backend.fault = () => ({ kind });
    const state = await desk.value('sync.now', { tenantId });
    expect(state).toMatchObject({ phase: 'stale', problem: { code: 'NOT_A_BACKEND' } });
    expect((await desk.value('tenants.all')).connection.online).toBe(false);
    backend.fault = () => null;
    await desk.event('connection.changed', ({ online }) => online);
  });
}

test('a first start without a backend says that it can not be reached', async () => {
  const { backend, openDesk } = await someScene(0);
  await backend.stop();
  const desk = await openDesk();
  expect(await desk.error('tenants.all')).toMatchObject({ code: 'OFFLINE', saved: 'nothing' });
  await backend.start();
});

test('a change by someone else arrives without being asked for, in the tenant in view and in others', async () => {
  const { backend, tenant, tenantId, openDesk } = await someScene(1);
  const other = backend.addTenant(someTenant(2));
  const desk = await openDesk({ delays: quick });
  await desk.open(tenantIdOf(2));
  await desk.open(tenantId);
  desk.events.length = 0;
  tenant.put('user', someUser(tenantId, 2));
  other.put('user', someUser(tenantIdOf(2), 2));
  await desk.event('copy.changed', (event) => event.tenantKey === keyOf(tenantId));
  await desk.event('copy.changed', (event) => event.tenantKey === keyOf(tenantIdOf(2)));
  expect((await desk.value('users.page', { tenantId: tenantIdOf(2), filter: {} })).total).toBe(1);
});

test('a tenant given to the account appears by itself', async () => {
  const { backend, tenantId, openDesk } = await someScene(1);
  const desk = await openDesk({ delays: quick });
  await desk.open(tenantId);
  desk.events.length = 0;
  backend.addTenant(someTenant(2, { name: 'New one' }));
  await desk.event('tenants.changed');
  expect((await desk.value('tenants.all')).tenants.map(({ name }) => name)).toContain('New one');
});

test('while the backend asks for patience, it is left alone for as long as it said', async () => {
  const { backend, tenantId, openDesk } = await someScene(1);
  const desk = await openDesk({ delays: quick });
  await desk.open(tenantId);
  const error = apiError('DATABASE_UNAVAILABLE', 'Away.', { retryAfterSeconds: 1 });
  backend.fault = (request) => (request.endsWith('/changes') ? { kind: 'error', error } : null);
  await desk.event('sync.changed', ({ problem }) => problem?.code === 'DATABASE_UNAVAILABLE');
  const asked = (): number => backend.requests.filter((request) => request.endsWith('/changes')).length;
  const before = asked();
  // Half a second of its own rhythm, in which it would have asked for changes many times.
  const looked = (): number => backend.requests.filter((request) => request.endsWith('/me')).length;
  const rounds = looked() + 8;
  await expect.poll(looked, { timeout: 10_000 }).toBeGreaterThanOrEqual(rounds);
  expect(asked()).toBe(before);
  expect((await desk.value('tenants.all')).connection.online).toBe(true);
});

test('a token that ran out is renewed once, and the call repeated', async () => {
  const { backend, tenantId, openDesk } = await someScene(1);
  const asked: (string | null)[] = [];
  const desk = await openDesk({
    token: (rejected) => {
      asked.push(rejected);
      return { ok: true, value: backend.token };
    },
  });
  await desk.open(tenantId);
  expect(asked).toEqual([null]);
  backend.token = 'token-2';
  expect((await desk.value('sync.now', { tenantId })).problem).toBeNull();
  expect(asked).toEqual([null, 'token-1']);
});

test('when no token can be had, its error is the problem, and the copy stays readable', async () => {
  const { backend, tenantId, openDesk } = await someScene(1);
  let signedIn = true;
  const desk = await openDesk({
    token: () =>
      signedIn
        ? { ok: true, value: 'token-1' }
        : { ok: false, error: apiError('NOT_SIGNED_IN', 'Signed out elsewhere.') },
  });
  await desk.open(tenantId);
  signedIn = false;
  backend.token = 'token-2';
  expect(await desk.value('sync.now', { tenantId })).toMatchObject({
    phase: 'stale',
    problem: { code: 'NOT_SIGNED_IN' },
  });
  expect((await desk.value('users.page', { tenantId, filter: {} })).total).toBe(1);
});

test('a start without a backend, where not even a token can be had, says so and goes on once it is there', async () => {
  const { backend, tenantId, openDesk } = await someScene(2);
  const before = await openDesk({ delays: quick });
  await before.open(tenantId);
  await before.close();
  let there = false;
  await backend.stop();
  const desk = await openDesk({
    delays: quick,
    token: () =>
      there
        ? { ok: true, value: backend.token }
        : { ok: false, error: apiError('OFFLINE', 'Asking for a token: nobody answers.') },
  });
  await desk.event('connection.changed', ({ online }) => !online);
  expect((await desk.value('tenants.all')).connection.online).toBe(false);
  expect((await desk.value('users.page', { tenantId, filter: {} })).total).toBe(2);
  there = true;
  await backend.start();
  await desk.event('connection.changed', ({ online }) => online);
  await desk.event('sync.changed', ({ phase }) => phase === 'up-to-date');
});

test('waits grow with full jitter up to their cap, and rhythms vary by a fifth', () => {
  expect(backoff(1, syncDelays, 1)).toBe(1000);
  expect(backoff(4, syncDelays, 1)).toBe(8000);
  expect(backoff(400, syncDelays, 1)).toBe(60_000);
  expect(backoff(4, syncDelays, 0)).toBe(0);
  expect(jittered(100, 0)).toBeCloseTo(80);
  expect(jittered(100, 1)).toBeCloseTo(120);
});

test('the hint for the next page reads both ways of spacing, and nothing that a person wrote', () => {
  const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
  expect(cursorHint(bytes('{"cursor":"a.b","caughtUp":false}'))).toEqual({ cursor: 'a.b', more: true });
  expect(cursorHint(bytes('{"cursor" : "a", "caughtUp" : true}'))).toEqual({ cursor: 'a', more: false });
  const written = JSON.stringify({ users: [{ name: '"cursor":"evil","caughtUp":false' }] });
  expect(cursorHint(bytes(written))).toBeNull();
});

test('a user that the copy does not have yet is asked of the backend', async () => {
  const { tenant, tenantId, openDesk } = await someScene(1);
  const desk = await openDesk();
  await desk.open(tenantId);
  tenant.put('user', someUser(tenantId, 2, { firstName: 'Just' }));
  expect(await desk.value('users.one', { tenantId, userId: idNumber(6, 2) })).toMatchObject({
    firstName: 'Just',
    status: 'active',
  });
  expect((await desk.error('users.one', { tenantId, userId: idNumber(6, 404) })).code).toBe('NOT_FOUND');
});
