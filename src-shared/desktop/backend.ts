import { z } from 'zod';
import { api, type Api, type RouteName } from '../api/index.ts';
import type { Route } from '../api/route.ts';
import { defineCommands } from './command.ts';
import { tenantKeySchema } from './tenantKey.ts';

/** The routes that the console's window may call. */
export type CallableRoute = {
  [N in RouteName]: Api[N] extends { readonly window: 'never' } ? never : N;
}[RouteName];

const callableRoutes = Object.values<Route>(api)
  .filter(({ window }) => window !== 'never')
  .map(({ name }) => name);

/**
 * Calls a route through the engine, which checks the request against the route's own schemas, adds the access token, and
 * writes what the route affects into the copy at once.
 */
export const backendCommands = defineCommands('engine', {
  'backend.call': {
    input: z.strictObject({
      route: z.enum(callableRoutes as [CallableRoute, ...CallableRoute[]]),
      /** Account and tenant that the form or grid was opened in; `params.tenantId` must be that tenant (tenant guard, T6). */
      tenantKey: tenantKeySchema,
      params: z.record(z.string(), z.string()),
      query: z.record(z.string(), z.string()).optional(),
      body: z.unknown().optional(),
      /** Made once per intent (a form opened, a button pressed) and repeated with each retry of it. */
      idempotencyKey: z.string().min(1).max(200).optional(),
    }),
    /** The answer of the route, already checked by its schema. */
    output: z.unknown(),
  },
});
