import type { SortDirection } from '#shared/api/pages.ts';
import type { Place } from '../../cache/anchors.ts';
import type { Parameters, ReadableDatabase } from '../../cache/database.ts';
import { type FilterSql, indexOf, whereSql } from './usersFilter.ts';
import type { SortGroup, UserSort } from './usersSorts.ts';

/** A row found. Its place in the order is read of the last one only (`usersPage.ts`): values cost on their way out. */
export interface FoundUser {
  readonly key: number;
  /** What it was found in, where rows are ordered by groups. */
  readonly group: { readonly key: number; readonly value: string } | null;
}

export interface WalkOptions {
  readonly sort: UserSort;
  readonly direction: SortDirection;
  readonly after: Place | null;
  readonly limit: number;
}

/** A stretch of one index: users of the scope (and of one group), by a column and id. */
interface Stretch {
  readonly index: string;
  /** Null inside a group, where only ids order. */
  readonly column: string | null;
  readonly where: readonly string[];
  readonly parameters: Parameters;
  readonly group: { readonly key: number; readonly value: string } | null;
}

/** Entries of an index between two pauses while a filter is applied: each may be a row somewhere else on disk. */
const slice = 4000;

/**
 * Walks the index of the order from a place until `limit` rows match. Without a filter the first rows are the answer;
 * with one, the walk pauses for others between slices. Answers null when `giveUpAfter` slices did not fill the page.
 */
export async function walk(
  database: ReadableDatabase,
  filter: FilterSql,
  { options, pause, giveUpAfter }: { options: WalkOptions; pause: () => Promise<void>; giveUpAfter: number },
): Promise<readonly FoundUser[] | null> {
  const found: FoundUser[] = [];
  let slices = 0;
  for (const { stretch, after } of stretchesOf(database, filter, options)) {
    let from: { readonly value: string | number; readonly id: Uint8Array } | null = after;
    for (;;) {
      const wanted = options.limit - found.length;
      const bound =
        filter.conditions.length === 0 ? undefined : sliceEnd(database, filter, { stretch, from, options });
      found.push(...rowsOf(database, filter, { stretch, from, to: bound ?? null, wanted, options }));
      if (found.length >= options.limit) return found;
      if (bound === undefined) break;
      from = bound;
      slices += 1;
      if (slices >= giveUpAfter) return null;
      await pause();
    }
  }
  return found;
}

interface Step {
  readonly stretch: Stretch;
  readonly from: { readonly value: string | number; readonly id: Uint8Array } | null;
  readonly options: WalkOptions;
}

const orderOf = (column: string | null, direction: SortDirection): string =>
  [...(column === null ? [] : [`u.${column}`]), 'u.id'].map((name) => `${name} ${direction}`).join(', ');

function beyond(column: string | null, comparison: string, name: string): string {
  return column === null
    ? `u.id ${comparison} :${name}Id`
    : `(u.${column}, u.id) ${comparison} (:${name}Value, :${name}Id)`;
}

function sliceEnd(
  database: ReadableDatabase,
  filter: FilterSql,
  { stretch, from, options }: Step,
): { value: string | number; id: Uint8Array } | undefined {
  const scope =
    filter.customer === null ? ['u.tenant = :tenant'] : ['u.tenant = :tenant', 'u.customer = :customer'];
  const after =
    from === null ? [] : [beyond(stretch.column, options.direction === 'asc' ? '>' : '<', 'from')];
  return database.get(
    `SELECT ${stretch.column === null ? '0' : `u.${stretch.column}`} AS value, u.id
     FROM ${filter.table} AS u INDEXED BY ${stretch.index}
     WHERE ${[...scope, ...stretch.where, ...after].join(' AND ')}
     ORDER BY ${orderOf(stretch.column, options.direction)} LIMIT 1 OFFSET ${String(slice - 1)}`,
    {
      ...filter.parameters,
      ...stretch.parameters,
      ...(from === null ? {} : { fromValue: from.value, fromId: from.id }),
    },
  );
}

function rowsOf(
  database: ReadableDatabase,
  filter: FilterSql,
  {
    stretch,
    from,
    to,
    wanted,
    options,
  }: Step & { to: { value: string | number; id: Uint8Array } | null; wanted: number },
): FoundUser[] {
  const { sql, parameters } = pageSql(filter, { stretch, from, options }, { to, wanted });
  return database.all<{ key: number }>(sql, parameters).map(({ key }) => ({ key, group: stretch.group }));
}

