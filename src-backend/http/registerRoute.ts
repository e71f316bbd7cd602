import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Api, RouteName } from '#shared/api/index.ts';
import { isWrite, type Route, type RouteAnswer, type RouteInput } from '#shared/api/route.ts';
import type { RequestUnit } from '../database/requestUnit.ts';
import type { AccountReference, Actor, Reading, Work } from '../database/unitOfWork.ts';
import type { WriteAnswer } from './answers.ts';
import { authorize } from './authorize.ts';
import { clientGone } from './clientGone.ts';
import {
  claimKey,
  fingerprintOf,
  readIdempotencyKey,
  rememberAnswer,
  type StoredAnswer,
} from './idempotency.ts';
import type { JsonText } from './jsonText.ts';
import { parseParams, parseQueryAndBody } from './parseInput.ts';
import { notSignedIn } from './refusals.ts';

/** Who calls, after every check: a user who may sign in, with what its roles allow in the tenant of the path. */
export type Caller = Exclude<Actor, 'system'>;

export interface HandlerContext<R extends Route> {
  readonly input: RouteInput<R>;
  readonly account: Caller;
  /** Aborted when the client goes away or the server stops. */
  readonly signal: AbortSignal;
}

/** Reads in a READ ONLY transaction. Answers the value, or JSON that PostgreSQL has already written. */
export type ReadHandler<R extends Route> = (
  context: HandlerContext<R> & { readonly work: Reading },
) => Promise<RouteAnswer<R> | JsonText<RouteAnswer<R>>>;

/** Writes; the answer is remembered under the Idempotency-Key in the same transaction. */
export type WriteHandler<R extends Route> = (
  context: HandlerContext<R> & { readonly work: Work },
) => Promise<RouteAnswer<R>>;

export type Handler<R extends Route> = R['method'] extends 'GET' ? ReadHandler<R> : WriteHandler<R>;

/** What a feature exports: its routes by name, each with its handler. */
export type Handlers = { readonly [N in RouteName]?: Handler<Api[N]> };

/** Any handler, once its types have been checked against its route by `Handlers`. */
type AnyHandler = (context: {
  readonly input: { readonly params: unknown; readonly query: unknown; readonly body: unknown };
  readonly account: Caller;
  readonly signal: AbortSignal;
  readonly work: Work;
}) => Promise<unknown>;

export interface RouteDependencies {
  readonly requestUnit: RequestUnit;
  readonly accountOf: (request: FastifyRequest) => AccountReference | null;
  readonly write: WriteAnswer;
}

const tenantOf = (params: unknown, account: AccountReference): string =>
  typeof params === 'object' && params !== null && 'tenantId' in params
    ? String(params.tenantId)
    : account.tenantId;

/**
 * Serves one route of the contract. The order is: who (401), which tenant and with what rights (404, 403), what is
 * asked (400), then the handler, all of it but the parameters inside one transaction.
 */
export function registerRoute(
  api: FastifyInstance,
  route: Route,
  handler: AnyHandler,
  { requestUnit, accountOf, write }: RouteDependencies,
): void {
  async function serve(request: FastifyRequest, reply: FastifyReply): Promise<StoredAnswer> {
    const account = accountOf(request);
    if (account === null) throw notSignedIn();
    const params = parseParams(route, request.params);
    const tenantId = tenantOf(params, account);
    const key = isWrite(route) ? readIdempotencyKey(request.headers['idempotency-key']) : null;
    const signal = clientGone(reply);
    return requestUnit.serve(
      { account, tenantId, requestId: request.id, readOnly: key === null, signal },
      (facts) => authorize(route, account, tenantId, facts),
      async (work, caller) => {
        const rest = parseQueryAndBody(route, request.query as Record<string, unknown>, request.body);
        const make = async (): Promise<StoredAnswer> => {
          const value = await handler({ input: { params, ...rest }, account: caller, signal, work });
          return { status: route.status, text: write(route, value), replayed: false };
        };
        if (key === null) return make();
        const [path = ''] = request.url.split('?');
        const fingerprint = fingerprintOf(route.method, path, request.body);
        const claim = { tenantId, account, key, fingerprint, now: work.now };
        const earlier = await claimKey(work.db, claim);
        if (earlier !== null) return earlier;
        const made = await make();
        await rememberAnswer(work.db, claim, made);
        return made;
      },
    );
  }

  async function answer(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { status, text, replayed } = await serve(request, reply);
    if (replayed) void reply.header('idempotency-replayed', 'true');
    return reply.code(status).type('application/json; charset=utf-8').send(text);
  }

  api.route({ method: route.method, url: route.path, handler: answer });
}

/** A feature's handlers as pairs of route and handler, for whoever registers them all. */
export function handlerEntries(handlers: Handlers): readonly (readonly [RouteName, AnyHandler])[] {
  return Object.entries(handlers) as unknown as readonly (readonly [RouteName, AnyHandler])[];
}
