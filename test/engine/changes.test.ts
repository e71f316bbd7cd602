import { expect, test } from 'vitest';
import { apiError } from '#shared/api/errors.ts';
import {
  idNumber,
  someCustomer,
  someProfile,
  someTenant,
  someUser,
  tenantIdOf,
} from '#test/support/engineEntities.ts';
import { someScene } from '#test/support/engineScene.ts';

test('a change by someone else arrives: rows, counts, names and places in the order', async () => {
  const { tenant, tenantId, openDesk } = await someScene(3);
  const desk = await openDesk();
  await desk.open(tenantId);
  const profileIds = [idNumber(4, 1), idNumber(4, 2)];
  tenant.put(
    'user',
    someUser(tenantId, 1, { version: 2, firstName: 'Zoë', customerId: idNumber(5, 2), profileIds }),
  );
  tenant.remove('user', idNumber(6, 2));
  tenant.put('profile', someProfile(tenantId, 1, { version: 2, name: 'Alpha' }));
  desk.events.length = 0;
  expect(await desk.value('sync.now', { tenantId })).toMatchObject({ phase: 'up-to-date', problem: null });
  await desk.event(
    'copy.changed',
    ({ entities }) => entities.includes('user') && entities.includes('profile'),
  );

  const page = await desk.value('users.page', { tenantId, filter: {} });
  expect(page.total).toBe(2);
  expect(page.rows.map(({ firstName }) => firstName)).toEqual(['First3', 'Zoë']);
  expect(page.rows[1]).toMatchObject({ profileNames: ['Alpha', 'Profile 2'], customerTitle: 'Customer 2' });
  const { profiles } = await desk.value('profiles.all', { tenantId });
  expect(profiles.map(({ name, holders }) => [name, holders])).toEqual([
    ['Alpha', 1],
    ['Profile 2', 1],
  ]);
  const customers = await desk.value('customers.page', { tenantId });
  expect(customers.rows.map(({ userCount }) => userCount)).toEqual([1, 1]);
  const found = await desk.value('users.page', { tenantId, filter: { search: 'first1' } });
  expect(found.rows).toEqual([]);
});

test('an older state of a user never replaces a newer one', async () => {
  const { tenant, tenantId, openDesk } = await someScene(0);
  tenant.put('user', someUser(tenantId, 1, { version: 5, firstName: 'New' }));
  const desk = await openDesk();
  await desk.open(tenantId);
  tenant.put('user', someUser(tenantId, 1, { version: 4, firstName: 'Old' }));
  await desk.value('sync.now', { tenantId });
  expect((await desk.value('users.page', { tenantId, filter: {} })).rows[0]?.firstName).toBe('New');
});

test('when the backend wants a new beginning, what it does not bring leaves the copy, and the rest stays readable', async () => {
  const { backend, tenant, tenantId, openDesk } = await someScene(30);
  const desk = await openDesk();
  await desk.open(tenantId);
  // Gone without a trace in the feed, as after a restored database.
  for (const n of [3, 4]) tenant.rows.user.delete(idNumber(6, n));
  tenant.rows.customer.delete(idNumber(5, 2));
  tenant.rows.profile.delete(idNumber(4, 2));
  tenant.epoch += 1;
  let letGo = (): void => undefined;
  const until = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  backend.fault = (request) => (request.endsWith('/changes') ? { kind: 'wait', until } : null);
  const done = desk.value('sync.now', { tenantId });
  expect(await desk.value('users.page', { tenantId, filter: {} })).toMatchObject({
    total: 30,
    provenance: { source: 'copy' },
  });
  letGo();
  expect(await done).toMatchObject({ phase: 'up-to-date' });
  expect((await desk.value('users.page', { tenantId, filter: {} })).total).toBe(28);
  expect((await desk.value('customers.page', { tenantId })).rows.map(({ id }) => id)).toEqual([
    idNumber(5, 1),
  ]);
  expect((await desk.value('profiles.all', { tenantId })).profiles).toHaveLength(1);
});

test('@security when rights shrink, the kinds that may not be seen any more leave the copy with the next answer', async () => {
  const { tenant, tenantId, openDesk } = await someScene(10);
  const desk = await openDesk();
  await desk.open(tenantId);
  tenant.visible = ['role', 'profile', 'product', 'customer'];
  tenant.epoch += 1;
  await desk.value('sync.now', { tenantId });
  const error = await desk.error('users.page', { tenantId, filter: {} });
  expect(error).toMatchObject({ code: 'PERMISSION_DENIED', details: { permission: 'users.read' } });
  expect((await desk.error('users.one', { tenantId, userId: idNumber(6, 1) })).code).toBe(
    'PERMISSION_DENIED',
  );
  // Given back, the rows come back: they were not merely hidden.
  tenant.visible = ['role', 'product', 'profile', 'customer', 'user'];
  tenant.put('user', someUser(tenantId, 99));
  await desk.value('sync.now', { tenantId });
  expect((await desk.value('users.page', { tenantId, filter: {} })).total).toBe(1);
});

test('@security a tenant that the account lost leaves the copy at once, and its forms get NOT_FOUND', async () => {
  const { backend, tenantId, openDesk } = await someScene(10);
  const otherId = tenantIdOf(2);
  const other = backend.addTenant(someTenant(2));
  other.put('user', someUser(otherId, 1));
  const desk = await openDesk();
  await desk.open(tenantId);
  await desk.open(otherId);
  const gone = backend.tenants.get(tenantId);
  backend.tenants.delete(tenantId);
  desk.events.length = 0;
  await desk.value('sync.now', { tenantId });
  await desk.event('tenants.changed');
  expect((await desk.error('users.page', { tenantId, filter: {} })).code).toBe('NOT_FOUND');
  expect((await desk.value('tenants.all')).tenants.map(({ id }) => id)).toEqual([otherId]);
  expect((await desk.value('users.page', { tenantId: otherId, filter: {} })).total).toBe(1);
  // Back again, it is loaded from the start.
  if (gone !== undefined) backend.tenants.set(tenantId, gone);
  await desk.value('sync.now', { tenantId: otherId });
  desk.events.length = 0;
  await desk.open(tenantId);
  expect((await desk.value('users.page', { tenantId, filter: {} })).total).toBe(10);
});

