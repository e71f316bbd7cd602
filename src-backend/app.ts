import Fastify, { type FastifyBaseLogger, type FastifyInstance, type FastifyPluginAsync } from 'fastify';
import type { Logger } from 'pino';
import type { AccountReference, UnitOfWork } from './database/unitOfWork.ts';
import type { SqlDatabase } from './database/sqlDatabase.ts';
import type { Feature } from './features/feature.ts';
import type { IncomingMessage } from 'node:http';

/** Who the bearer of a request is: a valid access token's user, or null. Whether they may still sign in is asked later. */
export type Authenticate = (request: IncomingMessage) => Promise<AccountReference | null>;

export interface AppDependencies {
  readonly database: SqlDatabase;
  readonly unitOfWork: UnitOfWork;
  readonly authenticate: Authenticate;
  readonly features: readonly Feature[];
  /** Pages and the OAuth server: plain Fastify plugins, outside the routes of the API. */
  readonly plugins: readonly FastifyPluginAsync[];
  readonly logger: Logger;
}

export async function buildApp(dependencies: AppDependencies): Promise<FastifyInstance> {
  const app = Fastify({ loggerInstance: dependencies.logger as FastifyBaseLogger });
  for (const plugin of dependencies.plugins) await app.register(plugin);
  return app;
}
