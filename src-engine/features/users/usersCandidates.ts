import type { ReadableDatabase } from '../../cache/database.ts';
import { type FilterSql, whereSql } from './usersFilter.ts';
import { lastOfBatch } from './userTables.ts';

/** More than this many, and walking the sort index finds a page sooner than gathering and sorting all that may match. */
const candidateLimit = 2000;

/**
 * Keys of all users that may match, when some part of the filter is rare enough to find them by its own index; else
 * null. They still have to pass the whole filter. Counting stops at the limit, so asking costs no more for a million.
 */
export function candidatesOf(
  database: ReadableDatabase,
  { restrictions, parameters }: FilterSql,
): readonly number[] | null {
  for (const { keys, users = 0 } of restrictions) {
    if (keys === null || users > candidateLimit) continue;
    const found = database.all<{ key: number }>(keys, { ...parameters, limit: candidateLimit + 1 });
    if (found.length <= candidateLimit) return found.map(({ key }) => key);
  }
  return null;
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
  const { table } = filter.scope;
  const found: number[] = [];
  let from = 0;
  for (;;) {
    const to = lastOfBatch(database, table, { from, size: scanBatch });
    if (to === null) return found;
    const rows = database.all<{ key: number }>(
      `SELECT u.key FROM ${table} AS u NOT INDEXED WHERE ${whereSql(filter, ['u.key > :from', 'u.key <= :to'])}`,
      { ...filter.parameters, from, to },
    );
    for (const { key } of rows) found.push(key);
    if (found.length > candidateLimit) return null;
    from = to;
    await pause();
  }
}

/** As many as are looked at one by one in some ten milliseconds. */
const fewToLookAt = 10_000;

/**
 * Keys of all users that match, when a loose index leaves few to look at; null when it leaves more, or too many of them
 * match to be sorted. For a common word beside letters that no index knows.
 */
export function candidatesAmongFew(database: ReadableDatabase, filter: FilterSql): readonly number[] | null {
  const { scope, restrictions, parameters } = filter;
  for (const { keys, loose = false } of restrictions) {
    if (keys === null || !loose) continue;
    const limits = { limit: fewToLookAt + 1, most: candidateLimit + 1 };
    const left = database.get<{ count: number }>(`SELECT count(*) AS count FROM (${keys})`, {
      ...parameters,
      ...limits,
    });
    if (left === undefined || left.count > fewToLookAt) continue;
    const found = database.all<{ key: number }>(
      `SELECT u.key FROM (${keys}) AS hit CROSS JOIN ${scope.table} AS u ON u.key = hit.key
       WHERE ${whereSql(filter)} LIMIT :most`,
      { ...parameters, ...limits },
    );
    if (found.length <= candidateLimit) return found.map(({ key }) => key);
  }
  return null;
}
