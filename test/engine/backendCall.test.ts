import { expect, test } from 'vitest';
import type { BulkPlan } from '#shared/api/bulkPlans.ts';
import { apiError } from '#shared/api/errors.ts';
import type { Fault } from '#test/support/engineBackend.ts';
import { keyOf } from '#test/support/engineConsole.ts';
import { idNumber, someTenant, tenantIdOf } from '#test/support/engineEntities.ts';
import { someScene } from '#test/support/engineScene.ts';

const userId = idNumber(6, 1);
const update = (tenantId: string, firstName: string, key = 'key-1', version = 1) => ({
  route: 'users.update' as const,
  tenantId,
  params: { tenantId, userId },
  body: { version, changes: { firstName } },
  idempotencyKey: key,
});

test('a change is in the copy when it is answered, and once at the backend', async () => {
  const { backend, tenantId, openDesk } = await someScene(3);
  const desk = await openDesk();
  await desk.open(tenantId);
  desk.events.length = 0;
  // The feed is slow: what the grid shows comes from the answer alone.
  backend.fault = (request) =>
    request.endsWith('/changes') ? { kind: 'wait', until: new Promise(() => undefined) } : null;
  expect(await desk.value('backend.call', update(tenantId, 'Aaron'))).toMatchObject({
    firstName: 'Aaron',
    version: 2,
  });
  await desk.event(
    'copy.changed',
    (event) => event.tenantKey === keyOf(tenantId) && event.entities.includes('user'),
  );
  expect((await desk.value('users.page', { tenantId, filter: {} })).rows[0]).toMatchObject({
    firstName: 'Aaron',
    version: 2,
  });
  expect(backend.writes).toEqual(['key-1']);
});

test('a deletion takes the row and its counts out of the copy at once', async () => {
  const { tenantId, openDesk } = await someScene(3);
  const desk = await openDesk();
  await desk.open(tenantId);
  desk.events.length = 0;
  await desk.value('backend.call', {
    route: 'users.delete',
    tenantId,
    params: { tenantId, userId },
    body: { version: 1 },
    idempotencyKey: 'k',
  });
  await desk.event(
    'copy.changed',
    ({ entities }) => entities.includes('user') && entities.includes('customer'),
  );
  expect((await desk.value('users.page', { tenantId, filter: {} })).total).toBe(2);
  expect((await desk.value('customers.page', { tenantId })).rows[0]).toMatchObject({ userCount: 2 });
});

test('each look at a job asks for what it changed meanwhile', async () => {
  const { backend, tenant, tenantId, openDesk } = await someScene(1);
  // Without hints and soon nothing but the look itself is a reason to ask.
  const hintless = (request: string): Fault | null =>
    request.endsWith('/hints') ? { kind: 'wait', until: new Promise(() => undefined) } : null;
  backend.fault = hintless;
  const desk = await openDesk({ delays: { focused: 600_000 } });
  await desk.open(tenantId);
  const none = { users: 1, changed: 1, unchanged: 0, refused: 0, profiles: [], withoutProfile: 0, losing: 0 };
  const at = new Date(0).toISOString();
  const planId = idNumber(9, 1);
  const plan: BulkPlan = {
    id: planId,
    tenantId,
    action: { kind: 'activate' },
    selection: { kind: 'users', users: 1 },
    state: 'applying',
    profileNames: [],
    totals: { ...none, refusals: [] },
    progress: { done: 1, succeeded: 1, failed: 0, skipped: 0, total: 2 },
    mails: null,
    undoable: true,
    undoableUntil: null,
    startedBy: null,
    startedAt: null,
    undone: null,
    createdAt: at,
    expiresAt: at,
    finishedAt: null,
  };
  backend.fault = (request) =>
    request.includes('/bulk-plans') ? { kind: 'body', json: JSON.stringify(plan) } : hintless(request);
  desk.events.length = 0;
  const user = tenant.rows.user.get(userId);
  if (user !== undefined) tenant.put('user', { ...user, firstName: 'Changed by the job', version: 2 });
  await desk.value('backend.call', { route: 'bulkPlans.get', tenantId, params: { tenantId, planId } });
  await desk.event('copy.changed', ({ entities }) => entities.includes('user'));
  expect((await desk.value('users.one', { tenantId, userId })).firstName).toBe('Changed by the job');
});

test('@security a form of one tenant can not change another', async () => {
  const { backend, tenantId, openDesk } = await someScene(1);
  const otherId = tenantIdOf(2);
  backend.addTenant(someTenant(2));
  const desk = await openDesk();
  await desk.open(tenantId);
  const before = backend.requests.length;
  const error = await desk.error('backend.call', { ...update(tenantId, 'X'), tenantId: otherId });
  expect(error).toMatchObject({ code: 'TENANT_MISMATCH', saved: 'nothing' });
  const strange = tenantIdOf(77);
  expect((await desk.error('backend.call', update(strange, 'X'))).code).toBe('NOT_FOUND');
  expect(backend.requests.slice(before).filter((request) => request.startsWith('PATCH'))).toEqual([]);
});

test('what the route would refuse is refused before it is sent, with the fields', async () => {
  const { backend, tenantId, openDesk } = await someScene(1);
  const desk = await openDesk();
  await desk.open(tenantId);
  const wrong = await desk.error('backend.call', {
    ...update(tenantId, ''),
    body: { version: 0, changes: { firstName: ' ', nickname: 'x' } },
  });
  expect(wrong.code).toBe('VALIDATION_FAILED');
  expect(wrong.fields?.map(({ field, reason }) => [field, reason])).toEqual(
    expect.arrayContaining([
      ['changes.firstName', 'required'],
      ['changes.nickname', 'unknown-field'],
    ]),
  );
  const { idempotencyKey: _, ...keyless } = update(tenantId, 'X');
  expect((await desk.error('backend.call', keyless)).code).toBe('IDEMPOTENCY_KEY_MISSING');
  expect(backend.requests.some((request) => request.startsWith('PATCH'))).toBe(false);
});

