import type { UserTable } from '../features/users/userTables.ts';

/** The tenant that a write is for, as the copy knows it. */
export interface WriteContext {
  /** Number of the tenant in the copy (`tenants.key`). */
  readonly tenant: number;
  readonly tenantId: string;
  readonly table: UserTable;
  readonly generation: number;
  /** Milliseconds since the epoch. */
  readonly now: number;
}
