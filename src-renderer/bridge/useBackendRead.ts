import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { Api } from '#shared/api/index.ts';
import type { RouteAnswer } from '#shared/api/route.ts';
import { type ReadableRoute, readRoute, type RouteCall, routeKey } from './callRoute.ts';
import { useDesktop } from './DesktopContext.tsx';
import { useTenantKey } from './TenantContext.tsx';

/** Reads a route that the copy doesn't hold (plans, audit): a GET through the engine, so it needs the network. */
export function useBackendRead<N extends ReadableRoute>(
  call: RouteCall<N>,
  { enabled = true }: { readonly enabled?: boolean } = {},
): UseQueryResult<RouteAnswer<Api[N]>> {
  const desktop = useDesktop();
  const tenantKey = useTenantKey();
  return useQuery<RouteAnswer<Api[N]>>({
    queryKey: routeKey(tenantKey, call),
    queryFn: () => readRoute(desktop, tenantKey, call),
    // What only the backend knows is old as soon as it was shown.
    staleTime: 0,
    enabled,
  });
}
