import { expect, test } from 'vitest';
import { changeCopy } from '#test/support/engineConsole.ts';
import { someCustomer, someTenant, tenantIdOf } from '#test/support/engineEntities.ts';
import { someScene } from '#test/support/engineScene.ts';

test('the switcher knows all tenants in the order of the backend, the pinned ones, and the last eight', async () => {
  const { backend, openDesk } = await someScene(0);
  for (let n = 2; n <= 12; n += 1) backend.addTenant(someTenant(n));
  const desk = await openDesk();
  await desk.value('tenants.all');
  for (let n = 1; n <= 10; n += 1) await desk.value('tenants.open', { tenantId: tenantIdOf(n) });
  await desk.value('tenants.open', { tenantId: tenantIdOf(4) });
  await desk.value('tenants.pin', { tenantId: tenantIdOf(12), pinned: true });
  const { tenants, account } = await desk.value('tenants.all');
  expect(account.email).toBe('admin@example.com');
  expect(tenants.map(({ code }) => code)).toEqual(
    Array.from({ length: 12 }, (_, at) => `T${String(at + 1)}`),
  );
  expect(tenants.filter(({ pinned }) => pinned).map(({ code }) => code)).toEqual(['T12']);
  const recent = tenants
    .filter(({ recentRank }) => recentRank !== null)
    .toSorted((a, b) => (a.recentRank ?? 0) - (b.recentRank ?? 0));
  expect(recent.map(({ code }) => code)).toEqual(['T4', 'T10', 'T9', 'T8', 'T7', 'T6', 'T5', 'T3']);
  await desk.value('tenants.pin', { tenantId: tenantIdOf(12), pinned: false });
  expect((await desk.value('tenants.all')).tenants.some(({ pinned }) => pinned)).toBe(false);
  expect((await desk.error('tenants.open', { tenantId: tenantIdOf(99) })).code).toBe('NOT_FOUND');
});

test('what was last in view is there after the next start', async () => {
  const { openDesk } = await someScene(0);
  const first = await openDesk();
  expect(await first.value('place.read')).toBeNull();
  const place = { lastTenantId: tenantIdOf(1), lastScreen: { name: 'users', customerId: null } };
  await first.value('place.keep', place);
  await first.close();
  const second = await openDesk();
  expect(await second.value('place.read')).toMatchObject(place);
});

test('a copy of before keeps its place, and not the look that stood beside it', async () => {
  const { openDesk, file } = await someScene(0);
  const first = await openDesk();
  await first.close();
  const place = { lastTenantId: tenantIdOf(1), lastScreen: { name: 'users' } };
  const before = { appearance: 'dark', density: 'comfortable', language: 'en', ...place };
  changeCopy(file, `INSERT INTO facts (name, value) VALUES ('preferences', '${JSON.stringify(before)}')`);
  const second = await openDesk();
  expect(await second.value('place.read')).toMatchObject(place);
});

test('customers page through every order and find by title, e-mail and city', async () => {
  const { tenant, tenantId, openDesk } = await someScene(0);
  for (let n = 1; n <= 30; n += 1) {
    tenant.put(
      'customer',
      someCustomer(tenantId, n, {
        title: `C${String(n % 4)}`,
        city: n % 2 === 0 ? 'Zürich' : 'Aachen',
        address: '',
        userCount: 0,
      }),
    );
  }
  const desk = await openDesk();
  await desk.open(tenantId);
  for (const sort of ['title', 'email', 'userCount', 'city', 'address'] as const) {
    for (const direction of ['asc', 'desc'] as const) {
      const ids: string[] = [];
      let anchor: string | null = null;
      do {
        const page: { rows: { id: string }[]; nextAnchor: string | null } = await desk.value(
          'customers.page',
          { tenantId, sort, direction, limit: 7, anchor },
        );
        ids.push(...page.rows.map(({ id }) => id));
        anchor = page.nextAnchor;
      } while (anchor !== null);
      expect(new Set(ids).size).toBe(30);
      expect(ids).toHaveLength(30);
    }
  }
  expect(await desk.value('customers.page', { tenantId, search: 'ZÜR' })).toMatchObject({
    total: 15,
    totalIsExact: true,
  });
  expect((await desk.value('customers.page', { tenantId, search: 'office30@' })).rows).toHaveLength(1);
  expect((await desk.value('customers.page', { tenantId, search: '%' })).rows).toEqual([]);
});
