import { expect, test } from 'vitest';
import { apiError } from '#shared/api/errors.ts';
import { someTenant, someUser, tenantIdOf } from '#test/support/engineEntities.ts';
import { someScene } from '#test/support/engineScene.ts';

/** So rarely does it ask by itself that only a hint can explain an answer in time. */
const rarely = {
  focused: 600_000,
  others: 600_000,
  account: 600_000,
  hints: 20,
  retryFirst: 5,
  retryLongest: 20,
};

const listened = (name: string): boolean => name.endsWith('/changes/hints');
const asked = (name: string): boolean => name.endsWith('/changes');

test('a hint brings a change of somebody else at once', async () => {
  const { backend, tenant, tenantId, openDesk } = await someScene(1);
  const desk = await openDesk({ delays: rarely });
  await desk.open(tenantId);
  await expect.poll(() => backend.listening.size).toBe(1);
  desk.events.length = 0;
  tenant.put('user', someUser(tenantId, 2));
  backend.hint(tenantId);
  await desk.event('copy.changed', ({ entities }) => entities.includes('user'));
  expect((await desk.value('users.page', { tenantId, filter: {} })).total).toBe(2);
});

test('only the tenant in view is listened to', async () => {
  const { backend, tenantId, openDesk } = await someScene(1);
  backend.addTenant(someTenant(2));
  const desk = await openDesk({ delays: rarely });
  await desk.open(tenantId);
  await desk.open(tenantIdOf(2));
  await expect.poll(() => [...backend.listening].map((one) => one.tenantId)).toEqual([tenantIdOf(2)]);
});

test('many hints in a short time are few questions, and the last of them is not lost', async () => {
  const { backend, tenant, tenantId, openDesk } = await someScene(1);
  const desk = await openDesk({ delays: { ...rarely, hints: 200 } });
  await desk.open(tenantId);
  await expect.poll(() => backend.listening.size).toBe(1);
  const before = backend.requests.filter(asked).length;
  for (let n = 0; n < 50; n += 1) backend.hint(tenantId);
  tenant.put('user', someUser(tenantId, 2));
  backend.hint(tenantId);
  await expect.poll(async () => (await desk.value('users.page', { tenantId, filter: {} })).total).toBe(2);
  expect(backend.requests.filter(asked).length - before).toBeLessThanOrEqual(4);
});

test('a stream that breaks off is opened again, and what happened in between is not missed', async () => {
  const { backend, tenant, tenantId, openDesk } = await someScene(1);
  const desk = await openDesk({ delays: rarely });
  await desk.open(tenantId);
  await expect.poll(() => backend.listening.size).toBe(1);
  desk.events.length = 0;
  tenant.put('user', someUser(tenantId, 2));
  for (const { response } of backend.listening) response.destroy();
  await desk.event('copy.changed', ({ entities }) => entities.includes('user'));
  await expect.poll(() => backend.listening.size).toBe(1);
});

test('a backend that goes away is noticed by its broken stream', async () => {
  const { backend, tenantId, openDesk } = await someScene(1);
  const desk = await openDesk({ delays: rarely });
  await desk.open(tenantId);
  await expect.poll(() => backend.listening.size).toBe(1);
  await backend.stop();
  await desk.event('connection.changed', ({ online }) => !online);
  await backend.start();
});

test('a backend that refuses hints, and a network that answers for it, cost no change and no peace', async () => {
  const { backend, tenant, tenantId, openDesk } = await someScene(1);
  const refusal = apiError('RATE_LIMITED', 'Later.', { retryAfterSeconds: 60 });
  backend.fault = (name) => (listened(name) ? { kind: 'error', error: refusal } : null);
  const desk = await openDesk({ delays: { ...rarely, focused: 30 } });
  await desk.open(tenantId);
  tenant.put('user', someUser(tenantId, 2));
  await desk.event('copy.changed', ({ entities }) => entities.includes('user'));
  await expect.poll(() => backend.requests.filter(asked).length).toBeGreaterThan(4);
  expect(backend.requests.filter(listened)).toHaveLength(1);
});

test('a token that ran out is renewed to listen', async () => {
  const { backend, tenantId, openDesk } = await someScene(1);
  const desk = await openDesk({
    delays: rarely,
    token: (rejected) => ({ ok: true, value: rejected === null ? 'token-1' : 'token-2' }),
  });
  await desk.open(tenantId);
  await expect.poll(() => backend.listening.size).toBe(1);
  backend.token = 'token-2';
  for (const one of backend.listening) {
    backend.listening.delete(one);
    one.response.end();
  }
  await expect.poll(() => backend.requests.filter(listened).length).toBeGreaterThan(1);
  await expect.poll(() => backend.listening.size).toBe(1);
});
