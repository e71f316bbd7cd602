import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { openDatabase } from '../../src-engine/cache/database.ts';
import { saveFact } from '../../src-engine/cache/facts.ts';
import { migrate } from '../../src-engine/cache/migrate.ts';
import { copyContents } from '../../src-engine/copyContents.ts';
import { alignUserTables, createUserTable } from '../../src-engine/features/users/userTables.ts';
import { changeCopy } from '#test/support/engineConsole.ts';
import { idNumber, someCustomer, someUser } from '#test/support/engineEntities.ts';
import { someScene } from '#test/support/engineScene.ts';

test('a copy from before a field was there shows its rows at once, and gets the field with a load begun again', async () => {
  const { backend, tenant, tenantId, openDesk, file } = await someScene(3);
  const lastMail = { state: 'refused', at: '2025-01-15T00:00:00.000Z', problem: '550 No such user' } as const;
  tenant.put('user', someUser(tenantId, 1, { department: 'Quality', jobTitle: 'Auditor', lastMail }));
  const first = await openDesk();
  await first.open(tenantId);
  await first.close();
  changeCopy(
    file,
    `ALTER TABLE users_0 DROP COLUMN department; ALTER TABLE users_0 DROP COLUMN last_mail;
     DELETE FROM facts WHERE name = 'users.columns'`,
  );
  const userId = idNumber(6, 1);

  await backend.stop();
  const offline = await openDesk();
  expect((await offline.value('users.page', { tenantId, filter: {} })).rows).toHaveLength(3);
  expect(await offline.value('users.one', { tenantId, userId })).toMatchObject({
    department: '',
    jobTitle: 'Auditor',
    lastMail: null,
  });
  await offline.close();

  await backend.start();
  const online = await openDesk();
  await online.open(tenantId);
  while ((await online.value('sync.now', { tenantId })).phase !== 'up-to-date') await setTimeout(5);
  expect(await online.value('users.one', { tenantId, userId })).toMatchObject({
    department: 'Quality',
    lastMail,
  });
  const { rows } = await online.value('users.page', { tenantId, filter: {} });
  expect(rows.find(({ id }) => id === userId)).toMatchObject({ lastMail });
  await online.close();

  // Once is enough: what no change tells of is not asked for again.
  tenant.rows.user.set(userId, someUser(tenantId, 1, { department: 'Untold' }));
  const again = await openDesk();
  await again.open(tenantId);
  while ((await again.value('sync.now', { tenantId })).phase !== 'up-to-date') await setTimeout(5);
  expect(await again.value('users.one', { tenantId, userId })).toMatchObject({ department: 'Quality' });
});

test('tables of every tenant get the columns, those of its own too, and each index that is missing', () => {
  const open = openDatabase(
    { copy: null, nativeBinding: null },
    { functions: copyContents.functions, cacheKiB: 1024 },
  );
  const database = open.writable;
  migrate(database, copyContents.migrations);
  createUserTable(database, 7, { indexed: true });
  createUserTable(database, 8, { indexed: false });
  const shape = () =>
    database
      .all<{ tables: string; name: string; fallback: string | null }>(
        `SELECT t.name AS tables, c.name, c.dflt_value AS fallback FROM sqlite_schema AS t, pragma_table_info(t.name) AS c
         WHERE t.type = 'table' AND t.name GLOB 'users_[0-9]*' ORDER BY t.name, c.name`,
      )
      .map(({ tables, name, fallback }) => `${tables}.${name} ${fallback ?? ''}`);
  const indexes = () =>
    database.all(
      `SELECT name FROM sqlite_schema WHERE type = 'index' AND tbl_name GLOB 'users_[0-9]*' ORDER BY name`,
    );
  const [columns, built] = [shape(), indexes()];
  // A new copy has them all.
  expect(alignUserTables(database)).toBe(false);

  for (const table of [0, 7, 8]) database.execute(`ALTER TABLE users_${String(table)} DROP COLUMN time_zone`);
  saveFact(database, 'users.columns', 'email,first_name');
  expect(shape()).not.toEqual(columns);
  expect(alignUserTables(database)).toBe(true);
  expect(shape()).toEqual(columns);
  expect(indexes()).toEqual(built);
  expect(alignUserTables(database)).toBe(false);

  // An older version wrote in between: it left the column, but knew nothing to put into it.
  saveFact(database, 'users.columns', 'email,first_name');
  expect(alignUserTables(database)).toBe(true);
  open.close();
});

test('customers from before a field was there come again too, and have its fallback until then', async () => {
  const { backend, tenant, tenantId, openDesk, file } = await someScene(1);
  tenant.put('customer', someCustomer(tenantId, 1, { city: 'Lyon' }));
  const customerId = idNumber(5, 1);
  const first = await openDesk();
  await first.open(tenantId);
  await first.close();
  changeCopy(
    file,
    `UPDATE customers SET entity = json_remove(entity, '$.city');
     UPDATE facts SET value = 'title,email' WHERE name = 'customers.fields'`,
  );

  await backend.stop();
  const offline = await openDesk();
  expect(await offline.value('customers.one', { tenantId, customerId })).toMatchObject({ city: '' });
  await offline.close();
  await backend.start();
  const online = await openDesk();
  await online.open(tenantId);
  while ((await online.value('sync.now', { tenantId })).phase !== 'up-to-date') await setTimeout(5);
  expect(await online.value('customers.one', { tenantId, customerId })).toMatchObject({ city: 'Lyon' });
});
