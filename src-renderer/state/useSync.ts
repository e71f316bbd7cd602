import type { Connection, SyncState } from '#shared/desktop/tenants.ts';
import { readTenantKey } from '#shared/desktop/tenantKey.ts';
import { use } from 'react';
import { TenantContext } from '../bridge/TenantContext.tsx';
import { useLive } from './liveStore.ts';
import { useListOf, useTenantList } from './useTenantList.ts';

/** How true the copy of a tenant is: what the engine last said, else what the list of tenants says. */
export function useSync(tenantKey: string | null = use(TenantContext)): SyncState | null {
  const live = useLive((facts) => facts.syncs[tenantKey ?? '']);
  const listed = useListOf(tenantKey)?.tenants.find(({ key }) => key === tenantKey);
  return live ?? listed?.sync ?? null;
}

/** Whether an account's backend answers; null until anybody knows. */
export function useConnection(accountId: string): Connection | null {
  const live = useLive((facts) => facts.connections[accountId]);
  const listed = useTenantList(accountId).data?.connection;
  return live ?? listed ?? null;
}

/** True unless the tenant's backend is known not to answer. */
export function useOnline(tenantKey: string | null = use(TenantContext)): boolean {
  return useAccountOnline(readTenantKey(tenantKey ?? '').accountId);
}

export function useAccountOnline(accountId: string): boolean {
  return useConnection(accountId)?.online ?? true;
}
