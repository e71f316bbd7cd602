import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { changeCopy } from '#test/support/engineConsole.ts';
import { apiError, type ErrorCode, type FieldReason } from '#shared/api/errors.ts';
import { defaultTenantSettings } from '#shared/api/tenants.ts';
import { type Permission, permissions } from '#shared/domain/permissions.ts';
import { idNumber, someProfile, someRole, someUser } from '#test/support/engineEntities.ts';
import { someScene } from '#test/support/engineScene.ts';

test('of a kind that only a newer console knows nothing is taken in, and everything else goes on', async () => {
  const { backend, tenant, tenantId, openDesk } = await someScene(3);
  const cursors: (string | null)[] = [null];
  backend.fault = (request) => {
    if (!request.endsWith('/changes')) return null;
    const page = tenant.page(cursors.at(-1) ?? null, 1000);
    if (page === null) return null;
    cursors.push(page.cursor);
    const invoice = { id: idNumber(9, 1), tenantId, version: 1, amount: 12 };
    const newer = {
      ...page,
      visible: [...page.visible, 'invoice'],
      invoices: [invoice],
      removed: [...page.removed, { entity: 'invoice', id: idNumber(9, 2) }],
    };
    return { kind: 'body', json: JSON.stringify(newer) };
  };
  const desk = await openDesk();
  await desk.open(tenantId);
  expect((await desk.value('users.page', { tenantId, filter: {} })).rows).toHaveLength(3);
  tenant.put('user', someUser(tenantId, 1, { version: 2, firstName: 'Renamed' }));
  tenant.remove('user', idNumber(6, 2));
  expect(await desk.value('sync.now', { tenantId })).toMatchObject({ phase: 'up-to-date', problem: null });
  const { rows } = await desk.value('users.page', { tenantId, filter: {} });
  expect(rows.map(({ firstName }) => firstName)).toEqual(['First3', 'Renamed']);
});

test('a copy from before a kind was known is loaded again, once, and shows meanwhile what it has', async () => {
  const { backend, tenant, tenantId, openDesk, file } = await someScene(3);
  const first = await openDesk();
  await first.open(tenantId);
  await first.close();
  changeCopy(file, `UPDATE facts SET value = 'role,product,profile,user' WHERE name = 'kinds'`);

  // What no change tells of arrives with a load only.
  const rename = (firstName: string) =>
    tenant.rows.user.set(idNumber(6, 1), someUser(tenantId, 1, { firstName }));
  const nameOf = async (desk: typeof first) =>
    (await desk.value('users.one', { tenantId, userId: idNumber(6, 1) })).firstName;
  rename('Loaded');
  await backend.stop();
  const offline = await openDesk();
  expect(await nameOf(offline)).toBe('First1');
  await offline.close();
  await backend.start();
  for (const _ of ['loads again', 'not a second time']) {
    const desk = await openDesk();
    await desk.open(tenantId);
    while ((await desk.value('sync.now', { tenantId })).phase !== 'up-to-date') await setTimeout(5);
    expect(await nameOf(desk)).toBe('Loaded');
    await desk.close();
    rename('Untold');
  }
});

