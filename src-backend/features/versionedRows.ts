import { type RawBuilder, sql, type Updateable } from 'kysely';
import { refuse, type Refusal } from '#shared/api/errors.ts';
import { notFound } from '../access/refusals.ts';
import type { TenantSchema } from '../database/schema.ts';
import type { ReadableDatabase, Work } from '../database/unitOfWork.ts';

/** An entity in the version that somebody saw. */
export interface Seen {
  readonly id: string;
  readonly version: number;
}

type VersionedTable = 'users' | 'customers' | 'profiles';

/** The rows of an entity with versions: read as the contract shows it, changed only from the version that was seen. */
export interface VersionedRows<E, T extends VersionedTable> {
  /** Null: the tenant has none of that id. */
  readonly find: (db: ReadableDatabase, tenantId: string, id: string) => Promise<E | null>;
  /** Refuses NOT_FOUND. */
  readonly get: (
    reading: Pick<Work, 'tenantId'> & { readonly db: ReadableDatabase },
    id: string,
  ) => Promise<E>;
  /** Refuses NOT_FOUND, and VERSION_CONFLICT with the entity as it is now. */
  readonly seen: (work: Work, seen: Seen) => Promise<E>;
  /** Writes these columns, a new version and the time. Refuses as `seen` does. */
  readonly change: (work: Work, seen: Seen, columns: Updateable<TenantSchema[T]>) => Promise<void>;
  /** As `seen`, and takes the row for this unit of work: whoever would refer to it waits. */
  readonly lock: (work: Work, seen: Seen) => Promise<E>;
}

/** VERSION_CONFLICT with the entity as it is now. */
function versionConflict(current: unknown): Refusal {
  return refuse(
    'VERSION_CONFLICT',
    'Somebody else has changed this meanwhile. Nothing was saved. Look at the current state and decide again.',
    { current },
  );
}

/** Reads and writes the rows of `table`, whose ids are in the column `id`. */
export function versionedRows<E extends { readonly version: number }, T extends VersionedTable>(
  table: T,
  { id: idColumn, json }: { readonly id: string; readonly json: (alias: string) => RawBuilder<E> },
): VersionedRows<E, T> {
  const rowOf = (tenantId: string, id: string) =>
    sql`${sql.table(table)} where tenant_id = ${tenantId} and ${sql.ref(idColumn)} = ${id}`;

  const find: VersionedRows<E, T>['find'] = async (db, tenantId, id) => {
    const { rows } = await sql<{
      entity: E;
    }>`select ${json(table)} as entity from ${rowOf(tenantId, id)}`.execute(db);
    return rows[0]?.entity ?? null;
  };
  const get: VersionedRows<E, T>['get'] = async ({ db, tenantId }, id) => {
    const current = await find(db, tenantId, id);
    if (current === null) throw notFound();
    return current;
  };
  /** For a statement that found no row of that version. */
  const conflict = async (work: Work, { id }: Seen): Promise<Refusal> => versionConflict(await get(work, id));

  return {
    find,
    get,
    async seen(work, { id, version }) {
      const current = await get(work, id);
      if (current.version !== version) throw versionConflict(current);
      return current;
    },
    async change(work, seen, columns) {
      const given = Object.entries(columns).map(([column, value]) => sql`${sql.ref(column)} = ${value}`);
      const values = [...given, sql`version = version + 1`, sql`updated_at = ${work.now}`];
      const { rows } = await sql`
        update ${sql.table(table)} set ${sql.join(values)}
        where tenant_id = ${work.tenantId} and ${sql.ref(idColumn)} = ${seen.id} and version = ${seen.version}
        returning version`.execute(work.db);
      if (rows.length === 0) throw await conflict(work, seen);
    },
    async lock(work, seen) {
      const { rows } = await sql<{ entity: E }>`
        select ${json(table)} as entity from ${rowOf(work.tenantId, seen.id)} and version = ${seen.version}
        for update`.execute(work.db);
      const [row] = rows;
      if (row === undefined) throw await conflict(work, seen);
      return row.entity;
    },
  };
}
