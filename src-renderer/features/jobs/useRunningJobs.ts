import { useQuery } from '@tanstack/react-query';
import type { BulkPlan } from '#shared/api/bulkPlans.ts';
import { readRoute, routeKey } from '../../bridge/callRoute.ts';
import { errorOf } from '../../bridge/desktop.ts';
import { useDesktop } from '../../bridge/DesktopContext.tsx';
import { useTenantKey } from '../../bridge/TenantContext.tsx';
import { useConsole } from '../../state/ConsoleContext.tsx';
import { useReasons } from '../../state/useTenant.ts';

/** Milliseconds between two looks: while one runs, and while none does that is known. */
export const jobPoll = { running: 1_000, idle: 30_000 } as const;

/** Most that are counted. */
const limit = '50';

/** The jobs of the tenant in view that run now, whoever began them and wherever; undefined until it is known. */
export function useRunningJobs(): readonly BulkPlan[] | undefined {
  const desktop = useDesktop();
  const tenantKey = useTenantKey();
  const reasons = useReasons();
  // After the rows of the start, which nothing may hold up.
  const isReady = useConsole((state) => state.gridReady);
  const call = { route: 'bulkPlans.list', query: { state: 'running', limit } } as const;
  return useQuery({
    queryKey: routeKey(tenantKey, call),
    queryFn: () => readRoute(desktop, tenantKey, call),
    staleTime: 0,
    enabled: isReady && reasons.offline === null && reasons.ofPermission('users.read') === null,
    // Its end is to be said while another window covers this one, too.
    refetchIntervalInBackground: true,
    refetchInterval({ state: { data, error } }) {
      // A backend of an older version has no such list.
      if (error !== null && errorOf(error).code === 'NOT_FOUND') return false;
      return (data?.items.length ?? 0) > 0 ? jobPoll.running : jobPoll.idle;
    },
  }).data?.items;
}
