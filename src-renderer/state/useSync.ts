import type { Connection, SyncState } from '#shared/desktop/tenants.ts';
import { useRead } from '../bridge/queries.ts';
import { useLive } from './liveStore.ts';

/** How true the copy of a tenant is: what the engine last said, else what the list of tenants says. */
export function useSync(tenantId: string): SyncState | null {
  const live = useLive((facts) => facts.syncs[tenantId]);
  const listed = useRead('tenants.all', undefined).data?.tenants.find(({ id }) => id === tenantId);
  return live ?? listed?.sync ?? null;
}

/** Whether the backend answers; null until anybody knows. */
export function useConnection(): Connection | null {
  const live = useLive((facts) => facts.connection);
  const listed = useRead('tenants.all', undefined).data?.connection;
  return live ?? listed ?? null;
}

/** True unless the backend is known not to answer. */
export function useOnline(): boolean {
  return useConnection()?.online ?? true;
}
