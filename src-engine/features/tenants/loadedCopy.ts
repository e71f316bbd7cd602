import { type SyncedKind, syncedKinds } from '#shared/api/syncedKinds.ts';
import { refuse } from '#shared/api/errors.ts';
import type { Provenance } from '#shared/desktop/grids.ts';
import { toInstant } from '../../clock.ts';
import type { EngineContext } from '../../engineContext.ts';
import { type SyncRow, syncRowOf, visibleKinds } from '../../sync/syncRow.ts';
import { knownTenant } from './knownTenant.ts';

/**
 * The tenant's copy when its first load is complete, else null: then the backend is asked directly.
 * @throws Refusal NOT_FOUND, or PERMISSION_DENIED when the account may not see rows of this kind
 */
export async function loadedCopy(
  tenantId: string,
  context: EngineContext,
  kind: SyncedKind,
): Promise<SyncRow | null> {
  const row = syncRowOf(context.copy.readable, tenantId);
  // A tenant with a row is one of the account's.
  if (row === undefined) await knownTenant(tenantId, context);
  if (row?.stage !== 'complete') return null;
  if (!visibleKinds(row).includes(kind)) {
    const { permission } = syncedKinds[kind];
    throw refuse(
      'PERMISSION_DENIED',
      `Your roles in this tenant do not include ${permission}. Nothing was changed.`,
      {
        details: { permission },
      },
    );
  }
  return row;
}

export const fromCopy = (row: SyncRow): Provenance => ({
  source: 'copy',
  asOf: row.asOf === null ? null : toInstant(row.asOf),
});

export const fromBackend = ({ clock }: EngineContext): Provenance => ({
  source: 'backend',
  asOf: toInstant(clock.now()),
});
