import { createHash } from 'node:crypto';
import { type RawBuilder, sql } from 'kysely';
import { canonicalJson } from '../database/auditChain.ts';
import type { ReadableDatabase } from '../database/unitOfWork.ts';
import type { Cursors } from './cursors.ts';
import { type JsonText, jsonText } from './jsonText.ts';

type Sql = RawBuilder<unknown>;

/**
 * One stretch of a list, in which rows have the order of `key`, then of the id. A list has several where one index
 * can't give the whole order: those without a value apart from those with one.
 */
export interface Stretch {
  readonly key: Sql;
  readonly where?: Sql;
}

/** A list as SQL: everything that differs between lists, over one table with the alias `r`. */
export interface KeysetList {
  /** `users as r`, with joins if need be. */
  readonly from: Sql;
  readonly where: Sql;
  /** JSON of one row, over the alias `r`. */
  readonly item: Sql;
  readonly id: Sql;
  /** `uuid` where nothing is said. */
  readonly idType?: 'uuid' | 'bigint' | undefined;
  /** `text` where nothing is said. */
  readonly keyType?: 'text' | 'timestamptz' | 'integer' | 'bigint' | undefined;
  /** `asc` where nothing is said. */
  readonly direction?: 'asc' | 'desc' | undefined;
  /** In the order in which they are read. */
  readonly stretches: readonly Stretch[];
}

export interface PageRequest {
  /** Name of the route: a cursor of another list is refused. */
  readonly route: string;
  readonly tenantId: string;
  /** The parsed query and what else selects rows. A cursor is good for this query only, at any limit. */
  readonly query: Readonly<Record<string, unknown>> & {
    readonly cursor?: string | undefined;
    readonly limit?: number | undefined;
  };
}

const defaultLimit = 50;

/** The scope to which a cursor is bound. Undefined parts count as absent. */
function scopeOf({ route, tenantId, query }: PageRequest): string {
  const { cursor: _cursor, limit: _limit, ...rest } = query;
  const facts = canonicalJson(rest);
  return `${route}:${tenantId}:${createHash('sha256').update(facts).digest('base64url')}`;
}

interface Place {
  readonly stretch: number;
  /** As PostgreSQL wrote it, with all its digits. */
  readonly key: string | null;
  readonly id: string;
}

function stretchSql(list: KeysetList, number: number, after: Place | null, limit: number): Sql {
  const { key, where } = list.stretches[number]!;
  const { direction = 'asc', keyType = 'text', idType = 'uuid' } = list;
  const placeId = sql`${after?.id}::${sql.raw(idType)}`;
  const way = sql.raw(direction);
  const than = sql.raw(direction === 'asc' ? '>' : '<');
  const type = sql.raw(keyType);
  const beyond =
    after === null || after.stretch !== number
      ? sql`true`
      : after.key === null
        ? sql`${list.id} ${than} ${placeId}`
        : sql`(${key}, ${list.id}) ${than} (${after.key}::${type}, ${placeId})`;
  return sql`(select r.*, ${number}::integer as stretch, (${key})::${type} as place, ${list.id} as place_id
    from ${list.from} where ${list.where} and ${where ?? sql`true`} and ${beyond}
    order by place ${way}, place_id ${way} limit ${limit})`;
}

/**
 * Reads a page of a list for the request in hand, as JSON text that PostgreSQL wrote; `facts` stand beside the rows.
 * Refuses CURSOR_INVALID.
 */
export type ReadPage = (
  list: KeysetList,
  facts?: Readonly<Record<string, unknown>>,
) => Promise<JsonText<never>>;

/** Reads pages by keyset, each in one statement. The cursor holds the place of the last row, signed. */
export const pageReader =
  (db: ReadableDatabase, cursors: Cursors, request: PageRequest): ReadPage =>
  async (list, facts) => {
    const limit = request.query.limit ?? defaultLimit;
    // A cursor with another kind of id, from before, is none of this list.
    const scope = `${scopeOf(request)}${list.idType === undefined ? '' : `:${list.idType}`}`;
    const after =
      request.query.cursor === undefined ? null : placeIn(cursors.open(scope, request.query.cursor));
    const parts = list.stretches
      .map((_, number) => number)
      .filter((number) => number >= (after?.stretch ?? 0))
      .map((number) => stretchSql(list, number, after, limit + 1));
    const way = sql.raw(list.direction ?? 'asc');
    const { rows } = await sql<{ item: string; stretch: number; place: string | null; place_id: string }>`
      select (${list.item})::text as item, stretch, place::text, place_id
      from (${sql.join(parts, sql` union all `)}) r
      order by stretch, r.place ${way}, place_id ${way} limit ${limit + 1}`.execute(db);
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    const more = rows.length > limit && last !== undefined;
    const nextCursor = more ? cursors.sign(scope, [last.stretch, last.place, last.place_id]) : null;
    const head = JSON.stringify({ ...facts, nextCursor }).slice(0, -1);
    return jsonText(`${head},"items":[${shown.map((row) => row.item).join(',')}]}`);
  };

function placeIn(values: readonly unknown[]): Place {
  const [stretch, key, id] = values;
  // Signed by this backend for this list, so it has the shape in which it was signed.
  return { stretch: stretch as number, key: key as string | null, id: id as string };
}