test('@security that the backend shut the account out is said to main, whatever was asked for', async () => {
  const { backend, tenantId, openDesk } = await someScene(1);
  const desk = await openDesk();
  await desk.open(tenantId);
  const error = apiError('ACCOUNT_DISABLED', 'This account is disabled. Nothing was changed.');
  backend.fault = (request) => (request.endsWith('/changes') ? { kind: 'error', error } : null);
  await desk.value('sync.now', { tenantId });
  expect(desk.messages).toContainEqual({
    type: 'account-disabled',
    accountId: 'account-1',
    error: expect.objectContaining({ code: 'ACCOUNT_DISABLED' }) as unknown,
  });
});

test('@security rows of another tenant in an answer are refused, and nothing of that page is taken over', async () => {
  const { tenant, tenantId, openDesk } = await someScene(2);
  const desk = await openDesk();
  await desk.open(tenantId);
  tenant.put('customer', someCustomer(tenantId, 3));
  tenant.put('user', someUser(tenantIdOf(2), 50));
  const state = await desk.value('sync.now', { tenantId });
  expect(state).toMatchObject({ phase: 'stale', problem: { code: 'INTERNAL' } });
  expect((await desk.value('users.page', { tenantId, filter: {} })).total).toBe(2);
  expect((await desk.value('customers.page', { tenantId })).total).toBe(2);
});

/** A page of changes as JSON, with something wrong in it. */
const pageWith = (wrong: Readonly<Record<string, unknown>>): string =>
  JSON.stringify({
    cursor: 'x',
    caughtUp: true,
    visible: ['user'],
    expected: null,
    roles: [],
    products: [],
    profiles: [],
    customers: [],
    removed: [],
    users: [],
    ...wrong,
  });
const oneUser = (wrong: object): object => ({ ...someUser(tenantIdOf(1), 9), ...wrong });

for (const [what, json] of [
  ['cut off', '{"cursor":"x","caughtUp":true'],
  ['of another shape', '{"hello":"world"}'],
  ['without users', pageWith({ users: undefined })],
  ['with a user that has no e-mail', pageWith({ users: [oneUser({ email: null })] })],
  ['with a time that is none', pageWith({ users: [oneUser({ lastLoginAt: 'yesterday' })] })],
  ['with a user that has no way to sign in', pageWith({ users: [oneUser({ authMethod: null })] })],
] as const) {
  test(`a page of changes ${what} changes nothing and is a problem with words`, async () => {
    const { backend, tenantId, openDesk } = await someScene(2);
    const desk = await openDesk();
    await desk.open(tenantId);
    backend.fault = (request) => (request.endsWith('/changes') ? { kind: 'body', json } : null);
    const state = await desk.value('sync.now', { tenantId });
    expect(state).toMatchObject({ phase: 'stale', problem: { code: 'INTERNAL' } });
    backend.fault = () => null;
    expect(await desk.value('sync.now', { tenantId })).toMatchObject({ phase: 'up-to-date', problem: null });
    expect((await desk.value('users.page', { tenantId, filter: {} })).total).toBe(2);
  });
}

test('statuses that change by the clock alone are true when they are asked for', async () => {
  let now = Date.UTC(2025, 0, 1);
  const { tenant, tenantId, openDesk } = await someScene(0);
  tenant.put('user', someUser(tenantId, 1, { accessExpiresAt: '2025-02-01T00:00:00.000Z' }));
  tenant.put('user', someUser(tenantId, 2, { lockedUntil: '2025-01-15T00:00:00.000Z' }));
  const desk = await openDesk({ clock: { now: () => now } });
  await desk.open(tenantId);
  const idsWith = async (status: 'active' | 'locked' | 'access-expired'): Promise<string[]> =>
    (await desk.value('users.page', { tenantId, filter: { statuses: [status] } })).rows.map(({ id }) => id);
  expect(await idsWith('active')).toEqual([idNumber(6, 1)]);
  expect(await idsWith('locked')).toEqual([idNumber(6, 2)]);
  now = Date.UTC(2025, 1, 2);
  expect(await idsWith('active')).toEqual([idNumber(6, 2)]);
  expect(await idsWith('access-expired')).toEqual([idNumber(6, 1)]);
  // The clock was wrong and is put right.
  now = Date.UTC(2025, 0, 2);
  expect(await idsWith('active')).toEqual([idNumber(6, 1)]);
  expect(await idsWith('locked')).toEqual([idNumber(6, 2)]);
});

test('a refusal to list changes is told as the problem of the copy, with what it is refused for', async () => {
  const { backend, tenantId, openDesk } = await someScene(2);
  const desk = await openDesk();
  await desk.open(tenantId);
  const error = apiError('DATABASE_UNAVAILABLE', 'The database is away.', { retryAfterSeconds: 7 });
  backend.fault = (request) => (request.endsWith('/changes') ? { kind: 'error', error } : null);
  const state = await desk.value('sync.now', { tenantId });
  expect(state).toMatchObject({
    phase: 'stale',
    problem: { code: 'DATABASE_UNAVAILABLE', retryAfterSeconds: 7 },
  });
  expect((await desk.value('users.page', { tenantId, filter: {} })).total).toBe(2);
});
