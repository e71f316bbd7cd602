import { randomUUID } from 'node:crypto';
import Fastify, { type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { SqlDatabase } from './database/sqlDatabase.ts';
import { type ApiDependencies, apiPlugin } from './http/apiPlugin.ts';
import { handleErrors, sendError } from './http/errorHandler.ts';
import { healthPlugin } from './http/healthPlugin.ts';
import { openApiPlugin } from './http/openApiPlugin.ts';
import { pagesPlugin } from './pages/pagesPlugin.ts';

export interface AppDependencies extends ApiDependencies {
  readonly database: SqlDatabase;
  readonly logger: Logger;
  readonly publicUrl: string;
}

/** Both timeouts and the interval together: either alone leaves a slow body open for 90 s (security.md, Fastify). */
const timeouts = { headersTimeout: 15_000, requestTimeout: 30_000, connectionsCheckingInterval: 5_000 };
const bodyLimit = 256 * 1024;

/** The application without a socket: tests inject requests, the server listens. */
export async function buildApp(dependencies: AppDependencies): Promise<FastifyInstance> {
  const { database, logger, publicUrl, ...api } = dependencies;
  // Fastify's own type, so that the instance has its usual one.
  const baseLogger: FastifyBaseLogger = logger;
  const app = Fastify({
    loggerInstance: baseLogger,
    http: timeouts,
    requestTimeout: timeouts.requestTimeout,
    bodyLimit,
    exposeHeadRoutes: false,
    forceCloseConnections: 'idle',
    genReqId: () => randomUUID(),
    frameworkErrors: sendError,
    routerOptions: { maxParamLength: 200 },
  });
  app.addHook('onRequest', async (request, reply) => void reply.header('x-request-id', request.id));
  handleErrors(app);
  await app.register(healthPlugin(database));
  await app.register(openApiPlugin(publicUrl));
  await app.register(apiPlugin(api));
  await app.register(pagesPlugin);
  for (const plugin of api.features.flatMap(({ plugins = [] }) => plugins)) await app.register(plugin);
  return app;
}