/** The statement that finds the rows of a page in one stretch. */
function pageSql(
  filter: FilterSql,
  { stretch, from, options }: Step,
  { to, wanted }: { to: { value: string | number; id: Uint8Array } | null; wanted: number },
): { sql: string; parameters: Parameters } {
  const [after, until] = options.direction === 'asc' ? ['>', '<='] : ['<', '>='];
  const bounds = [
    ...stretch.where,
    ...(from === null ? [] : [beyond(stretch.column, after, 'from')]),
    ...(to === null ? [] : [beyond(stretch.column, until, 'to')]),
  ];
  const sql = `SELECT u.key FROM ${filter.table} AS u INDEXED BY ${stretch.index}
     WHERE ${whereSql(filter, bounds)}
     ORDER BY ${orderOf(stretch.column, options.direction)} LIMIT :wanted`;
  const parameters = {
    ...filter.parameters,
    ...stretch.parameters,
    ...(from === null ? {} : { fromValue: from.value, fromId: from.id }),
    ...(to === null ? {} : { toValue: to.value, toId: to.id }),
    wanted,
  };
  return { sql, parameters };
}

type PlacedStretch = { readonly stretch: Stretch; readonly after: Step['from'] };

/** The stretches that make up the order behind a place: one for a column or within a customer, else one per group. */
function* stretchesOf(
  database: ReadableDatabase,
  filter: FilterSql,
  { sort, direction, after }: WalkOptions,
): Generator<PlacedStretch> {
  const from = after === null ? null : { value: after.value, id: Buffer.from(after.id, 'hex') };
  if (sort.kind === 'column') {
    const { column } = sort;
    yield {
      stretch: { index: indexOf(filter, column), column, where: [], parameters: {}, group: null },
      after: from,
    };
    return;
  }
  const { group } = sort;
  if (group.column === 'customer' && filter.customer !== null) {
    const { key, titleKey } = filter.customer;
    yield { stretch: groupStretch(filter, group, { key, value: titleKey }), after: from };
    return;
  }
  let last = after === null ? null : { value: String(after.value), key: after.group ?? 0 };
  if (last !== null) yield { stretch: groupStretch(filter, group, last), after: from };
  for (;;) {
    const groups = groupsBehind(database, filter, { group, last, direction });
    for (const one of groups) yield { stretch: groupStretch(filter, group, one), after: null };
    if (groups.length < groupBatch) return;
    last = groups.at(-1) ?? null;
  }
}

function groupStretch(filter: FilterSql, group: SortGroup, one: { key: number; value: string }): Stretch {
  const index = group.column === 'customer' ? `${filter.table}_of_customer` : indexOf(filter, group.column);
  return {
    index,
    column: null,
    where: [`u.${group.column} = :group`],
    parameters: { group: one.key },
    group: one,
  };
}

const groupBatch = 64;

/** The next groups that hold any user of the scope. */
function groupsBehind(
  database: ReadableDatabase,
  filter: FilterSql,
  {
    group,
    last,
    direction,
  }: { group: SortGroup; last: { key: number; value: string } | null; direction: SortDirection },
): readonly { key: number; value: string }[] {
  const after =
    last === null
      ? ''
      : `AND (g.${group.sortKey}, g.key) ${direction === 'asc' ? '>' : '<'} (:lastValue, :lastKey)`;
  const index = group.column === 'customer' ? `${filter.table}_of_customer` : indexOf(filter, group.column);
  const scope = filter.customer === null ? '' : 'AND u.customer = :customer';
  return database.all(
    `SELECT g.key, g.${group.sortKey} AS value FROM ${group.from}
     WHERE ${group.where} ${after} AND EXISTS
       (SELECT 1 FROM ${filter.table} AS u INDEXED BY ${index}
        WHERE u.tenant = :tenant ${scope} AND u.${group.column} = g.key)
     ORDER BY g.${group.sortKey} ${direction}, g.key ${direction} LIMIT ${String(groupBatch)}`,
    { ...filter.parameters, ...(last === null ? {} : { lastValue: last.value, lastKey: last.key }) },
  );
}
