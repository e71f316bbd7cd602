import { type RawBuilder, sql } from 'kysely';
import type { ReadableDatabase } from '../../database/unitOfWork.ts';
import { type FeedKind, feedKinds } from './feedKinds.ts';
import type { FeedPosition, LoadPosition } from './position.ts';

/** A page as PostgreSQL wrote it: JSON arrays as text, one per kind, and the key of its last row. */
export interface StoredPage {
  readonly texts: Readonly<Record<string, string>>;
  readonly removed: string;
  readonly rows: number;
  readonly last: {
    readonly xid: string;
    readonly rank: number;
    readonly entity: string;
    readonly id: string;
  } | null;
  /** The oldest transaction in flight: everything before it is in sight. */
  readonly xmin: string;
  /** Whether the cursor speaks of a transaction that this database has not reached: it was set back. */
  readonly ahead: boolean;
}

export interface PageRequest {
  readonly tenantId: string;
  readonly visible: readonly number[];
  readonly limit: number;
}

/** The rank of tombstones: after every kind. */
export const removedRank = feedKinds.length;

const kindAt = (rank: number): FeedKind => {
  const kind = feedKinds[rank];
  if (kind === undefined) throw new RangeError('No such kind.');
  return kind;
};

/** The page's candidates put in order, cut, and gathered into one JSON text per kind. */
function gather(branches: readonly RawBuilder<unknown>[], limit: number, since: string | null) {
  const none = sql`(select null::xid8 as xid, 0 as rank, '' as entity, null::uuid as id, null::json as body where false)`;
  const texts = feedKinds.map(
    ({ list }, rank) =>
      sql`coalesce(json_agg(body) filter (where rank = ${sql.lit(rank)}), '[]')::text as ${sql.ref(list)}`,
  );
  return sql<
    Record<string, string> & { rows: number; last: StoredPage['last']; xmin: string; ahead: boolean }
  >`
    with page as materialized (
      select xid, rank, entity, id, body from (${sql.join([none, ...branches], sql` union all `)}) as candidates
      order by xid, rank, entity, id limit ${limit}
    )
    select ${sql.join(texts)},
      coalesce(json_agg(body) filter (where rank = ${sql.lit(removedRank)}), '[]')::text as removed,
      count(*)::int as rows,
      (select json_build_object('xid', xid::text, 'rank', rank, 'entity', entity, 'id', id)
        from page order by page.xid desc, page.rank desc, page.entity desc, page.id desc limit 1) as last,
      pg_snapshot_xmin(pg_current_snapshot())::text as xmin,
      coalesce(${since}::xid8 > pg_snapshot_xmax(pg_current_snapshot()), false) as ahead
    from page`;
}

async function run(
  db: ReadableDatabase,
  branches: readonly RawBuilder<unknown>[],
  limit: number,
  since: string | null,
): Promise<StoredPage> {
  const { rows } = await gather(branches, limit, since).execute(db);
  const [row] = rows;
  if (row === undefined) throw new Error('An aggregate always has a row.');
  const { removed = '[]', rows: count, last, xmin, ahead, ...texts } = row;
  return { texts, removed, rows: count, last, xmin, ahead };
}

/** Rows of the visible kinds from the kind and id in hand on, in the order of kinds and ids. */
export function loadPage(
  db: ReadableDatabase,
  { tenantId, visible, limit }: PageRequest,
  from: LoadPosition,
): Promise<StoredPage> {
  const branches = visible
    .filter((rank) => rank >= from.rank)
    .map((rank) => {
      const kind = kindAt(rank);
      const after =
        rank === from.rank && from.id !== null ? sql`and ${sql.ref(kind.id)} > ${from.id}` : sql``;
      return sql`(select '0'::xid8, ${sql.lit(rank)}, '', ${sql.ref(kind.id)}, ${kind.json('t')}
        from ${sql.table(kind.table)} t where tenant_id = ${tenantId} ${after}
        order by ${sql.ref(kind.id)} limit ${limit})`;
    });
  return run(db, branches, limit, from.xmin);
}

/** What the key says of rows of one rank: those of its own transaction only if they come later in it. */
function laterThan(rank: number, from: FeedPosition): RawBuilder<unknown> {
  if (rank > from.rank) return sql`changed_xid >= ${from.xid}::xid8`;
  if (rank < from.rank) return sql`changed_xid > ${from.xid}::xid8`;
  return sql`(changed_xid, id) > (${from.xid}::xid8, ${from.id}::uuid)`;
}

const settled = sql`changed_xid < pg_snapshot_xmin(pg_current_snapshot())`;

/**
 * What was written after the key by transactions older than every one still in flight: a transaction that commits
 * late can't put a row behind a cursor (architecture.md, change feed).
 */
export function feedPage(
  db: ReadableDatabase,
  { tenantId, visible, limit }: PageRequest,
  from: FeedPosition,
): Promise<StoredPage> {
  const rows = visible.map((rank) => {
    const kind = kindAt(rank);
    // Every line that isn't of something removed has its row, so the lines can be cut before the rows are looked up.
    return sql`(select changed_xid, ${sql.lit(rank)}, '', id, ${kind.json('t')}
      from (select changed_xid, id from changes
        where tenant_id = ${tenantId} and entity = ${sql.lit(kind.kind)} and not removed
          and ${laterThan(rank, from)} and ${settled} order by changed_xid, id limit ${limit}) line
      join ${sql.table(kind.table)} t on t.tenant_id = ${tenantId} and t.${sql.ref(kind.id)} = line.id)`;
  });
  const entities = visible.map((rank) => kindAt(rank).kind);
  const key =
    from.rank === removedRank
      ? sql`(changed_xid, entity, id) > (${from.xid}::xid8, ${from.entity}, ${from.id}::uuid)`
      : sql`changed_xid >= ${from.xid}::xid8`;
  const removed = sql`(select changed_xid, ${sql.lit(removedRank)}, entity, id,
      json_build_object('entity', entity, 'id', id)
    from changes where tenant_id = ${tenantId} and removed and ${key} and ${settled} and entity = any(${entities}::text[])
    order by changed_xid, entity, id limit ${limit})`;
  return run(db, [...rows, removed], limit, from.xid);
}

/** Where a first load begins, and about how many rows it will have: counters, except for what is always few. */
export async function loadStart(
  db: ReadableDatabase,
  { tenantId, visible }: Pick<PageRequest, 'tenantId' | 'visible'>,
): Promise<LoadPosition> {
  const counts = visible.map((rank) => {
    const { table, counter } = kindAt(rank);
    return counter === undefined
      ? sql`(select count(*)::int from ${sql.table(table)} where tenant_id = ${tenantId})`
      : sql`(select ${sql.ref(counter)} from tenants where tenant_id = ${tenantId})`;
  });
  const { rows } = await sql<{ xmin: string; expected: number }>`
    select pg_snapshot_xmin(pg_current_snapshot())::text as xmin,
      ${sql.join([sql`0`, ...counts], sql` + `)} as expected`.execute(db);
  const [row] = rows;
  if (row === undefined) throw new Error('A select without a table always has a row.');
  return { kind: 'load', xmin: row.xmin, rank: 0, id: null, expected: row.expected };
}
