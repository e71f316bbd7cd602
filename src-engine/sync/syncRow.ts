import { z } from 'zod';
import { type SyncedEntity, syncedEntities } from '#shared/api/changes.ts';
import type { ReadableDatabase } from '../cache/database.ts';
import { idBytes } from '../cache/ids.ts';
import type { UserTable } from '../features/users/userTables.ts';

/** How far the copy of a tenant is, as stored with its rows. */
export interface SyncRow {
  readonly tenant: number;
  readonly cursor: string | null;
  readonly stage: 'loading' | 'indexing' | 'complete';
  readonly sweeping: 0 | 1;
  readonly generation: number;
  readonly table: UserTable;
  readonly visible: string;
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

const visibleList = z.array(z.enum(syncedEntities));

/** The kinds of rows that the account may see in the tenant, as the backend last said. */
export function visibleKinds({ visible }: Pick<SyncRow, 'visible'>): readonly SyncedEntity[] {
  return visibleList.parse(JSON.parse(visible));
}
