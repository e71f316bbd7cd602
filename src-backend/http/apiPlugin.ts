import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { IncomingMessage } from 'node:http';
import { refuse } from '#shared/api/errors.ts';
import { api as routes } from '#shared/api/index.ts';
import type { AccountReference } from '../database/unitOfWork.ts';
import { createEventStreams, type EventStreamLimits, eventStreamLimits } from './eventStreams.ts';
import { acceptJsonOnly } from './jsonBody.ts';
import { type Feature, handlerEntries, registerRoute, type RouteDependencies } from './registerRoute.ts';

/** Who the bearer of a request is: a valid access token's user, or null. Whether they may sign in is asked later. */
export type Authenticate = (request: IncomingMessage) => Promise<AccountReference | null>;

export interface ApiDependencies extends Omit<RouteDependencies, 'accountOf' | 'streams'> {
  readonly authenticate: Authenticate;
  readonly features: readonly Feature[];
  readonly requestsPerMinute: number;
  readonly streamLimits?: EventStreamLimits;
}

const noHeaders = { 'x-ratelimit-limit': false, 'x-ratelimit-remaining': false, 'x-ratelimit-reset': false };

/**
 * The tenant API: every route of the contract that a feature handles, behind authentication and a limit per account
 * (per address while nobody is signed in).
 */
export function apiPlugin({
  authenticate,
  features,
  requestsPerMinute,
  streamLimits = eventStreamLimits,
  ...rest
}: ApiDependencies) {
  return async function tenantApi(api: FastifyInstance): Promise<void> {
    const accounts = new WeakMap<FastifyRequest, AccountReference>();
    acceptJsonOnly(api);
    api.addHook('onRequest', async (request) => {
      const account = await authenticate(request.raw);
      if (account !== null) accounts.set(request, account);
    });
    await api.register(rateLimit, {
      hook: 'preParsing',
      max: requestsPerMinute,
      timeWindow: 60_000,
      keyGenerator: (request) => accounts.get(request)?.userId ?? request.ip,
      addHeaders: noHeaders,
      addHeadersOnExceeding: noHeaders,
      errorResponseBuilder: (_request, { ttl }) =>
        refuse('RATE_LIMITED', 'Too many requests from this account. Nothing was saved. Wait and repeat.', {
          retryAfterSeconds: Math.max(1, Math.ceil(ttl / 1000)),
        }),
    });
    api.addHook('onSend', async (_request, reply) => {
      void reply.header('cache-control', 'no-store').header('x-content-type-options', 'nosniff');
    });
    const streams = createEventStreams(streamLimits);
    api.addHook('preClose', async () => streams.end());
    const dependencies = {
      ...rest,
      streams,
      accountOf: (request: FastifyRequest) => accounts.get(request) ?? null,
    };
    for (const feature of features) {
      for (const [name, handler] of handlerEntries(feature.handlers ?? {})) {
        registerRoute(api, routes[name], handler, dependencies);
      }
    }
  };
}
