import { refuse } from '#shared/api/errors.ts';
import type { Cursors } from '../../http/cursors.ts';

/** Where in a first load: after `id` of the kind `rank`; what changed meanwhile comes by the feed from `xmin`. */
export interface LoadPosition {
  readonly kind: 'load';
  readonly xmin: string;
  readonly rank: number;
  readonly id: string | null;
  readonly expected: number;
}

/**
 * Where in the feed: after the row with this key. `rank` is the row's kind; tombstones come after all kinds of the
 * same transaction, by entity and id. A rank of -1 stands before everything of that transaction.
 */
export interface FeedPosition {
  readonly kind: 'feed';
  readonly xid: string;
  readonly rank: number;
  readonly entity: string;
  readonly id: string;
}

export type Position = LoadPosition | FeedPosition;

export const feedFrom = (xid: string): FeedPosition => ({
  kind: 'feed',
  xid,
  rank: -1,
  entity: '',
  id: nowhere,
});
export const nowhere = '00000000-0000-0000-0000-000000000000';

/** Under which rights and in which database a cursor was made. */
export interface CursorOrigin {
  readonly databaseId: string;
  readonly visible: readonly number[];
}

/** One character for each visible kind, from `0` on. */
const mark = ({ databaseId, visible }: CursorOrigin): string =>
  `${databaseId}/${String.fromCodePoint(...visible.map((rank) => 48 + rank))}`;
const scopeOf = (tenantId: string): string => `changes.list:${tenantId}`;

export function writePosition(
  cursors: Cursors,
  tenantId: string,
  origin: CursorOrigin,
  position: Position,
): string {
  return cursors.sign(
    scopeOf(tenantId),
    position.kind === 'load'
      ? [mark(origin), 'load', position.xmin, position.rank, position.id, position.expected]
      : [mark(origin), 'feed', position.xid, position.rank, position.entity, position.id],
  );
}

export function resyncRequired(why: string): Error {
  return refuse('RESYNC_REQUIRED', `${why} Nothing was lost; begin again without a cursor.`);
}

/** Reads a cursor. Refuses CURSOR_INVALID if forged, RESYNC_REQUIRED if made under other rights or elsewhere. */
export function readPosition(
  cursors: Cursors,
  tenantId: string,
  origin: CursorOrigin,
  cursor: string,
): Position {
  const [made, kind, xid, rank, third, fourth] = cursors.open(scopeOf(tenantId), cursor);
  if (made !== mark(origin)) {
    throw resyncRequired(
      'The rights of this account or the database have changed since this cursor was made.',
    );
  }
  return kind === 'load'
    ? {
        kind,
        xmin: String(xid),
        rank: Number(rank),
        id: third === null ? null : String(third),
        expected: Number(fourth),
      }
    : { kind: 'feed', xid: String(xid), rank: Number(rank), entity: String(third), id: String(fourth) };
}
