import type { ParsedInput } from '../../commands/handlers.ts';
import { setImmediate } from 'node:timers/promises';
import type { UserPage } from '#shared/desktop/grids.ts';
import { type Anchor, type Place, placeOf, writeAnchor } from '../../cache/anchors.ts';
import type { ReadableDatabase } from '../../cache/database.ts';
import type { Total } from '../../cache/totals.ts';
import type { SyncRow } from '../../sync/syncRow.ts';
import { candidatesAmongFew, candidatesOf, scanForCandidates } from './usersCandidates.ts';
import { type FilterSql, filterSql } from './usersFilter.ts';
import { rowsByKey } from './usersRows.ts';
import { sortCandidates } from './usersSorted.ts';
import { placesOf, userSorts } from './usersSorts.ts';
import { totalOf } from './usersTotal.ts';
import { walk, type WalkOptions } from './usersWalk.ts';

export interface PageRequest {
  readonly input: ParsedInput<'users.page'>;
  readonly anchor: Anchor | null;
  /** Milliseconds since the epoch: statuses are as of then. */
  readonly now: number;
}

/**
 * A page of users from the copy. A filter that is rare by some index gives few candidates, which are sorted; otherwise
 * the index of the order is walked. Either way the work doesn't grow with the tenant.
 * @throws Refusal CURSOR_INVALID
 */
export async function usersPage(
  database: ReadableDatabase,
  row: SyncRow,
  { input, anchor, now }: PageRequest,
): Promise<Omit<UserPage, 'provenance'>> {
  const order = { sort: input.sort, direction: input.direction };
  const options: WalkOptions = {
    sort: userSorts[input.sort],
    direction: input.direction,
    after: placeOf(anchor, order),
    // One more than shown tells whether there is a next page.
    limit: input.limit + 1,
  };
  const filter = filterSql(database, row, { filter: input.filter, only: input.only, now });
  if (filter === null) return { rows: [], nextAnchor: null, total: 0, totalIsExact: true };
  const { found, total } = await find(database, filter, options);
  const shown = found.slice(0, input.limit);
  return {
    rows: rowsByKey(database, row, { keys: shown, now }),
    nextAnchor: found.length > input.limit ? anchorBehind(database, filter, shown, order) : null,
    ...total,
  };
}

/** Where the page ends: at its last row, or if that has gone this very moment, at the one before. */
function anchorBehind(
  database: ReadableDatabase,
  { scope }: FilterSql,
  shown: readonly number[],
  { sort, direction }: Pick<ParsedInput<'users.page'>, 'sort' | 'direction'>,
): string | null {
  const { join, value, group } = placesOf(userSorts[sort]);
  for (const key of shown.toReversed()) {
    const place = database.get<Pick<Place, 'value' | 'group' | 'id'>>(
      `SELECT ${value} AS value, ${group} AS "group", lower(hex(u.id)) AS id
       FROM ${scope.table} AS u ${join} WHERE u.key = :key`,
      { key },
    );
    if (place !== undefined) return writeAnchor({ copy: { sort, direction, ...place } });
  }
  return null;
}

/** Slices of the index that are walked before looking at every user once, in the order of the disk, seems better. */
const patience = 5;

async function find(
  database: ReadableDatabase,
  filter: FilterSql,
  options: WalkOptions,
): Promise<{ found: readonly number[]; total: Total }> {
  const pause = (): Promise<void> => setImmediate();
  const sorted = (keys: readonly number[]): { found: readonly number[]; total: Total } => {
    const { found, total } = sortCandidates(database, filter, { keys, options });
    return { found, total: { total, totalIsExact: true } };
  };
  const few = candidatesOf(database, filter) ?? candidatesAmongFew(database, filter);
  if (few !== null) return sorted(few);
  const soon = await walk(database, filter, { options, pause, giveUpAfter: patience });
  if (soon !== null) return { found: soon, total: totalOf(database, filter) };
  const scanned = await scanForCandidates(database, filter, pause);
  if (scanned !== null) return sorted(scanned);
  const found = await walk(database, filter, { options, pause, giveUpAfter: Number.POSITIVE_INFINITY });
  return { found: found ?? [], total: totalOf(database, filter) };
}
