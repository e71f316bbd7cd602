import type { ReadableDatabase } from '../../cache/database.ts';
import { exactColumns } from './userColumns.ts';
import { searchOf, type UserTable } from './userTables.ts';
import { type FilterSql, indexOf, whereSql } from './usersFilter.ts';

/** More than this many, and walking the sort index finds a page sooner than gathering and sorting all that may match. */
export const candidateLimit = 2000;

/**
 * Keys of all users that may match, when some part of the filter is rare enough to find them by its own index; else
 * null. They still have to pass the whole filter. Counting stops at the limit, so asking costs no more for a million.
 */
export function candidatesOf(
  database: ReadableDatabase,
  filter: FilterSql,
  table: UserTable,
): readonly number[] | null {
  const { conditions, parameters } = filter;
  if (conditions.length === 0) return null;
  const few = (sql: string, more: Readonly<Record<string, string>> = {}): readonly number[] | null => {
    const rows = database.all<{ key: number }>(`${sql} LIMIT ${String(candidateLimit + 1)}`, {
      ...parameters,
      ...more,
    });
    return rows.length > candidateLimit ? null : rows.map(({ key }) => key);
  };
  const scope = filter.scope.join(' AND ');
  const byIndex = (column: string, name: string): readonly number[] | null =>
    few(`SELECT u.key FROM ${filter.table} AS u INDEXED BY ${indexOf(filter, column)}
         WHERE ${scope} AND u.${column} IN (SELECT value FROM json_each(:${name}))`);

  const match = filter.search === null ? null : trigramsOf(filter.search);
  if (match !== null) {
    const search = searchOf(table);
    const found = few(
      `SELECT u.key FROM ${search} CROSS JOIN ${filter.table} AS u ON u.key = ${search}.rowid
       WHERE ${search} MATCH :match AND ${scope}`,
      { match },
    );
    const exact = usersWithValue(database, filter);
    if (found !== null && exact !== null) return [...new Set([...found, ...exact])];
  }
  if (filter.profiles !== null && filter.profiles.users <= candidateLimit)
    return byIndex('profile_set', 'sets');
  const byStatus = filter.statuses ? byIndex('status_rank', 'statuses') : null;
  if (byStatus !== null) return byStatus;
  const byAuth = filter.auths ? byIndex('auth_rank', 'auths') : null;
  if (byAuth !== null) return byAuth;
  return filter.notActivated
    ? few(`SELECT u.key FROM ${filter.table} AS u INDEXED BY ${filter.table}_pending
           WHERE u.tenant = :tenant AND u.activated_at IS NULL AND u.created_at < :createdBefore`)
    : null;
}

/** Keys of the users who have the term as the whole value of a field that is searched so; null: too many. */
export function usersWithValue(
  database: ReadableDatabase,
  { table, parameters, scope }: FilterSql,
): readonly number[] | null {
  const keys = exactColumns.flatMap((column) =>
    database.all<{ key: number }>(
      `SELECT u.key FROM ${table} AS u INDEXED BY ${table}_by_${column}
       WHERE ${scope.join(' AND ')} AND u.${column} = :search AND u.${column} <> '' LIMIT ${String(candidateLimit + 1)}`,
      parameters,
    ),
  );
  return keys.length > candidateLimit ? null : keys.map(({ key }) => key);
}

/** Trigrams beyond these make a long term no rarer, only dearer; hits are checked against the whole term anyway. */
const trigramLimit = 12;

/**
 * The search index knows which rows hold which three characters in a row: a term is looked up as all of its own.
 * Null for fewer than three characters, which the index can't find.
 */
export function trigramsOf(term: string): string | null {
  const points = Array.from(term);
  if (points.length < 3) return null;
  const all = new Set<string>();
  for (let at = 0; at + 3 <= points.length; at += 1) all.add(points.slice(at, at + 3).join(''));
  const trigrams = [...all];
  const step = Math.max(1, trigrams.length / trigramLimit);
  const picked = Array.from(
    { length: Math.min(trigrams.length, trigramLimit) },
    (_, at) => trigrams[Math.floor(at * step)],
  );
  return picked.map((trigram) => `"${(trigram ?? '').replaceAll('"', '""')}"`).join(' AND ');
}

/** Rows looked at in one go: some ten milliseconds. */
const scanBatch = 10_000;

/**
 * Looks at every user in the order in which they lie on disk, several times faster than in the order of an index, and
 * returns the keys that match, or null once there are too many to sort. Pauses for others after each batch.
 */
export async function scanForCandidates(
  database: ReadableDatabase,
  filter: FilterSql,
  pause: () => Promise<void>,
): Promise<readonly number[] | null> {
  const found: number[] = [];
  let from = 0;
  for (;;) {
    const end = database.get<{ key: number | null }>(
      `SELECT max(key) AS key FROM (SELECT key FROM ${filter.table} WHERE key > :from ORDER BY key LIMIT ${String(scanBatch)})`,
      { from },
    );
    if (typeof end?.key !== 'number') return found;
    const rows = database.all<{ key: number }>(
      `SELECT u.key FROM ${filter.table} AS u NOT INDEXED WHERE ${whereSql(filter, ['u.key > :from', 'u.key <= :to'])}`,
      { ...filter.parameters, from, to: end.key },
    );
    for (const { key } of rows) found.push(key);
    if (found.length > candidateLimit) return null;
    from = end.key;
    await pause();
  }
}
