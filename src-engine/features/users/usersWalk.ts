import type { SortDirection } from '#shared/api/pages.ts';
import type { Place } from '../../cache/anchors.ts';
import type { Parameters, ReadableDatabase } from '../../cache/database.ts';
import { behind, orderBy } from '../../cache/keyset.ts';
import { type FilterSql, indexOf, whereSql } from './usersFilter.ts';
import type { SortGroups, UserSort } from './usersSorts.ts';

export interface WalkOptions {
  readonly sort: UserSort;
  readonly direction: SortDirection;
  readonly after: Place | null;
  readonly limit: number;
}

/** Entries of an index between two pauses while a filter is applied: each may be a row somewhere else on disk. */
const slice = 4000;

/**
 * Walks the index of the order from a place until `limit` rows match, and returns their keys. Without a filter these are
 * the first rows; with one, the walk pauses for others between slices. Returns null when `giveUpAfter` slices did not
 * fill the page.
 */
export async function walk(
  database: ReadableDatabase,
  filter: FilterSql,
  { options, pause, giveUpAfter }: { options: WalkOptions; pause: () => Promise<void>; giveUpAfter: number },
): Promise<readonly number[] | null> {
  const found: number[] = [];
  let slices = 0;
  for (const stretch of stretchesOf(database, filter, options)) {
    let from: Spot | undefined = stretch.from;
    do {
      const entries = entriesOf(filter, options, { ...stretch, from });
      // Both of one state: the end of the slice is that of the entries that were looked at.
      const step = database.snapshot(() => ({
        end: filter.restrictions.length === 0 ? undefined : sliceEnd(database, entries),
        rows: matching(database, filter, { entries, wanted: options.limit - found.length }),
      }));
      from = step.end;
      found.push(...step.rows);
      if (found.length >= options.limit) return found;
      if (from !== undefined) {
        slices += 1;
        if (slices >= giveUpAfter) return null;
        await pause();
      }
    } while (from !== undefined);
  }
  return found;
}

/** A place in a stretch: value of its column and id. */
interface Spot {
  readonly value: string | number;
  readonly id: Uint8Array;
}

/** A stretch of one index: users of the scope, or of one group among them, in whom only ids order. */
interface Stretch {
  readonly group: number | null;
  /** Undefined: from its beginning. */
  readonly from: Spot | undefined;
}

/** Entries of an index, in the order of the walk. */
interface Entries {
  /** SQL of `value`, where they are ordered by one, and of what follows `SELECT …`. */
  readonly value: string;
  readonly sql: string;
  readonly parameters: Parameters;
}

function entriesOf(
  { scope, parameters }: FilterSql,
  { sort, direction }: WalkOptions,
  { group, from }: Stretch,
): Entries {
  const inGroup = group !== null;
  const order = inGroup ? ['u.id'] : [`u.${sort.column}`, 'u.id'];
  const conditions = [
    scope.where,
    ...(inGroup ? [`u.${sort.column} = :group`] : []),
    ...(from === undefined ? [] : [behind(order, direction, inGroup ? ['fromId'] : ['fromValue', 'fromId'])]),
  ];
  return {
    value: inGroup ? '0' : `u.${sort.column}`,
    sql: `FROM ${scope.table} AS u INDEXED BY ${indexOf(scope, sort.column)} WHERE ${conditions.join(' AND ')}
      ${orderBy(order, direction)}`,
    parameters: { ...parameters, group, fromValue: from?.value ?? null, fromId: from?.id ?? null },
  };
}

/** Where the next slice ends; undefined when the stretch does before. */
function sliceEnd(database: ReadableDatabase, { value, sql, parameters }: Entries): Spot | undefined {
  return database.get(
    `SELECT ${value} AS value, u.id ${sql} LIMIT 1 OFFSET ${String(slice - 1)}`,
    parameters,
  );
}

/** Keys of the users of a slice who match; without a filter of the first ones. */
function matching(
  database: ReadableDatabase,
  filter: FilterSql,
  { entries, wanted }: { readonly entries: Entries; readonly wanted: number },
): number[] {
  const { sql, parameters } = entries;
  const all = `SELECT u.key ${sql} LIMIT :wanted`;
  const filtered = `SELECT u.key FROM (SELECT u.key ${sql} LIMIT ${String(slice)}) AS entry
    CROSS JOIN ${filter.scope.table} AS u ON u.key = entry.key WHERE ${whereSql(filter)} LIMIT :wanted`;
  return database
    .all<{ key: number }>(filter.restrictions.length === 0 ? all : filtered, { ...parameters, wanted })
    .map(({ key }) => key);
}

/** The stretches that make up the order behind a place: one for a column or within a customer, else one per group. */
function* stretchesOf(
  database: ReadableDatabase,
  filter: FilterSql,
  { sort, direction, after }: WalkOptions,
): Generator<Stretch> {
  const { customer } = filter.scope;
  const from = after === null ? undefined : { value: after.value, id: Buffer.from(after.id, 'hex') };
  if (sort.groups === null) {
    yield { group: null, from };
    return;
  }
  if (sort.column === 'customer' && customer !== null) {
    yield { group: customer, from };
    return;
  }
  let last = after === null ? undefined : { value: after.value, key: after.group ?? 0 };
  if (last !== undefined) yield { group: last.key, from };
  for (;;) {
    const groups = groupsBehind(database, filter, {
      column: sort.column,
      groups: sort.groups,
      last,
      direction,
    });
    for (const { key } of groups) yield { group: key, from: undefined };
    if (groups.length < groupBatch) return;
    last = groups.at(-1);
  }
}

/** A group's own place among the groups. */
interface GroupPlace {
  readonly key: number;
  readonly value: string | number;
}

const groupBatch = 64;

/** The next groups that hold any user of the scope. */
function groupsBehind(
  database: ReadableDatabase,
  { scope, parameters }: FilterSql,
  {
    column,
    groups: { table, index, where, sortKey },
    last,
    direction,
  }: {
    column: UserSort['column'];
    groups: SortGroups;
    last: GroupPlace | undefined;
    direction: SortDirection;
  },
): readonly GroupPlace[] {
  const order = [`g.${sortKey}`, 'g.key'];
  const after = last === undefined ? 'true' : behind(order, direction, ['lastValue', 'lastKey']);
  return database.all(
    `SELECT g.key, g.${sortKey} AS value FROM ${table} AS g INDEXED BY ${index}
     WHERE g.tenant = :tenant AND ${where} AND ${after} AND EXISTS
       (SELECT 1 FROM ${scope.table} AS u INDEXED BY ${indexOf(scope, column)}
        WHERE ${scope.where} AND u.${column} = g.key)
     ${orderBy(order, direction)} LIMIT ${String(groupBatch)}`,
    { ...parameters, lastValue: last?.value ?? null, lastKey: last?.key ?? null },
  );
}
