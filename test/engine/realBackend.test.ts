import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { UserFilter } from '#shared/api/users.ts';
import { type UserPage, userSortFields } from '#shared/desktop/grids.ts';
import {
  startTestBackend,
  type TestAccount,
  type TestBackend,
  type TestTenant,
} from '#test/support/backend.ts';
import { type EngineConsole, openConsole, temporaryCopy } from '#test/support/engineConsole.ts';
import { idNumber } from '#test/support/engineEntities.ts';
import { administrationFeatures } from '#test/support/features.ts';
import { createChangesFeature } from '../../src-backend/features/changes/feature.ts';
import { createTenantsFeature } from '../../src-backend/features/tenants/feature.ts';
import { asSystem } from '#test/support/rows.ts';

let backend: TestBackend;
let url: string;
let tenant: TestTenant;
let admin: TestAccount;
const userIds: string[] = [];
const processId = idNumber(9, 1);

beforeAll(async () => {
  backend = await startTestBackend({
    features: (parts) => [
      createTenantsFeature(),
      createChangesFeature(parts),
      ...administrationFeatures(parts),
    ],
  });
  await backend.app.listen({ port: 0, host: '127.0.0.1' });
  url = `http://127.0.0.1:${String((backend.app.server.address() as AddressInfo).port)}`;
  tenant = await backend.tenant();
  admin = await tenant.account('Admin');
  await backend.unitOfWork.run(asSystem(tenant), async ({ db }) => {
    const product = { tenant_id: tenant.id, product_id: idNumber(3, 1) };
    await db
      .insertInto('products')
      .values({ ...product, code: 'FM', name: 'Facilities' })
      .execute();
    await db
      .insertInto('processes')
      .values({ ...product, process_id: processId, name: 'Work orders', section: 'Work' })
      .execute();
  });
  const names = [
    'Émile',
    'emil',
    '美咲',
    'محمد',
    'Zoë',
    "O'Neil",
    '100%',
    'Anna',
    'Bob',
    'Łukasz',
    'Øyvind',
    'Ægir',
    'Åke',
  ];
  for (const [at, firstName] of names.entries()) {
    const body = {
      customerId: tenant.customerId,
      email: `person${String(at)}@example.com`,
      firstName,
      lastName: at % 2 === 0 ? 'Müller' : 'Smith',
    };
    const { body: user } = await backend.call(admin, 'users.create', {
      params: { tenantId: tenant.id },
      body,
    });
    userIds.push(user.id);
  }
}, 120_000);
afterAll(() => backend.close());

async function openDesk(account = admin): Promise<EngineConsole> {
  const desk = await openConsole({
    backendUrl: url,
    file: temporaryCopy(onTestFinished),
    token: () => ({ ok: true, value: account.token }),
  });
  onTestFinished(() => desk.close());
  await desk.open(tenant.id);
  return desk;
}

const page = (
  desk: EngineConsole,
  given: Partial<Parameters<typeof desk.value<'users.page'>>[1] & object> = {},
): Promise<UserPage> => desk.value('users.page', { tenantId: tenant.id, filter: {}, limit: 100, ...given });

test('the first load of the tenant backend brings what its own list says', async () => {
  const desk = await openDesk();
  const listed = await backend.call(admin, 'users.list', {
    params: { tenantId: tenant.id },
    query: { limit: '100' },
  });
  const shown = await page(desk);
  expect(shown.total).toBe(listed.body.items.length);
  for (const user of listed.body.items)
    expect(await desk.value('users.one', { tenantId: tenant.id, userId: user.id })).toMatchObject(user);
  expect((await desk.value('roles.all', { tenantId: tenant.id })).roles.map(({ name }) => name)).toContain(
    'Helpdesk',
  );
  for (const sort of userSortFields) expect((await page(desk, { sort })).rows).toHaveLength(shown.total);
});

test('filters and searches find at the backend whom they find in the copy', async () => {
  const desk = await openDesk();
  const filters: UserFilter[] = [
    { search: 'MÜLL' },
    { search: '%' },
    { search: '美' },
    { search: 'person1@' },
    { statuses: ['invited'] },
    { statuses: ['active'] },
    { auths: ['pending-setup'] },
    { customerId: tenant.customerId, search: "o'n" },
  ];
  for (const filter of filters) {
    const query = {
      limit: '100',
      ...(filter.search === undefined ? {} : { search: filter.search }),
      ...(filter.statuses === undefined ? {} : { statuses: filter.statuses.join(',') }),
      ...(filter.auths === undefined ? {} : { auths: filter.auths.join(',') }),
    };
    const listed = await backend.call(admin, 'users.list', { params: { tenantId: tenant.id }, query });
    const shown = await page(desk, { filter });
    expect(shown.rows.map(({ id }) => id).toSorted()).toEqual(
      listed.body.items.map(({ id }) => id).toSorted(),
    );
    expect(shown.rows.length).toBeGreaterThan(0);
  }
});

