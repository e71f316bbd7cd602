import type { WritableDatabase } from '../cache/database.ts';
import { idBytes } from '../cache/ids.ts';
import {
  indexStatements,
  searchOf,
  searchTriggers,
  sharedTable,
  usersOf,
} from '../features/users/userTables.ts';
import { showCountedUsers } from '../features/customers/customersWrites.ts';
import { refreshStatuses } from '../features/users/usersWrites.ts';
import { contextOf } from './pageWrites.ts';
import { syncRowOf, visibleKinds } from './syncRow.ts';

interface OfTenant {
  readonly tenantId: string;
}

/** Begins a first load, once. Answers whether the account has the tenant. */
export function beginSync(database: WritableDatabase, { tenantId }: OfTenant): boolean {
  return database.transaction(() => {
    database.run(
      `INSERT OR IGNORE INTO sync_states (tenant, cursor, stage, sweeping, generation, user_table, visible, users, loaded,
         expected, as_of, statuses_as_of)
       SELECT key, NULL, 'loading', 0, 1, ${String(sharedTable)}, '["role","product","profile","customer","user"]',
         0, 0, NULL, NULL, 0 FROM tenants WHERE id = :id`,
      { id: idBytes(tenantId) },
    );
    return syncRowOf(database, tenantId) !== undefined;
  });
}

/** Begins a load again from the start: what is there stays readable, and what the new load doesn't bring is dropped. */
export function beginAgain(database: WritableDatabase, { tenantId }: OfTenant): void {
  database.run(
    `UPDATE sync_states SET cursor = NULL, sweeping = 1, generation = generation + 1, loaded = 0, expected = NULL
     WHERE tenant = (SELECT key FROM tenants WHERE id = :id)`,
    { id: idBytes(tenantId) },
  );
}

/** Remembers that the copy agreed with the backend at that time, though nothing changed. */
export function confirm(
  database: WritableDatabase,
  { tenantId, now }: OfTenant & { readonly now: number },
): void {
  database.run(
    'UPDATE sync_states SET as_of = :now WHERE tenant = (SELECT key FROM tenants WHERE id = :id)',
    {
      id: idBytes(tenantId),
      now,
    },
  );
}

/** Rows that enter the search index in one step. */
const searchBatch = 50_000;

/**
 * One step of finishing a large first load: an index, or a part of the search index. Each is its own transaction, so a
 * process that is killed continues with the next. Answers whether everything is done.
 */
export function finishLoadStep(database: WritableDatabase, { tenantId }: OfTenant): boolean {
  const row = syncRowOf(database, tenantId);
  if (row === undefined || row.stage !== 'indexing') return true;
  const next = indexStatements(row.table).find((sql) => !indexExists(database, nameOfIndex(sql)));
  if (next !== undefined) {
    database.execute(next);
    return false;
  }
  return database.transaction(() => {
    if (fillSearch(database, row.table)) return false;
    for (const sql of searchTriggers(row.table)) database.execute(sql);
    database.run(`UPDATE sync_states SET stage = 'complete' WHERE tenant = :tenant`, { tenant: row.tenant });
    if (visibleKinds(row).includes('user')) showCountedUsers(database, contextOf(row, tenantId, 0));
    return true;
  });
}

const nameOfIndex = (sql: string): string => / EXISTS (\w+) /u.exec(sql)?.[1] ?? '';

function indexExists(database: WritableDatabase, name: string): boolean {
  return database.get('SELECT 1 FROM sqlite_schema WHERE name = :name', { name }) !== undefined;
}

/** Adds the next rows to the search index, in the order of their keys. Answers whether there were any. */
function fillSearch(database: WritableDatabase, table: number): boolean {
  const done = `facts.name = '${searchOf(table)}'`;
  const from = Number(database.get<{ value: string }>(`SELECT value FROM facts WHERE ${done}`)?.value ?? '0');
  const to = database.get<{ key: number | null }>(
    `SELECT max(key) AS key FROM (SELECT key FROM ${usersOf(table)} WHERE key > :from ORDER BY key LIMIT ${String(searchBatch)})`,
    { from },
  );
  if (typeof to?.key !== 'number') {
    database.run(`DELETE FROM facts WHERE ${done}`);
    return false;
  }
  database.run(
    `INSERT INTO ${searchOf(table)} (rowid, name_text, email_key)
     SELECT key, name_text, email_key FROM ${usersOf(table)} WHERE key > :from AND key <= :to`,
    { from, to: to.key },
  );
  database.run('INSERT OR REPLACE INTO facts (name, value) VALUES (:name, :value)', {
    name: searchOf(table),
    value: String(to.key),
  });
  return true;
}

/** Puts stored statuses right, a batch at a time. Answers how many rows were looked at. */
export function refreshTenantStatuses(
  database: WritableDatabase,
  { tenantId, now }: OfTenant & { readonly now: number },
): number {
  return database.transaction(() => {
    const row = syncRowOf(database, tenantId);
    return row === undefined ? 0 : refreshStatuses(database, contextOf(row, tenantId, now));
  });
}
