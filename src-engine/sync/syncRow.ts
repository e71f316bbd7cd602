import { type SyncedKind, syncedKindNames } from '#shared/api/syncedKinds.ts';
import type { ReadableDatabase } from '../cache/database.ts';
import { idBytes } from '../cache/ids.ts';

/** The tables that small tenants share. */
export const sharedTables = 0;

/** How far the copy of a tenant is, as stored with its rows. */
export interface SyncRow {
  readonly tenant: number;
  readonly cursor: string | null;
  readonly stage: 'loading' | 'indexing' | 'complete';
  readonly sweeping: 0 | 1;
  readonly generation: number;
  /** Number of the tables that hold the tenant's rows of kinds that may be many: its own, or `sharedTables`. */
  readonly table: number;
  readonly visible: string;
  /** How many users the copy has. */
  readonly users: number;
  readonly loaded: number;
  readonly expected: number | null;
  readonly asOf: number | null;
}

/** Undefined when the tenant is not among the account's or was never opened. */
export function syncRowOf(database: ReadableDatabase, tenantId: string): SyncRow | undefined {
  return database.get<SyncRow>(
    `SELECT s.tenant, s.cursor, s.stage, s.sweeping, s.generation, s.user_table AS "table", s.visible, s.users, s.loaded,
       s.expected, s.as_of AS asOf
     FROM tenants AS t JOIN sync_states AS s ON s.tenant = t.key WHERE t.id = :id`,
    { id: idBytes(tenantId) },
  );
}

/** The kinds of rows that the account may see in the tenant, as the backend last said, as far as this version knows them. */
export function visibleKinds({ visible }: Pick<SyncRow, 'visible'>): readonly SyncedKind[] {
  const names = JSON.parse(visible) as readonly string[];
  return syncedKindNames.filter((kind) => names.includes(kind));
}