test('the list of the backend has the order of the copy, so that no row jumps when a first load is over', async () => {
  const desk = await openDesk();
  for (const sort of ['name', 'email'] as const) {
    for (const direction of ['asc', 'desc'] as const) {
      const query = { limit: '100', sort, direction };
      const listed = await backend.call(admin, 'users.list', { params: { tenantId: tenant.id }, query });
      const shown = await page(desk, { sort, direction });
      expect(shown.rows.map(({ email }) => email)).toEqual(listed.body.items.map(({ email }) => email));
    }
  }
});

test('a profile made and assigned in bulk is in the grid, with its holders, without waiting for a rhythm', async () => {
  const desk = await openDesk();
  const params = { tenantId: tenant.id };
  const call = (
    route: 'profiles.create' | 'bulkPlans.create' | 'bulkPlans.apply' | 'bulkPlans.get',
    more: object,
    key: string,
  ) => desk.value('backend.call', { route, tenantId: tenant.id, params, idempotencyKey: key, ...more });
  const profile = (await call(
    'profiles.create',
    { body: { name: 'Night shift', processIds: [processId] } },
    'profile-1',
  )) as { id: string };
  const profileId = profile.id;
  expect(
    (await desk.value('profiles.all', { tenantId: tenant.id })).profiles.map(({ name }) => name),
  ).toContain('Night shift');
  const plan = (await call(
    'bulkPlans.create',
    {
      body: {
        action: { kind: 'assign-profiles', profileIds: [profileId], mode: 'add' },
        selection: { kind: 'users', userIds },
      },
    },
    'plan-1',
  )) as { id: string };
  desk.events.length = 0;
  await call('bulkPlans.apply', { params: { ...params, planId: plan.id } }, 'apply-1');
  while ((await page(desk, { filter: { profileIds: [profileId] } })).total < userIds.length) {
    await call('bulkPlans.get', { params: { ...params, planId: plan.id } }, 'get');
    await desk.event('copy.changed', ({ entities }) => entities.includes('user'));
    desk.events.length = 0;
  }
  expect((await page(desk, { filter: { profileIds: [profileId] } })).rows[0]?.profileNames).toEqual([
    'Night shift',
  ]);
});

test('a change made here is in the copy with its answer, and a stale one comes back with the state of now', async () => {
  const desk = await openDesk();
  const userId = userIds[0] ?? '';
  const user = await desk.value('users.one', { tenantId: tenant.id, userId });
  const change = (version: number, jobTitle: string) => ({
    route: 'users.update' as const,
    tenantId: tenant.id,
    params: { tenantId: tenant.id, userId },
    body: { version, changes: { jobTitle } },
    idempotencyKey: `change-${jobTitle}`,
  });
  await desk.value('backend.call', change(user.version, 'Lead'));
  expect(await desk.value('users.one', { tenantId: tenant.id, userId })).toMatchObject({ jobTitle: 'Lead' });
  const stale = await desk.error('backend.call', change(user.version, 'Other'));
  expect(stale).toMatchObject({ code: 'VERSION_CONFLICT', current: { jobTitle: 'Lead' } });
});

test('what another administrator changes is in the grid without waiting for a rhythm', async () => {
  const desk = await openDesk();
  const another = await tenant.account('Admin');
  const userId = userIds[1] ?? '';
  const params = { tenantId: tenant.id, userId };
  const { version } = await desk.value('users.one', params);
  await backend.call(another, 'users.update', {
    params,
    body: { version, changes: { jobTitle: 'Changed elsewhere' } },
  });
  await expect
    .poll(async () => (await desk.value('users.one', params)).jobTitle, { timeout: 5_000 })
    .toBe('Changed elsewhere');
});

test('@security an account that loses its role in the tenant loses the copy of it', async () => {
  const viewer = await tenant.account('Viewer');
  const desk = await openDesk(viewer);
  expect((await page(desk)).rows.length).toBeGreaterThan(0);
  await backend.unitOfWork.run(asSystem(tenant), async ({ db }) => {
    await db.deleteFrom('role_grants').where('grantee_user_id', '=', viewer.userId).execute();
  });
  await desk.value('sync.now', { tenantId: tenant.id });
  const error = await desk.error('users.page', { tenantId: tenant.id, filter: {} });
  expect(['NOT_FOUND', 'PERMISSION_DENIED']).toContain(error.code);
});
