import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { Api } from '#shared/api/index.ts';
import type { RouteAnswer, RouteRequest } from '#shared/api/route.ts';
import { CallFailure } from './desktop.ts';
import { useDesktop } from './DesktopContext.tsx';
import { backendInput, type CallableRoute } from './useBackendCall.ts';

export interface BackendReadOptions<A> {
  readonly enabled?: boolean;
  /** Milliseconds until it asks again, by the answer so far; false: not again. */
  readonly every?: (answer: A | undefined) => number | false;
}

/** Reads a route that the copy doesn't hold (plans, audit): a GET through the engine, so it needs the network. */
export function useBackendRead<N extends CallableRoute>(
  route: N,
  request: RouteRequest<Api[N]>,
  { enabled = true, every }: BackendReadOptions<RouteAnswer<Api[N]>> = {},
): UseQueryResult<RouteAnswer<Api[N]>> {
  const desktop = useDesktop();
  const input = backendInput(route, request);
  return useQuery<RouteAnswer<Api[N]>>({
    queryKey: ['backend.call', input.tenantId, input],
    queryFn: async () => {
      const result = await desktop.call('backend.call', input);
      if (!result.ok) throw new CallFailure(result.error);
      return result.value as RouteAnswer<Api[N]>;
    },
    // What only the backend knows is old as soon as it was shown.
    staleTime: 0,
    enabled,
    ...(every === undefined ? {} : { refetchInterval: ({ state }) => every(state.data) }),
  });
}