test('what a newer backend names beyond what this console knows stops neither the rows nor the tenants', async () => {
  const { tenant, tenantId, openDesk } = await someScene(2);
  const newer = (value: string): never => value as never;
  const allowed: Permission[] = [...permissions.slice(0, 4), newer('users.reset-password')];
  const known = permissions.slice(0, 4);
  tenant.summary = {
    ...tenant.summary,
    permissions: allowed,
    color: newer('mauve'),
    kind: newer('branch'),
    settings: {
      ...defaultTenantSettings,
      'users.deleteMode': newer('vault'),
      'bulkAssign.defaultMode': newer('swap'),
    },
  };
  tenant.put('role', someRole(tenantId, 1, { kind: newer('inherited'), permissions: allowed, version: 2 }));
  tenant.put('profile', someProfile(tenantId, 1, { kind: newer('shared'), version: 2 }));
  tenant.put(
    'user',
    someUser(tenantId, 1, {
      version: 2,
      authMethod: newer('certificate'),
      secondFactors: ['totp', newer('retina')],
      source: newer('telepathy'),
      phones: [{ kind: newer('satellite'), number: '+49 30 1234' }],
    }),
  );
  const desk = await openDesk();
  await desk.open(tenantId);
  expect(await desk.value('sync.now', { tenantId })).toMatchObject({ phase: 'up-to-date', problem: null });
  const [summary] = (await desk.value('tenants.all')).tenants;
  expect(summary).toMatchObject({ permissions: known, color: 'mauve' });
  expect(summary?.settings).toMatchObject({
    'users.deleteMode': 'permanent',
    'bulkAssign.defaultMode': 'replace',
  });
  expect((await desk.value('roles.all', { tenantId })).roles).toMatchObject([{ permissions: known }]);
  const { rows } = await desk.value('users.page', { tenantId, sort: 'auth', direction: 'desc', filter: {} });
  expect(rows).toMatchObject([{ auth: 'certificate', source: 'telepathy' }, { auth: 'local' }]);
  const { rows: local } = await desk.value('users.page', { tenantId, filter: { auths: ['local'] } });
  expect(local).toHaveLength(1);
  const one = await desk.value('users.one', { tenantId, userId: idNumber(6, 1) });
  expect(one.phones).toEqual([{ kind: 'satellite', number: '+49 30 1234' }]);
  // The same answered at once by a route, which its schema checks.
  const read = { tenantId, route: 'users.get', params: { tenantId, userId: idNumber(6, 1) } } as const;
  expect(await desk.value('backend.call', read)).toMatchObject({
    secondFactors: ['totp'],
    source: 'telepathy',
  });
});

test('an error that only a newer backend knows arrives as it is, not as another server', async () => {
  const { backend, tenantId, openDesk } = await someScene(1);
  const error = { ...apiError('INTERNAL', 'No licence.'), code: 'LICENCE_EXPIRED' as ErrorCode };
  const fields = [{ field: 'name', reason: 'too-new' as FieldReason, message: 'name is too new.' }];
  const desk = await openDesk();
  await desk.open(tenantId);
  backend.fault = (request) =>
    request.endsWith('/users')
      ? { kind: 'body', status: 409, json: JSON.stringify({ ...error, fields }) }
      : null;
  const list = { tenantId, route: 'users.list', params: { tenantId } } as const;
  expect(await desk.error('backend.call', list)).toMatchObject({ code: 'LICENCE_EXPIRED', fields });
});

test('of a kind that an older backend has no list of there are no rows', async () => {
  const { backend, tenant, tenantId, openDesk } = await someScene(2);
  backend.fault = (request) => {
    const page = request.endsWith('/changes') ? tenant.page(null, 1000) : null;
    if (page === null) return null;
    const { products: _, ...older } = { ...page, caughtUp: true };
    return {
      kind: 'body',
      json: JSON.stringify({ ...older, visible: page.visible.filter((kind) => kind !== 'product') }),
    };
  };
  const desk = await openDesk();
  await desk.open(tenantId);
  expect((await desk.value('users.page', { tenantId, filter: {} })).rows).toHaveLength(2);
  const list = { ...tenant.page(null, 1000), products: 'none' };
  backend.fault = (request) =>
    request.endsWith('/changes') ? { kind: 'body', json: JSON.stringify(list) } : null;
  expect((await desk.value('sync.now', { tenantId })).problem).not.toBeNull();
});

test('of roles kept by a version that did not know a permission all come again', async () => {
  const { tenant, tenantId, openDesk, file } = await someScene(1);
  tenant.put('role', someRole(tenantId, 1, { permissions: ['users.read', 'audit.read'] }));
  const first = await openDesk();
  await first.open(tenantId);
  await first.close();
  const knew = permissions.filter((permission) => permission !== 'audit.read').join();
  changeCopy(
    file,
    `UPDATE facts SET value = '${knew}' WHERE name = 'roles.fields';
     UPDATE roles SET entity = json_set(entity, '$.permissions', json('["users.read"]'))`,
  );
  const desk = await openDesk();
  await desk.open(tenantId);
  await expect
    .poll(async () => (await desk.value('roles.all', { tenantId })).roles[0]?.permissions)
    .toEqual(['users.read', 'audit.read']);
});
