import type { ReadableDatabase, WritableDatabase } from '../../cache/database.ts';
import { noteNames, readFact, saveFact } from '../../cache/facts.ts';
import { searchRule } from '#shared/domain/search.ts';
import type { SyncRow } from '../../sync/syncRow.ts';
import { alignedColumns, keptDefinition, searchColumn } from './userColumns.ts';
import { copiedDefinitions } from './usersIncoming.ts';

/** Number of the tables that hold a tenant's users: `SyncRow.table`. */
export type UserTable = number;

export const usersOf = (table: UserTable): string => `users_${String(table)}`;
export const searchOf = (table: UserTable): string => `users_search_${String(table)}`;

/** Columns by which users are put in order directly; the rest goes over `name_sets` and `customers`. */
export const sortColumns = [
  'email_key',
  'name_key',
  'profile_set',
  'role_set',
  'auth_rank',
  'second_factors',
  'last_login_at',
  'status_rank',
  'access_expires_at',
  'source',
] as const;
export type SortColumn = (typeof sortColumns)[number];

/**
 * One statement per index, so that a large table can be finished step by step and continued after a crash: every one
 * is harmless when repeated.
 */
export function indexStatements(table: UserTable): readonly string[] {
  const users = usersOf(table);
  const byColumn = sortColumns.flatMap((column) => [
    `CREATE INDEX IF NOT EXISTS ${users}_by_${column} ON ${users} (tenant, ${column}, id)`,
    `CREATE INDEX IF NOT EXISTS ${users}_of_customer_by_${column} ON ${users} (tenant, customer, ${column}, id)`,
  ]);
  return [
    ...byColumn,
    `CREATE INDEX IF NOT EXISTS ${users}_of_customer ON ${users} (tenant, customer, id)`,
    `CREATE INDEX IF NOT EXISTS ${users}_due ON ${users} (tenant, status_changes_at) WHERE status_changes_at IS NOT NULL`,
    `CREATE INDEX IF NOT EXISTS ${users}_pending ON ${users} (tenant, created_at) WHERE activated_at IS NULL`,
  ];
}

/** Keeps the search index in step with the rows. Made after a large first load, whose rows it reads itself. */
export function searchTriggers(table: UserTable): readonly string[] {
  const users = usersOf(table);
  const search = searchOf(table);
  const remove = `INSERT INTO ${search} (${search}, rowid, name_text, email_key)
      VALUES ('delete', old.key, old.name_text, old.email_key);`;
  const add = `INSERT INTO ${search} (rowid, name_text, email_key) VALUES (new.key, new.name_text, new.email_key);`;
  return [
    `CREATE TRIGGER IF NOT EXISTS ${search}_insert AFTER INSERT ON ${users} BEGIN ${add} END`,
    `CREATE TRIGGER IF NOT EXISTS ${search}_delete AFTER DELETE ON ${users} BEGIN ${remove} END`,
    `CREATE TRIGGER IF NOT EXISTS ${search}_update AFTER UPDATE OF name_text, email_key ON ${users}
      WHEN old.name_text IS NOT new.name_text OR old.email_key IS NOT new.email_key BEGIN ${remove} ${add} END`,
  ];
}

/**
 * Times are milliseconds since the epoch. email_key is a `searchKey`, name_key a `nameSortKey`, name_text what else is
 * searched (`searchColumn`; it was the name alone once).
 * The search index is FTS5 with trigrams, without positions (`detail=none`) and without a text of its own.
 */
export function createUserTable(
  database: WritableDatabase,
  table: UserTable,
  { indexed }: { readonly indexed: boolean },
): void {
  database.execute(`
    CREATE TABLE ${usersOf(table)} (
      key INTEGER PRIMARY KEY, tenant INTEGER NOT NULL, id BLOB NOT NULL CHECK (length(id) = 16),
      customer INTEGER NOT NULL, generation INTEGER NOT NULL, profile_set INTEGER NOT NULL, role_set INTEGER NOT NULL,
      ${copiedDefinitions.join(', ')},
      auth_rank INTEGER NOT NULL CHECK (auth_rank >= 0),
      status_rank INTEGER NOT NULL, status_changes_at INTEGER
    ) STRICT;
    CREATE UNIQUE INDEX ${usersOf(table)}_by_id ON ${usersOf(table)} (tenant, id);
    CREATE VIRTUAL TABLE ${searchOf(table)} USING fts5 (
      name_text, email_key, content = '${usersOf(table)}', content_rowid = 'key', detail = 'none', columnsize = 0,
      tokenize = 'trigram case_sensitive 1'
    );
  `);
  if (indexed) for (const sql of [...indexStatements(table), ...searchTriggers(table)]) database.execute(sql);
}

export function dropUserTable(database: WritableDatabase, table: UserTable): void {
  database.run('DELETE FROM facts WHERE name = :name', { name: searchOf(table) });
  database.execute(`DROP TABLE IF EXISTS ${searchOf(table)}; DROP TABLE IF EXISTS ${usersOf(table)};`);
}

