import { placeParameters } from '../../cache/anchors.ts';
import type { ReadableDatabase } from '../../cache/database.ts';
import { behind, orderBy } from '../../cache/keyset.ts';
import { type FilterSql, whereSql } from './usersFilter.ts';
import { placesOf } from './usersSorts.ts';
import type { WalkOptions } from './usersWalk.ts';

/** Puts few candidates in order: those that pass the whole filter, behind the place, and how many pass in all. */
export function sortCandidates(
  database: ReadableDatabase,
  filter: FilterSql,
  { keys, options }: { readonly keys: readonly number[]; readonly options: WalkOptions },
): { readonly found: readonly number[]; readonly total: number } {
  const { sort, direction, after, limit } = options;
  const { join, value } = placesOf(sort);
  const [order, place] =
    sort.groups === null
      ? [
          [value, 'u.id'],
          ['afterValue', 'afterId'],
        ]
      : [
          [value, 'g.key', 'u.id'],
          ['afterValue', 'afterGroup', 'afterId'],
        ];
  const from = `FROM json_each(:keys) AS candidate CROSS JOIN ${filter.scope.table} AS u ON u.key = candidate.value`;
  const parameters = { ...filter.parameters, keys: JSON.stringify(keys) };
  const found = database.all<{ key: number }>(
    `SELECT u.key ${from} ${join}
     WHERE ${whereSql(filter, after === null ? [] : [behind(order, direction, place)])}
     ${orderBy(order, direction)} LIMIT :limit`,
    { ...parameters, ...placeParameters(after), limit },
  );
  const counted = database.get<{ total: number }>(
    `SELECT count(*) AS total ${from} WHERE ${whereSql(filter)}`,
    parameters,
  );
  return { found: found.map(({ key }) => key), total: counted?.total ?? 0 };
}
