import type { ReadableDatabase } from '../../cache/database.ts';
import { type Total, totalLimit, totalWithin } from '../../cache/totals.ts';
import { type FilterSql, whereSql } from './usersFilter.ts';

/** How many users match: from counters where they say it, else counted with an end to the work. */
export function totalOf(database: ReadableDatabase, filter: FilterSql): Total {
  const { scope, restrictions, parameters } = filter;
  const [first, ...others] = restrictions;
  const counter = first === undefined ? scope.users : first.users;
  if (others.length === 0 && counter !== undefined) return { total: counter, totalIsExact: true };
  const keys = first?.exact === true && others.length === 0 ? first.keys : null;
  return keys === null ? amongFirst(database, filter) : totalWithin(database, keys, parameters);
}

/** What matches among the first users of the scope: all of them in most tenants, a lower bound in large ones. */
function amongFirst(database: ReadableDatabase, filter: FilterSql): Total {
  const { table, where, customer, users } = filter.scope;
  const index = customer === null ? `${table}_by_id` : `${table}_of_customer`;
  const counted = database.get<{ total: number }>(
    `SELECT count(*) AS total FROM
       (SELECT u.key FROM ${table} AS u INDEXED BY ${index} WHERE ${where} ORDER BY u.id LIMIT ${String(totalLimit)}) AS first
       CROSS JOIN ${table} AS u ON u.key = first.key WHERE ${whereSql(filter)}`,
    filter.parameters,
  );
  return { total: counted?.total ?? 0, totalIsExact: users <= totalLimit };
}