/** One step of finishing tables that were filled without indexes: an index, or a part of the search index. */
export function finishUserTable(database: WritableDatabase, table: UserTable): boolean {
  const next = indexStatements(table).find((sql) => !exists(database, nameOfIndex(sql)));
  if (next !== undefined) {
    database.execute(next);
    return false;
  }
  if (fillSearch(database, table)) return false;
  for (const sql of searchTriggers(table)) database.execute(sql);
  return true;
}

/** The columns of this version, as the copy remembers them. */
const columnsFact = 'users.columns';
/** Stands among them for how texts are searched. */
const searchName = `${searchColumn.name}/${String(searchRule)}`;
/** There while rows are in the copy whose search texts another version made. */
const oldTextsFact = 'users.old-texts';

/**
 * Whether the tenant may still have users whose search text another version made, until they have come again: they are
 * searched by their names and addresses as they are put in order, without the search index.
 */
export const hasOldTexts = (database: ReadableDatabase, { sweeping }: Pick<SyncRow, 'sweeping'>): boolean =>
  sweeping === 1 && readFact(database, oldTextsFact) !== undefined;

/** Noted when all users of a tenant have come again. */
export function noteNewTexts(database: WritableDatabase, tenant: number): void {
  database.run(
    `DELETE FROM facts WHERE name = :name
     AND NOT EXISTS (SELECT 1 FROM sync_states WHERE sweeping = 1 AND tenant <> :tenant)`,
    { name: oldTextsFact, tenant },
  );
}

/**
 * Gives all tables of users the columns that this version has; a copy needs no migration for a new field. Their
 * rows hold its fallback until they come again. Returns whether they must: a column is new here, or new to the version
 * of TenantDesk that wrote last.
 */
export function alignUserTables(database: WritableDatabase): boolean {
  const names = [...alignedColumns.map(({ name }) => name), searchName];
  const unknown = noteNames(database, columnsFact, names);
  if (unknown === null) return false;
  const tables = database.all<{ table: number }>(
    `SELECT CAST(substr(name, 7) AS INTEGER) AS "table" FROM sqlite_schema
     WHERE type = 'table' AND name GLOB 'users_[0-9]*'`,
  );
  const added = tables.filter(({ table }) => addColumns(database, table)).length > 0;
  const hasOld = unknown.length === 0 ? added : unknown.includes(searchName);
  if (hasOld) saveFact(database, oldTextsFact, searchName);
  return added || unknown.length > 0;
}

/** The key of the employee number, from when it was found by its whole value alone. */
const retired = 'employee_number_key';

/** Returns whether any was missing. */
function addColumns(database: WritableDatabase, table: UserTable): boolean {
  const users = usersOf(table);
  const there = database.all<{ name: string; fallback: string | null }>(
    `SELECT name, dflt_value AS fallback FROM pragma_table_info('${users}')`,
  );
  // Where it has a fallback it may stay; else no row would come in without it.
  if (there.some(({ name, fallback }) => name === retired && fallback === null)) {
    database.execute(
      `DROP INDEX IF EXISTS ${users}_by_${retired}; ALTER TABLE ${users} DROP COLUMN ${retired}`,
    );
  }
  const missing = alignedColumns.filter(({ name }) => !there.some((column) => column.name === name));
  for (const column of missing) {
    database.execute(`ALTER TABLE ${users} ADD COLUMN ${keptDefinition(column)}`);
  }
  // Tables still being filled get all their indexes at the end.
  const finished = exists(database, `${searchOf(table)}_insert`);
  if (missing.length > 0 && finished) for (const sql of indexStatements(table)) database.execute(sql);
  return missing.length > 0;
}

const nameOfIndex = (sql: string): string => / EXISTS (\w+) /u.exec(sql)?.[1] ?? '';

function exists(database: WritableDatabase, name: string): boolean {
  return database.get('SELECT 1 FROM sqlite_schema WHERE name = :name', { name }) !== undefined;
}

/** The last of the next `size` keys of a table; null when there are none. */
export function lastOfBatch(
  database: ReadableDatabase,
  users: string,
  { from, size }: { readonly from: number; readonly size: number },
): number | null {
  const last = database.get<{ key: number | null }>(
    `SELECT max(key) AS key FROM (SELECT key FROM ${users} WHERE key > :from ORDER BY key LIMIT :size)`,
    { from, size },
  );
  return last?.key ?? null;
}

/** Rows that enter the search index in one step. */
const searchBatch = 50_000;

/** Adds the next rows to the search index, in the order of their keys. Returns whether there were any. */
function fillSearch(database: WritableDatabase, table: UserTable): boolean {
  const name = searchOf(table);
  const from = Number(readFact(database, name) ?? '0');
  const to = lastOfBatch(database, usersOf(table), { from, size: searchBatch });
  if (to === null) {
    database.run('DELETE FROM facts WHERE name = :name', { name });
    return false;
  }
  database.run(
    `INSERT INTO ${name} (rowid, name_text, email_key)
     SELECT key, name_text, email_key FROM ${usersOf(table)} WHERE key > :from AND key <= :to`,
    { from, to },
  );
  saveFact(database, name, String(to));
  return true;
}
