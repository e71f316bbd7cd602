import { type Insertable, type RawBuilder, sql, type Updateable } from 'kysely';
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
type NewRow<T extends VersionedTable> = Omit<
  Insertable<TenantSchema[T]>,
  'tenant_id' | 'user_id' | 'customer_id' | 'profile_id' | 'created_at' | 'updated_at'
> &
  (T extends 'users' ? { readonly customer_id: string } : unknown);

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
  /** As `seen`, and takes the row for this unit of work: others who would refer to it wait. */
  readonly lock: (work: Work, seen: Seen) => Promise<E>;
  /**
   * As `get`, once a change in progress has committed, and takes the row for this unit of work: for what is decided
   * without a version that somebody saw.
   */
  readonly hold: (work: Work, id: string) => Promise<E>;
  /**
   * Inserts a row. False if its name is taken: the unique key decides, so that of two at the same time one waits for
   * the other and then loses.
   */
  readonly insert: (work: Work, id: string, columns: NewRow<T>) => Promise<boolean>;
  readonly remove: (work: Work, id: string) => Promise<void>;
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
    async hold(work, id) {
      await sql`select from ${rowOf(work.tenantId, id)} for no key update`.execute(work.db);
      // A statement of its own: what hangs on the row is read as it is now too.
      return get(work, id);
    },
    async insert(work, id, columns) {
      const at = { created_at: work.now, updated_at: work.now };
      const values = { tenant_id: work.tenantId, [idColumn]: id, ...columns, ...at };
      const { rows } = await sql`
        insert into ${sql.table(table)} (${sql.join(Object.keys(values).map((column) => sql.ref(column)))})
        values (${sql.join(Object.values(values))}) on conflict do nothing returning version`.execute(
        work.db,
      );
      return rows.length > 0;
    },
    async remove(work, id) {
      await sql`delete from ${rowOf(work.tenantId, id)}`.execute(work.db);
    },
  };
}
