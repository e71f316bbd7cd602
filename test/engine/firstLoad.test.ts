import { fork } from 'node:child_process';
import { once } from 'node:events';
import { expect, onTestFinished, test } from 'vitest';
import type { SyncState } from '#shared/desktop/tenants.ts';
import { idNumber, someUser } from '#test/support/engineEntities.ts';
import { someScene } from '#test/support/engineScene.ts';

test('a tenant never opened before shows its first page from the backend, then from the copy', async () => {
  const { backend, tenantId, openDesk } = await someScene(120);
  let letGo = (): void => undefined;
  const until = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  backend.fault = (request) => (request.endsWith('/changes') ? { kind: 'wait', until } : null);
  const desk = await openDesk();
  const state = await desk.value('tenants.open', { tenantId });
  expect(state.phase).toBe('loading');

  const early = await desk.value('users.page', { tenantId, filter: {} });
  expect(early.provenance.source).toBe('backend');
  expect(early.rows).toHaveLength(50);
  expect(early).toMatchObject({ total: 120, totalIsExact: true });
  expect(early.rows[0]).toMatchObject({ customerTitle: 'Customer 1', status: 'active', auth: 'local' });
  const waiting = await desk.value('users.page', { tenantId, filter: { notActivatedForHours: 24 } });
  expect(waiting).toMatchObject({ rows: [], totalIsExact: false });
  const customers = await desk.value('customers.page', { tenantId });
  expect(customers).toMatchObject({ total: 2, provenance: { source: 'backend' } });
  const profiles = await desk.value('profiles.all', { tenantId });
  expect(profiles.profiles.map(({ holders }) => holders)).toEqual([0, 0]);
  expect((await desk.value('roles.all', { tenantId })).roles).toHaveLength(1);

  letGo();
  await desk.event('copy.changed', ({ entities }) => entities.includes('user'));
  const late = await desk.value('users.page', { tenantId, filter: {} });
  expect(late.provenance.source).toBe('copy');
  // The list begun at the backend goes on there.
  const second = await desk.value('users.page', { tenantId, filter: {}, anchor: early.nextAnchor });
  expect(second.provenance.source).toBe('backend');
  expect(second.rows).toHaveLength(50);
});

test('writing in a thread of its own, the copy is the same', async () => {
  // More than fits into a page that is written beside the queries.
  const { tenantId, openDesk } = await someScene(300);
  const desk = await openDesk({ thread: true });
  await desk.open(tenantId);
  expect(await desk.value('users.page', { tenantId, filter: {} })).toMatchObject({
    total: 300,
    provenance: { source: 'copy' },
  });
  const place = { lastTenantId: tenantId, lastScreen: { name: 'users' } };
  await desk.value('place.keep', place);
  expect(await desk.value('place.read')).toMatchObject(place);
});

test('the next start shows the copy without asking the backend for a single row', async () => {
  const { backend, tenantId, openDesk } = await someScene();
  const first = await openDesk();
  await first.open(tenantId);
  await first.close();
  await backend.stop();
  const second = await openDesk();
  const all = await second.value('tenants.all');
  expect(all.tenants).toMatchObject([{ id: tenantId, recentRank: 0, sync: { phase: 'stale' } }]);
  const page = await second.value('users.page', { tenantId, filter: {} });
  expect(page).toMatchObject({ total: 20, provenance: { source: 'copy' } });
  expect(page.provenance.asOf).not.toBeNull();
  await backend.start();
});

test('killed in the middle of a first load, the engine goes on behind the rows that it has', async () => {
  const { backend, tenantId, tenant, openDesk, file } = await someScene(0);
  const all = 22_000;
  for (let n = 1; n <= all; n += 1)
    tenant.put('user', someUser(tenantId, n, { profileIds: [idNumber(4, 1 + (n % 2))] }));
  let pages = 0;
  // Holds the load behind its third page, so that the kill comes in the middle.
  backend.fault = (request) => {
    if (request.endsWith('/changes')) pages += 1;
    return request.endsWith('/changes') && pages > 3
      ? { kind: 'wait', until: new Promise(() => undefined) }
      : null;
  };
  const child = fork(new URL('../support/engineChild.ts', import.meta.url), [backend.url, file, tenantId]);
  onTestFinished(() => void child.kill('SIGKILL'));
  await new Promise<void>((resolve) => {
    child.on('message', (state: SyncState) => {
      if ((state.loaded ?? 0) >= 10_000) resolve();
    });
  });
  child.kill('SIGKILL');
  await once(child, 'exit');

  backend.fault = () => null;
  backend.requests.length = 0;
  const desk = await openDesk();
  await desk.open(tenantId);
  const page = await desk.value('users.page', { tenantId, filter: {} });
  expect(page.total).toBe(all);
  // 22,000 rows are five pages and the one that says there is no more: what came before the kill isn't asked for again.
  expect(backend.requests.filter((request) => request.endsWith('/changes')).length).toBeLessThan(5);
  const { profiles } = await desk.value('profiles.all', { tenantId });
  expect(profiles.map(({ holders }) => holders)).toEqual([all / 2, all / 2]);
}, 120_000);

test('killed again and again, also while the indexes of a large tenant are built, the copy ends complete', async () => {
  const { backend, tenantId, tenant, openDesk, file } = await someScene(0);
  const all = 51_000;
  for (let n = 1; n <= all; n += 1)
    tenant.put('user', someUser(tenantId, n, { customerId: idNumber(5, 1 + (n % 2)) }));
  let kills = 0;
  for (const enough of [20_000, all, all]) {
    const child = fork(new URL('../support/engineChild.ts', import.meta.url), [backend.url, file, tenantId]);
    onTestFinished(() => void child.kill('SIGKILL'));
    const done = await new Promise<boolean>((resolve) => {
      child.on('message', (state: SyncState) => {
        if (state.phase === 'up-to-date') resolve(true);
        // Behind the last page nothing is loaded any more, and the indexes are being built.
        else if ((state.loaded ?? 0) >= enough || (enough === all && state.expected === null)) resolve(false);
      });
    });
    child.kill('SIGKILL');
    await once(child, 'exit');
    if (!done) kills += 1;
  }
  expect(kills).toBeGreaterThan(0);
  const desk = await openDesk();
  await desk.open(tenantId);
  expect(await desk.value('users.page', { tenantId, filter: {} })).toMatchObject({
    total: all,
    totalIsExact: true,
  });
  const found = await desk.value('users.page', { tenantId, filter: { search: 'user50999@' } });
  expect(found.rows.map(({ email }) => email)).toEqual(['user50999@example.com']);
  const customers = await desk.value('customers.page', { tenantId });
  expect(customers.rows.map(({ userCount }) => userCount)).toEqual([all / 2, all / 2]);
}, 120_000);

test('without a keychain the copy lives in memory, and no file appears', async () => {
  const { tenantId, openDesk } = await someScene(30);
  const desk = await openDesk({ file: null });
  await desk.open(tenantId);
  expect(await desk.value('tenants.all')).toMatchObject({ sessionOnly: true });
  expect(await desk.value('users.page', { tenantId, filter: {}, sort: 'profiles' })).toMatchObject({
    total: 30,
  });
});
