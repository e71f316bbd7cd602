import { randomUUID } from 'node:crypto';
import Fastify, { type FastifyBaseLogger, type FastifyInstance, type FastifyPluginAsync } from 'fastify';
import type { IncomingMessage } from 'node:http';
import type { Logger } from 'pino';
import type { RequestUnit } from './database/requestUnit.ts';
import type { SqlDatabase } from './database/sqlDatabase.ts';
import type { AccountReference } from './database/unitOfWork.ts';
import type { Feature } from './http/feature.ts';
import { healthPlugin } from './features/health/healthPlugin.ts';
import type { WriteAnswer } from './http/answers.ts';
import { apiPlugin } from './http/apiPlugin.ts';
import type { EventStreamLimits } from './http/eventStreams.ts';
import { handleErrors, sendError } from './http/errorHandler.ts';
import { openApiPlugin } from './http/openApiPlugin.ts';

/** Who the bearer of a request is: a valid access token's user, or null. Whether they may sign in is asked later. */
export type Authenticate = (request: IncomingMessage) => Promise<AccountReference | null>;

export interface AppDependencies {
  readonly database: SqlDatabase;
  readonly requestUnit: RequestUnit;
  readonly authenticate: Authenticate;
  readonly features: readonly Feature[];
  /** Pages and the OAuth server: plain Fastify plugins, outside the routes of the API. */
  readonly plugins: readonly FastifyPluginAsync[];
  readonly logger: Logger;
  readonly write: WriteAnswer;
  readonly publicUrl: string;
  readonly requestsPerMinute: number;
  readonly streamLimits?: EventStreamLimits;
}

/** Both timeouts and the interval together: either alone leaves a slow body open for 90 s (security.md, Fastify). */
const timeouts = { headersTimeout: 15_000, requestTimeout: 30_000, connectionsCheckingInterval: 5_000 };
const bodyLimit = 256 * 1024;

/** The application without a socket: tests inject requests, the server listens. */
export async function buildApp(dependencies: AppDependencies): Promise<FastifyInstance> {
  const { database, logger, plugins, publicUrl, ...api } = dependencies;
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
  for (const plugin of plugins) await app.register(plugin);
  return app;
}
