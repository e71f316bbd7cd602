import type { ReadableDatabase } from '../../cache/database.ts';
import { type FilterSql, whereSql } from './usersFilter.ts';
import type { FoundUser, WalkOptions } from './usersWalk.ts';

/** Puts few candidates in order: those that pass the whole filter, behind the place, and how many pass in all. */
export function sortCandidates(
  database: ReadableDatabase,
  filter: FilterSql,
  { keys, options }: { readonly keys: readonly number[]; readonly options: WalkOptions },
): { readonly found: readonly FoundUser[]; readonly total: number } {
  const { sort, direction, after, limit } = options;
  const order =
    sort.kind === 'column' ? [`u.${sort.column}`, 'u.id'] : [`g.${sort.group.sortKey}`, 'g.key', 'u.id'];
  const joined =
    sort.kind === 'column'
      ? ''
      : `CROSS JOIN ${sort.group.column === 'customer' ? 'customers' : 'name_sets'} AS g ON g.key = u.${sort.group.column}`;
  const parameters = { ...filter.parameters, keys: JSON.stringify(keys) };
  const from = `FROM json_each(:keys) AS candidate CROSS JOIN ${filter.table} AS u ON u.key = candidate.value`;
  const places = sort.kind === 'column' ? '(:afterValue, :afterId)' : '(:afterValue, :afterGroup, :afterId)';
  const behind = after === null ? [] : [`(${order.join(', ')}) ${direction === 'asc' ? '>' : '<'} ${places}`];
  const grouped = sort.kind === 'column' ? '' : `, g.key AS "group", ${order[0] ?? ''} AS value`;
  const found = database.all<{ key: number; group?: number; value?: string }>(
    `SELECT u.key ${grouped}
     ${from} ${joined} WHERE ${whereSql(filter, behind)}
     ORDER BY ${order.map((name) => `${name} ${direction}`).join(', ')} LIMIT :limit`,
    {
      ...parameters,
      limit,
      ...(after === null
        ? {}
        : { afterValue: after.value, afterGroup: after.group, afterId: Buffer.from(after.id, 'hex') }),
    },
  );
  const counted = database.get<{ total: number }>(
    `SELECT count(*) AS total ${from} WHERE ${whereSql(filter)}`,
    parameters,
  );
  return {
    found: found.map(({ key, group, value }) => ({
      key,
      group: group === undefined || value === undefined ? null : { key: group, value },
    })),
    total: counted?.total ?? 0,
  };
}
