import type { EngineContext } from '../../engineContext.ts';
import { syncRowOf } from '../../sync/syncRow.ts';
import { usersOf } from './userTables.ts';
import { clockTolerance } from './usersWrites.ts';

/** Makes stored statuses true for now, before a question that depends on them. Mostly nothing is due: one index look-up. */
export async function refreshDueStatuses(
  tenantId: string,
  { copy, clock, sync }: EngineContext,
): Promise<void> {
  for (;;) {
    const now = clock.now();
    const row = syncRowOf(copy.readable, tenantId);
    if (row === undefined) return;
    const due = copy.readable.get(
      `SELECT 1 FROM ${usersOf(row.table)} WHERE tenant = :tenant AND status_changes_at <= :now
       UNION ALL SELECT 1 FROM sync_states WHERE tenant = :tenant AND statuses_as_of > :now + ${String(clockTolerance)} LIMIT 1`,
      { tenant: row.tenant, now },
    );
    if (due === undefined) return;
    await sync.refreshByClock(tenantId);
  }
}
