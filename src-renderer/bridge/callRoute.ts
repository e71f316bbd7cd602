import type { Result } from '#shared/api/errors.ts';
import type { Api } from '#shared/api/index.ts';
import type { Route, RouteAnswer, RouteRequest } from '#shared/api/route.ts';
import type { CallableRoute } from '#shared/desktop/backend.ts';
import { readTenantKey } from '#shared/desktop/tenantKey.ts';
import { type Desktop, orThrow } from './desktop.ts';

/** The parameters of a path but the tenant, which is an argument of its own: nobody else fills it in. */
type OwnParams<R extends Route> = Omit<RouteRequest<R>['params'], 'tenantId'>;

/** What a caller in the window gives of a request. */
export type TenantRequest<R extends Route> = R extends Route
  ? Omit<RouteRequest<R>, 'params'> &
      (keyof OwnParams<R> extends never ? { readonly params?: undefined } : { readonly params: OwnParams<R> })
  : never;

/** One call of a route, the tenant apart. */
export type RouteCall<N extends CallableRoute> = { readonly route: N } & TenantRequest<Api[N]>;

/** Routes that change nothing. */
export type ReadableRoute = {
  [N in CallableRoute]: Api[N]['method'] extends 'GET' ? N : never;
}[CallableRoute];

interface Plain {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Record<string, string>;
  readonly body?: unknown;
}

/**
 * Calls a route of the tenant API through the engine, the one way from the window. Never rejects. A write is made once
 * per `idempotencyKey`; without one each call is an intent of its own, as a press in a menu is. A read needs none, and
 * the engine drops it.
 */
export async function callRoute<N extends CallableRoute>(
  desktop: Desktop,
  tenantKey: string,
  { route, ...request }: RouteCall<N>,
  { idempotencyKey = crypto.randomUUID() }: { readonly idempotencyKey?: string } = {},
): Promise<Result<RouteAnswer<Api[N]>>> {
  const { params, query, body } = request as Plain;
  // Paths know tenants by their own id; whose account it is, the engine reads from the key.
  const own = { ...params, tenantId: readTenantKey(tenantKey).tenantId };
  const input = { route, tenantKey, params: own, query, body, idempotencyKey };
  return (await desktop.call('backend.call', input)) as Result<RouteAnswer<Api[N]>>;
}

/** The same of a read, for TanStack Query. @throws what `errorOf` reads */
export async function readRoute<N extends ReadableRoute>(
  desktop: Desktop,
  tenantKey: string,
  call: RouteCall<N>,
): Promise<RouteAnswer<Api[N]>> {
  return orThrow(await callRoute(desktop, tenantKey, call));
}

/** The key of what a route answered: `tenantKey` in its second place, as in `readKey`. */
export const routeKey = (tenantKey: string, call: object): readonly unknown[] => [
  'backend.call',
  tenantKey,
  call,
];