test('a refusal of the backend reaches the form as it is, with the state of now', async () => {
  const { tenant, tenantId, openDesk } = await someScene(1);
  const desk = await openDesk();
  await desk.open(tenantId);
  const current = tenant.rows.user.get(userId);
  if (current !== undefined) tenant.put('user', { ...current, version: 9 });
  expect(await desk.error('backend.call', update(tenantId, 'X'))).toMatchObject({
    code: 'VERSION_CONFLICT',
    current: { version: 9 },
  });
});

test('a change whose answer is lost is unknown; repeated with its key it is found out, and made once', async () => {
  const { backend, tenantId, openDesk } = await someScene(1);
  const desk = await openDesk();
  await desk.open(tenantId);
  backend.fault = (request) => (request.startsWith('PATCH') ? { kind: 'lost' } : null);
  expect(await desk.error('backend.call', update(tenantId, 'Once'))).toMatchObject({
    code: 'OFFLINE',
    saved: 'unknown',
    retryable: true,
  });
  backend.fault = () => null;
  expect(await desk.value('backend.call', update(tenantId, 'Once'))).toMatchObject({
    firstName: 'Once',
    version: 2,
  });
  expect(backend.writes).toEqual(['key-1']);
});

test('a change that can not have been sent was not saved', async () => {
  const { backend, tenantId, openDesk } = await someScene(1);
  const desk = await openDesk();
  await desk.open(tenantId);
  await backend.stop();
  // The engine has seen its kept connections end; a new one is refused.
  await desk.value('sync.now', { tenantId });
  expect(await desk.error('backend.call', update(tenantId, 'X'))).toMatchObject({
    code: 'OFFLINE',
    saved: 'nothing',
  });
  await backend.start();
});

test('a page in between that answers a change leaves it unknown', async () => {
  const { backend, tenantId, openDesk } = await someScene(1);
  const desk = await openDesk();
  await desk.open(tenantId);
  backend.fault = (request) => (request.startsWith('PATCH') ? { kind: 'html' } : null);
  expect(await desk.error('backend.call', update(tenantId, 'X'))).toMatchObject({
    code: 'NOT_A_BACKEND',
    saved: 'unknown',
  });
});

test('an answer that does not have the agreed form is an error that says that the change was made', async () => {
  const { backend, tenantId, openDesk } = await someScene(1);
  const desk = await openDesk();
  await desk.open(tenantId);
  backend.fault = (request) =>
    request.startsWith('PATCH') ? { kind: 'body', json: '{"strange":true}' } : null;
  expect(await desk.error('backend.call', update(tenantId, 'X'))).toMatchObject({
    code: 'INTERNAL',
    saved: 'everything',
  });
});

test('@security commands take nothing but what their schemas say, and never bring the engine down', async () => {
  const { tenantId, openDesk } = await someScene(1);
  const desk = await openDesk();
  await desk.open(tenantId);
  for (const [command, input] of [
    ['users.page', undefined],
    ['users.page', 'not JSON'],
    ['users.page', '{"tenantKey":"x","filter":{}}'],
    ['users.page', JSON.stringify({ tenantKey: keyOf(tenantId), filter: {}, limit: 1e9 })],
    ['users.page', JSON.stringify({ tenantKey: keyOf(tenantId), filter: { search: 'x'.repeat(300) } })],
    ['users.page', JSON.stringify({ tenantKey: keyOf(tenantId), filter: {}, more: 1 })],
    ['backend.call', JSON.stringify({ route: 'me.get', tenantKey: keyOf(tenantId), params: {} })],
    ['session.signOut', undefined],
    ['toString', undefined],
    ['__proto__', undefined],
  ] as const) {
    const result = JSON.parse(await desk.raw(command, input)) as { ok: boolean; error: { code: string } };
    expect(result.ok).toBe(false);
    const codes = input === 'not JSON' ? ['MALFORMED_REQUEST'] : ['VALIDATION_FAILED', 'NOT_FOUND'];
    expect(codes).toContain(result.error.code);
  }
  expect((await desk.value('users.page', { tenantId, filter: {} })).total).toBe(1);
});

test('a picture is fetched once and then comes from the copy, until the user has another', async () => {
  const { backend, tenant, tenantId, openDesk } = await someScene(1);
  const withAvatar = (avatar: string): void => {
    const user = tenant.rows.user.get(userId);
    if (user !== undefined) tenant.put('user', { ...user, avatar });
  };
  withAvatar('one');
  const desk = await openDesk();
  await desk.open(tenantId);
  const first = await desk.value('users.picture', { tenantId, userId, avatar: 'one' });
  expect(first.image).not.toBeNull();
  backend.fault = () => ({ kind: 'error', error: apiError('INTERNAL', 'Not asked.') });
  expect(await desk.value('users.picture', { tenantId, userId, avatar: 'one' })).toEqual(first);
  backend.fault = () => null;
  withAvatar('two');
  const second = await desk.value('users.picture', { tenantId, userId, avatar: 'two' });
  expect(second.image).not.toBe(first.image);
  await backend.stop();
  expect(await desk.value('users.picture', { tenantId, userId, avatar: 'three' })).toEqual({ image: null });
  await backend.start();
});
