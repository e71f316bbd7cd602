import { z } from 'zod';
import { api, type RouteName } from '../api/index.ts';
import { defineCommand } from './command.ts';

const names = (Object.keys(api) as RouteName[]).filter(
  (name) => !['changes.list', 'changes.watch', 'me.get'].includes(name),
);

/**
 * The routes that the console's window may call through the engine, which checks the request against the route's own
 * schemas, adds the access token, and writes the answer of a change into the copy at once.
 */
export const callableRoutes = names as [RouteName, ...RouteName[]];

export const backendCommands = {
  'backend.call': defineCommand({
    name: 'backend.call',
    answeredBy: 'engine',
    input: z.strictObject({
      route: z.enum(callableRoutes),
      /** The tenant that the form or grid was opened in; must equal `params.tenantId` (tenant guard, T6). */
      tenantId: z.uuid(),
      params: z.record(z.string(), z.string()),
      query: z.record(z.string(), z.string()).optional(),
      body: z.unknown().optional(),
      /** Made once per intent (a form opened, a button pressed) and repeated with each retry of it. */
      idempotencyKey: z.string().min(1).max(200).optional(),
    }),
    /** The answer of the route, already checked by its schema. */
    output: z.unknown(),
  }),
};
