import type { Connection, SyncState } from '#shared/desktop/tenants.ts';
import { readTenantKey } from '#shared/desktop/tenantKey.ts';
import { useLive } from './liveStore.ts';
import { useListOf } from './useTenantList.ts';

/** How true the copy of a tenant is: what the engine last said, else what the list of tenants says. */
export function useSync(tenantId: string): SyncState | null {
  const live = useLive((facts) => facts.syncs[tenantId]);
  const listed = useListOf(tenantId)?.tenants.find(({ key }) => key === tenantId);
  return live ?? listed?.sync ?? null;
}

/** Whether a tenant's backend answers; null until anybody knows. */
export function useConnection(tenantId: string): Connection | null {
  const { accountId } = readTenantKey(tenantId);
  const live = useLive((facts) => facts.connections[accountId]);
  const listed = useListOf(tenantId)?.connection;
  return live ?? listed ?? null;
}

/** True unless the tenant's backend is known not to answer. */
export function useOnline(tenantId: string): boolean {
  return useConnection(tenantId)?.online ?? true;
}
