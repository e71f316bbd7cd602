import type { ReadableDatabase } from '../../cache/database.ts';
import type { SyncRow } from '../../sync/syncRow.ts';
import { searchOf } from './userTables.ts';
import { trigramsOf, usersWithValue } from './usersCandidates.ts';
import { containsSearch, type FilterSql, indexOf, whereSql } from './usersFilter.ts';

export interface Total {
  readonly total: number;
  readonly totalIsExact: boolean;
}

/** Counting stops here: the grid then shows "10,000+". */
const totalLimit = 10_000;

/** How many users match: from counters where they say it, else counted with an end to the work. */
export function totalOf(database: ReadableDatabase, filter: FilterSql, row: SyncRow): Total {
  const { conditions, customer } = filter;
  const inScope = (): number => customer?.users ?? usersOfTenant(database, row);
  if (conditions.length === 0) return { total: inScope(), totalIsExact: true };
  if (conditions.length === 1) {
    if (filter.profiles !== null && customer === null)
      return { total: filter.profiles.users, totalIsExact: true };
    if (filter.statuses) return capped(database, filter, inIndex(filter, 'status_rank', 'statuses'));
    if (filter.auths) return capped(database, filter, inIndex(filter, 'auth_rank', 'auths'));
    const term = filter.search === null ? null : Array.from(filter.search);
    // Of three letters the search index knows all; of longer terms it only knows their parts.
    if (term?.length === 3 && customer === null) return bySearchIndex(database, filter, row);
  }
  return amongFirst(database, filter, inScope());
}

function usersOfTenant(database: ReadableDatabase, { tenant }: SyncRow): number {
  const counted = database.get<{ users: number }>('SELECT users FROM sync_states WHERE tenant = :tenant', {
    tenant,
  });
  return counted?.users ?? 0;
}

function inIndex(filter: FilterSql, column: string, name: string): string {
  return `FROM ${filter.table} AS u INDEXED BY ${indexOf(filter, column)}
    WHERE ${filter.scope.join(' AND ')} AND u.${column} IN (SELECT value FROM json_each(:${name}))`;
}

function bySearchIndex(database: ReadableDatabase, filter: FilterSql, row: SyncRow): Total {
  const search = searchOf(row.table);
  const match = trigramsOf(filter.search ?? '') ?? '';
  const from = `FROM ${search} CROSS JOIN ${filter.table} AS u ON u.key = ${search}.rowid
    WHERE ${search} MATCH :match AND u.tenant = :tenant`;
  const containing = capped(database, { ...filter, parameters: { ...filter.parameters, match } }, from);
  return alsoByValue(database, filter, containing);
}

/** With those who have the term as the whole value of another field, and not in their name or e-mail. */
function alsoByValue(database: ReadableDatabase, filter: FilterSql, { total, totalIsExact }: Total): Total {
  const keys = usersWithValue(database, filter);
  if (keys === null) return { total, totalIsExact: false };
  const others = database.get<{ total: number }>(
    `SELECT count(*) AS total FROM json_each(:keys) AS found CROSS JOIN ${filter.table} AS u ON u.key = found.value
     WHERE NOT ${containsSearch}`,
    { ...filter.parameters, keys: JSON.stringify(keys) },
  );
  return { total: Math.min(total + (others?.total ?? 0), totalLimit), totalIsExact };
}

function capped(database: ReadableDatabase, { parameters }: FilterSql, from: string): Total {
  const counted = database.get<{ total: number }>(
    `SELECT count(*) AS total FROM (SELECT 1 ${from} LIMIT ${String(totalLimit + 1)})`,
    parameters,
  );
  const total = counted?.total ?? 0;
  return { total: Math.min(total, totalLimit), totalIsExact: total <= totalLimit };
}

/** What matches among the first users of the scope: all of them in most tenants, a lower bound in large ones. */
function amongFirst(database: ReadableDatabase, filter: FilterSql, inScope: number): Total {
  const index = filter.customer === null ? `${filter.table}_by_id` : `${filter.table}_of_customer`;
  const counted = database.get<{ total: number }>(
    `SELECT count(*) AS total FROM
       (SELECT u.key FROM ${filter.table} AS u INDEXED BY ${index} WHERE ${filter.scope.join(' AND ')} ORDER BY u.id LIMIT ${String(totalLimit)}) AS first
       CROSS JOIN ${filter.table} AS u ON u.key = first.key WHERE ${whereSql(filter)}`,
    filter.parameters,
  );
  return { total: counted?.total ?? 0, totalIsExact: inScope <= totalLimit };
}
