import type { SortDirection } from '#shared/api/pages.ts';
import type { Place } from '../../cache/anchors.ts';
import type { Parameters, ReadableDatabase } from '../../cache/database.ts';
import { type FilterSql, indexOf } from './usersFilter.ts';
import type { SortGroup, UserSort } from './usersSorts.ts';

/** A group that rows are ordered by, and its own place among the groups. */
export interface GroupPlace {
  readonly key: number;
  readonly value: string;
}

/** A row found. Its place in the order is read of the last one only (`usersPage.ts`): values cost on their way out. */
export interface FoundUser {
  readonly key: number;
  /** What it was found in, where rows are ordered by groups. */
  readonly group: GroupPlace | null;
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
  readonly group: GroupPlace | null;
}

/** Entries of an index between two pauses while a filter is applied: each may be a row somewhere else on disk. */
const slice = 4000;

/**
 * Walks the index of the order from a place until `limit` rows match. Without a filter these are the first rows;
 * with one, the walk pauses for others between slices. Returns null when `giveUpAfter` slices did not fill the page.
 */
export async function walk(
  database: ReadableDatabase,
  filter: FilterSql,
  { options, pause, giveUpAfter }: { options: WalkOptions; pause: () => Promise<void>; giveUpAfter: number },
): Promise<readonly FoundUser[] | null> {
  const found: FoundUser[] = [];
  let slices = 0;
  for (const { stretch, after } of stretchesOf(database, filter, options)) {
    let from: Spot | null = after;
    for (;;) {
      const step: Step = { stretch, from, direction: options.direction };
      const to = filter.conditions.length === 0 ? undefined : sliceEnd(database, filter, step);
      found.push(...rowsOf(database, filter, { ...step, to, wanted: options.limit - found.length }));
      if (found.length >= options.limit) return found;
      if (to === undefined) break;
      from = to;
      slices += 1;
      if (slices >= giveUpAfter) return null;
      await pause();
    }
  }
  return found;
}

/** A place in a stretch: value of its column (if it has one) and id. */
interface Spot {
  readonly value: string | number;
  readonly id: Uint8Array;
}

interface Step {
  readonly stretch: Stretch;
  readonly from: Spot | null;
  readonly direction: SortDirection;
}

/** Where the next slice ends; undefined when the stretch does before. */
function sliceEnd(database: ReadableDatabase, filter: FilterSql, step: Step): Spot | undefined {
  const { column } = step.stretch;
  const { sql, parameters } = entries(filter, step, { where: filter.scope, to: undefined });
  return database.get(
    `SELECT ${column === null ? '0' : `u.${column}`} AS value, u.id ${sql} LIMIT 1 OFFSET ${String(slice - 1)}`,
    parameters,
  );
}

function rowsOf(
  database: ReadableDatabase,
  filter: FilterSql,
  step: Step & { readonly to: Spot | undefined; readonly wanted: number },
): FoundUser[] {
  const { stretch, to, wanted } = step;
  const { sql, parameters } = entries(filter, step, { where: [...filter.scope, ...filter.conditions], to });
  return database
    .all<{ key: number }>(`SELECT u.key ${sql} LIMIT :wanted`, { ...parameters, wanted })
    .map(({ key }) => ({ key, group: stretch.group }));
}

/** The entries of a stretch between two places, in the order of the walk: what follows `SELECT …`. */
function entries(
  { table, parameters }: FilterSql,
  { stretch, from, direction }: Step,
  { where, to }: { readonly where: readonly string[]; readonly to: Spot | undefined },
): { readonly sql: string; readonly parameters: Parameters } {
  const order = stretch.column === null ? ['u.id'] : [`u.${stretch.column}`, 'u.id'];
  const [after, until] = direction === 'asc' ? ['>', '<='] : ['<', '>='];
  const bound = (comparison: string, name: string): string =>
    stretch.column === null
      ? `u.id ${comparison} :${name}Id`
      : `(${order.join(', ')}) ${comparison} (:${name}Value, :${name}Id)`;
  const conditions = [
    ...where,
    ...stretch.where,
    ...(from === null ? [] : [bound(after, 'from')]),
    ...(to === undefined ? [] : [bound(until, 'to')]),
  ];
  return {
    sql: `FROM ${table} AS u INDEXED BY ${stretch.index} WHERE ${conditions.join(' AND ')}
      ORDER BY ${order.map((name) => `${name} ${direction}`).join(', ')}`,
    parameters: {
      ...parameters,
      ...stretch.parameters,
      ...(from === null ? {} : { fromValue: from.value, fromId: from.id }),
      ...(to === undefined ? {} : { toValue: to.value, toId: to.id }),
    },
  };
}

type PlacedStretch = { readonly stretch: Stretch; readonly after: Spot | null };

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

const groupIndex = (filter: FilterSql, { column }: SortGroup): string =>
  column === 'customer' ? `${filter.table}_of_customer` : indexOf(filter, column);

function groupStretch(filter: FilterSql, group: SortGroup, one: GroupPlace): Stretch {
  return {
    index: groupIndex(filter, group),
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
  { group, last, direction }: { group: SortGroup; last: GroupPlace | null; direction: SortDirection },
): readonly GroupPlace[] {
  const after =
    last === null
      ? ''
      : `AND (g.${group.sortKey}, g.key) ${direction === 'asc' ? '>' : '<'} (:lastValue, :lastKey)`;
  return database.all(
    `SELECT g.key, g.${group.sortKey} AS value FROM ${group.from}
     WHERE ${group.where} ${after} AND EXISTS
       (SELECT 1 FROM ${filter.table} AS u INDEXED BY ${groupIndex(filter, group)}
        WHERE ${filter.scope.join(' AND ')} AND u.${group.column} = g.key)
     ORDER BY g.${group.sortKey} ${direction}, g.key ${direction} LIMIT ${String(groupBatch)}`,
    { ...filter.parameters, ...(last === null ? {} : { lastValue: last.value, lastKey: last.key }) },
  );
}
