import { existsSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { apiError, type Result } from '#shared/api/errors.ts';
import type { UserPage } from '#shared/desktop/grids.ts';
import { tenantKeyOf } from '#shared/desktop/tenantKey.ts';
import type { SyncState } from '#shared/desktop/tenants.ts';
import { startEngineBackend } from '#test/support/engineBackend.ts';
import {
  type EngineConsole,
  keyOf,
  someAccount,
  someKey,
  temporaryCopy,
} from '#test/support/engineConsole.ts';
import { someTenant, tenantIdOf } from '#test/support/engineEntities.ts';
import { someScene } from '#test/support/engineScene.ts';

const second = 'account-2';

/** A call of the window for the second account; the desk's own helpers speak for the first. */
async function call<T>(desk: EngineConsole, command: string, input: object): Promise<Result<T>> {
  return JSON.parse(await desk.raw(command, JSON.stringify(input))) as Result<T>;
}

/** Opens the second account beside the desk's own, and the tenant in it. */
async function openSecond(desk: EngineConsole, backendUrl: string, tenantId: string): Promise<string> {
  const file = temporaryCopy(onTestFinished);
  desk.tell({
    type: 'open',
    account: { id: second, backendUrl, profile: someAccount, homeTenantName: 'Tenant 1' },
    copy: { file, keyHex: someKey },
  });
  const key = tenantKeyOf(second, tenantId);
  expect(await call(desk, 'tenants.open', { tenantKey: key })).toMatchObject({ ok: true });
  await desk.event('sync.changed', (state) => state.tenantKey === key && state.phase === 'up-to-date');
  return file;
}

const usersOf = (desk: EngineConsole, accountId: string, tenantId: string) =>
  call<UserPage>(desk, 'users.page', { tenantKey: tenantKeyOf(accountId, tenantId), filter: {} });

/** A second backend, with an empty tenant of its own. */
async function startElsewhere() {
  const elsewhere = await startEngineBackend(someAccount);
  onTestFinished(() => elsewhere.stop());
  const there = tenantIdOf(2);
  elsewhere.addTenant(someTenant(2, { userCount: 0, customerCount: 0 }));
  return { elsewhere, there };
}

test('@security two accounts that see the same tenant at one backend keep two copies: one is wiped, the other stays', async () => {
  const { backend, tenantId, openDesk, file } = await someScene(5);
  const desk = await openDesk();
  await desk.open(tenantId);
  const other = await openSecond(desk, backend.url, tenantId);
  expect(await usersOf(desk, second, tenantId)).toMatchObject({ ok: true, value: { total: 5 } });
  await call(desk, 'tenants.pin', { tenantKey: tenantKeyOf(second, tenantId), pinned: true });
  expect((await desk.value('tenants.all')).tenants[0]).toMatchObject({ key: keyOf(tenantId), pinned: false });
  expect([existsSync(file), existsSync(other)]).toEqual([true, true]);

  desk.tell({ type: 'close', accountId: second, wipe: true });
  await expect.poll(() => desk.messages).toContainEqual({ type: 'closed', accountId: second });
  expect([existsSync(file), existsSync(other)]).toEqual([true, false]);
  expect(await desk.value('users.page', { tenantId, filter: {} })).toMatchObject({ total: 5 });
  await backend.stop();
  expect(await desk.value('users.page', { tenantId, filter: {} })).toMatchObject({ total: 5 });
});

test('a backend that is gone, and an account that it shuts out, leave the other account as it is', async () => {
  const { tenantId, openDesk } = await someScene(5);
  const { elsewhere, there } = await startElsewhere();
  const desk = await openDesk();
  await desk.open(tenantId);
  await openSecond(desk, elsewhere.url, there);

  await elsewhere.stop();
  const asked = await call<SyncState>(desk, 'sync.now', { tenantKey: tenantKeyOf(second, there) });
  expect(asked).toMatchObject({ ok: true, value: { problem: { code: 'OFFLINE' } } });
  await desk.event('connection.changed', ({ accountId, online }) => accountId === second && !online);
  expect((await desk.value('sync.now', { tenantId })).phase).toBe('up-to-date');
  expect((await desk.value('tenants.all')).connection.online).toBe(true);

  const error = apiError('ACCOUNT_DISABLED', 'This account is disabled.');
  elsewhere.fault = () => ({ kind: 'error', error });
  await elsewhere.start();
  await expect
    .poll(() => desk.messages, { timeout: 20_000 })
    .toContainEqual(expect.objectContaining({ type: 'account-disabled', accountId: second }));
  expect(desk.messages.filter(({ type }) => type === 'account-disabled')).not.toContainEqual(
    expect.objectContaining({ accountId: 'account-1' }),
  );
  expect((await desk.value('sync.now', { tenantId })).phase).toBe('up-to-date');
});

test('@security a token goes to the backend of the account that asked, and to no other', async () => {
  const { backend, tenantId, openDesk } = await someScene(1);
  const { elsewhere, there } = await startElsewhere();
  backend.token = 'token of the first';
  elsewhere.token = 'token of the second';
  const desk = await openDesk({
    token: (_rejected, accountId) => ({
      ok: true,
      value: accountId === second ? 'token of the second' : 'token of the first',
    }),
  });
  // Each backend takes its own token alone, so that both copies come means that none was mixed up.
  await desk.open(tenantId);
  await openSecond(desk, elsewhere.url, there);
  expect((await desk.value('sync.now', { tenantId })).problem).toBeNull();
});

test('@security a tenant is reached by the account that has it: not by one that is not open, nor by one without it', async () => {
  const { tenantId, openDesk } = await someScene(1);
  const { elsewhere, there } = await startElsewhere();
  const desk = await openDesk();
  await desk.open(tenantId);
  expect(await usersOf(desk, 'account-9', tenantId)).toMatchObject({ error: { code: 'NOT_SIGNED_IN' } });
  expect(await usersOf(desk, 'account-1/..', tenantId)).toMatchObject({
    error: { code: 'VALIDATION_FAILED' },
  });
  await openSecond(desk, elsewhere.url, there);
  expect(await usersOf(desk, second, tenantId)).toMatchObject({ error: { code: 'NOT_FOUND' } });
  const asked = elsewhere.requests.length;
  const mismatch = { route: 'roles.list', tenantKey: tenantKeyOf(second, there), params: { tenantId } };
  expect(await call(desk, 'backend.call', mismatch)).toMatchObject({ error: { code: 'TENANT_MISMATCH' } });
  expect(elsewhere.requests.length).toBe(asked);
}, 30_000);
