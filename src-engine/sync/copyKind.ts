import { type SyncedKind, syncedKindNames } from '#shared/api/syncedKinds.ts';
import type { SqlFunction, WritableDatabase } from '../cache/database.ts';
import { type SyncRow, visibleKinds } from './syncRow.ts';

/** The tenant that a write is for, as the copy knows it. */
export interface WriteContext {
  /** Number of the tenant in the copy (`tenants.key`). */
  readonly tenant: number;
  readonly tenantId: string;
  /** Number of the tables that hold the tenant's rows of kinds with `ownTables`. */
  readonly table: number;
  /** Of the load that brings rows now. Rows with an older one were brought by a load before. */
  readonly generation: number;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/**
 * How the copy holds the rows of one kind. Every method runs inside the writer, in the transaction of its caller, and
 * may be called again with what it was given before.
 */
export interface CopyKind {
  /**
   * Takes in the kind's rows of the page that is held (`heldPage.ts`), unless the copy has newer ones, and marks all of
   * them with the generation. Only called when there are some. @throws CacheFault `unfit` when one is not as agreed or
   * belongs to another tenant
   */
  apply(database: WritableDatabase, context: WriteContext): void;
  /** Takes out the rows with these ids. The copy need not have them. */
  remove(database: WritableDatabase, context: WriteContext, ids: readonly string[]): void;
  /** Takes out the rows of older generations: those that a load begun again did not bring. */
  sweep(database: WritableDatabase, context: WriteContext): void;
  /** Takes out all rows of the tenant: the account may not see the kind any more. */
  removeAll(database: WritableDatabase, context: WriteContext): void;
  /**
   * Puts right what follows from rows of other kinds. Called when a page or a row is in and the copy is complete;
   * `visible` are the kinds that the account may see. Returns whether rows of this kind changed.
   */
  settle?(database: WritableDatabase, context: WriteContext, visible: readonly SyncedKind[]): boolean;
  /** Puts right what changes by the clock alone, a batch at a time. Returns how many rows it looked at. */
  refresh?(database: WritableDatabase, context: WriteContext): number;
  /** What this version keeps of a row that is kept as one text: when something is new, all rows have to come again. */
  readonly fields?: readonly string[];
  /**
   * Makes tables that are missing, and gives those that an older version made the columns of this one. Returns whether
   * their rows lack what these hold. Called when the copy is opened.
   */
  align?(database: WritableDatabase): boolean;
  /** For a kind of which a tenant may have so many rows that they want tables of their own. */
  readonly ownTables?: OwnTables;
  /** SQL of tables that exist only while the writer works. */
  readonly temporaryTables?: readonly string[];
  /** What the SQL of this kind calls. */
  readonly functions?: Readonly<Record<string, SqlFunction>>;
}

/**
 * Tables of one large tenant, numbered by its key. They are filled without indexes, which are built afterwards, a tenth
 * of the work; other tenants' queries keep theirs meanwhile.
 */
export interface OwnTables {
  /** Makes them without indexes. */
  create(database: WritableDatabase, table: number): void;
  /** One step of finishing them, some seconds at most. Returns whether everything is done. */
  finishStep(database: WritableDatabase, table: number): boolean;
  drop(database: WritableDatabase, table: number): void;
}

/** How the copy holds each kind that is synced. */
export type CopyKinds = { readonly [K in SyncedKind]: CopyKind };

export function contextOf(row: SyncRow, tenantId: string, now: number): WriteContext {
  return { tenant: row.tenant, tenantId, table: row.table, generation: row.generation, now };
}

/** Puts right what follows from rows of other kinds, if the copy is complete. Returns the kinds that changed by it. */
export function settle(
  database: WritableDatabase,
  kinds: CopyKinds,
  { row, context }: { readonly row: Pick<SyncRow, 'stage' | 'visible'>; readonly context: WriteContext },
): readonly SyncedKind[] {
  if (row.stage !== 'complete') return [];
  const visible = visibleKinds(row);
  return syncedKindNames.filter((kind) => kinds[kind].settle?.(database, context, visible) === true);
}
