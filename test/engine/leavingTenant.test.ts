import { expect, test } from 'vitest';
import { someAccount } from '#test/support/engineConsole.ts';
import {
  idNumber,
  someCustomer,
  someProfile,
  someRole,
  someTenant,
  someUser,
  tenantIdOf,
} from '#test/support/engineEntities.ts';
import { prepareForWrites } from '../../src-engine/cache/contents.ts';
import { openDatabase } from '../../src-engine/cache/database.ts';
import { migrate } from '../../src-engine/cache/migrate.ts';
import { copyContents, syncWrites } from '../../src-engine/copyContents.ts';
import { tenantsWrites } from '../../src-engine/features/tenants/tenantsWrites.ts';
import { pictureWrites } from '../../src-engine/features/users/pictureStore.ts';

const location = { copy: null, nativeBinding: null };
const { functions, migrations } = copyContents;

/** The copy of two tenants: the first so large that it has tables of its own, still being finished. */
function copyOfTwo() {
  const { writable: database } = openDatabase(location, { functions, cacheKiB: 1024 });
  migrate(database, migrations);
  copyContents.align(database);
  // What the copy notes of itself belongs to no tenant.
  database.run('DELETE FROM facts');
  prepareForWrites(database, copyContents);
  const tenants = [someTenant(1), someTenant(2)];
  syncWrites.saveTenants.run(database, { account: someAccount, tenants });
  for (const [at, { id: tenantId }] of tenants.entries()) {
    tenantsWrites.rememberOpened.run(database, { tenantId, now: 1 });
    tenantsWrites.setPinned.run(database, { tenantId, pinned: true });
    syncWrites.beginSync.run(database, { tenantId });
    const page = {
      cursor: 'one',
      caughtUp: true,
      visible: ['role', 'profile', 'customer', 'user'],
      expected: at === 0 ? 60_000 : 5,
      roles: [someRole(tenantId, 1)],
      profiles: [someProfile(tenantId, 1)],
      customers: [someCustomer(tenantId, 1)],
      users: [1, 2].map((n) => someUser(tenantId, n, { profileIds: [idNumber(4, 1)] })),
      removed: [],
    };
    const body = new TextEncoder().encode(JSON.stringify(page));
    syncWrites.applyPage.run(database, { tenantId, body, askedWith: null, now: 1 });
    pictureWrites.savePicture.run(database, { tenantId, userId: idNumber(6, 1), avatar: 'a', image: 'b' });
  }
  // One step after the last index: the search index is filled, but not noted as done.
  const steps = 'SELECT 1 FROM facts WHERE name LIKE $name';
  while (database.get(steps, { name: 'users_search_%' }) === undefined)
    syncWrites.finishLoadStep.run(database, { tenantId: tenantIdOf(1) });
  return database;
}

/** Rows of each table, read without knowing any. */
function rowsOf(database: ReturnType<typeof copyOfTwo>): Record<string, number> {
  const tables = database.all<{ name: string }>(
    `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '%\\_search\\_%' ESCAPE '\\' ORDER BY name`,
  );
  return Object.fromEntries(
    tables.map(({ name }) => [
      name,
      database.get<{ rows: number }>(`SELECT count(*) AS rows FROM ${name}`)?.rows ?? 0,
    ]),
  );
}

test('@security a tenant that the account lost leaves no row and no table of its own, while its neighbour stays as it is', () => {
  const database = copyOfTwo();
  const before = rowsOf(database);
  const tables = database.all<{ name: string }>(
    `SELECT name FROM sqlite_schema WHERE name LIKE 'users\\_1%' ESCAPE '\\'`,
  );
  expect(tables).not.toEqual([]);
  expect(before['facts']).toBe(2);
  const own = syncWrites.saveTenants.run(database, { account: someAccount, tenants: [someTenant(2)] });
  expect(own).toEqual({ changed: true, gone: [tenantIdOf(1)] });
  const { users_1: _gone, ...others } = before;
  const after = Object.entries(others).map(([name, rows]) => [
    name,
    name === 'users_0' ? rows : Math.ceil(rows / 2),
  ]);
  expect(rowsOf(database)).toEqual(Object.fromEntries(after));
  syncWrites.saveTenants.run(database, { account: someAccount, tenants: [] });
  const left = Object.entries(rowsOf(database)).filter(([name, rows]) => rows > 0 && name !== 'facts');
  expect(left).toEqual([]);
});
