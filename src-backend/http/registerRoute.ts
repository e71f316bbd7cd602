import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import type { Api, RouteName } from '#shared/api/index.ts';
import { isWrite, type Route, type RouteAnswer, type RouteInput } from '#shared/api/route.ts';
import { authorize } from '../access/authorize.ts';
import type { Caller } from '../access/caller.ts';
import { notSignedIn } from '../access/refusals.ts';
import type { AccountReference, Reading, UnitOfWork, Work } from '../database/unitOfWork.ts';
import type { JobHandlers } from '../jobNames.ts';
import type { WriteAnswer } from './answers.ts';
import { clientGone } from './clientGone.ts';
import type { Cursors } from './cursors.ts';
import { fingerprintOf, readIdempotencyKey } from './idempotency.ts';
import { claimKey, rememberAnswer, type StoredAnswer } from './idempotencyStore.ts';
import type { JsonText } from './jsonText.ts';
import { pageReader, type ReadPage } from './keysetPage.ts';
import type { EventStreams, Subscribe } from './eventStreams.ts';
import { parseParams, parseQueryAndBody } from './parseInput.ts';

export interface HandlerContext<R extends Route> {
  readonly input: RouteInput<R>;
  readonly account: Caller;
  /** Aborted when the client goes away or the server stops. */
  readonly signal: AbortSignal;
}

/**
 * Reads in a READ ONLY transaction. Returns the value, or JSON that PostgreSQL has already written, such as a page of a
 * list.
 */
export type ReadHandler<R extends Route> = (
  context: HandlerContext<R> & { readonly work: Reading; readonly page: ReadPage },
) => Promise<RouteAnswer<R> | JsonText<RouteAnswer<R>>>;

/** Writes; the answer is remembered under the Idempotency-Key in the same transaction. */
export type WriteHandler<R extends Route> = (
  context: HandlerContext<R> & { readonly work: Work },
) => Promise<RouteAnswer<R>>;

/** Returns where the events come from. The transaction in which the caller was checked is over when they begin. */
export type StreamHandler<R extends Route> = (
  context: Omit<HandlerContext<R>, 'signal'>,
) => Promise<Subscribe<RouteAnswer<R>>>;

export type Handler<R extends Route> = R extends { readonly stream: true }
  ? StreamHandler<R>
  : R['method'] extends 'GET'
    ? ReadHandler<R>
    : WriteHandler<R>;

/** Routes by name, each with its handler. */
export type Handlers = { readonly [N in RouteName]?: Handler<Api[N]> };

/** One feature, as it is plugged in by the composition. */
export interface Feature {
  readonly handlers?: Handlers;
  readonly jobs?: JobHandlers;
  /** Pages and the OAuth server: plain Fastify plugins, outside the routes of the API. */
  readonly plugins?: readonly FastifyPluginAsync[];
}

/** What a handler of any route receives, once its types have been checked against its route by `Handlers`. */
interface Entered {
  readonly input: { readonly params: unknown; readonly query: unknown; readonly body: unknown };
  readonly account: Caller;
  readonly signal: AbortSignal;
  readonly work: Work;
  readonly page: ReadPage;
}
type AnyHandler = (entered: Entered) => Promise<unknown>;

export interface RouteDependencies {
  readonly unitOfWork: UnitOfWork;
  readonly accountOf: (request: FastifyRequest) => AccountReference | null;
  readonly write: WriteAnswer;
  readonly cursors: Cursors;
  readonly streams: EventStreams;
}

/**
 * Serves one route of the contract. The order is: who (401), which tenant and with what rights (404, 403), what is
 * asked (400), then the handler, all of it but the parameters inside one transaction.
 */
export function registerRoute(
  api: FastifyInstance,
  route: Route,
  handler: AnyHandler,
  { unitOfWork, accountOf, write, cursors, streams }: RouteDependencies,
): void {
  async function serve<T>(
    request: FastifyRequest,
    reply: FastifyReply,
    body: (entered: Entered, writeKey: string | null) => Promise<T>,
  ): Promise<T> {
    const account = accountOf(request);
    if (account === null) throw notSignedIn();
    const params = parseParams(route, request.params);
    const { tenantId = account.tenantId, ...ids } = params;
    const writeKey = isWrite(route) ? readIdempotencyKey(request.headers['idempotency-key']) : null;
    const signal = clientGone(reply);
    return unitOfWork.serve(
      { account, tenantId, requestId: request.id, readOnly: writeKey === null, signal },
      (facts) => authorize(route, account, tenantId, facts),
      async (work, caller) => {
        const rest = parseQueryAndBody(route, request.query as Record<string, unknown>, request.body);
        const page = pageReader(work.db, cursors, {
          route: route.name,
          tenantId,
          query: { ...(rest.query as object), ...ids },
        });
        return body({ input: { params, ...rest }, account: caller, signal, work, page }, writeKey);
      },
    );
  }

  async function make(entered: Entered): Promise<StoredAnswer> {
    return { status: route.status, text: write(route, await handler(entered)), replayed: false };
  }

  async function makeOnce(
    request: FastifyRequest,
    entered: Entered,
    writeKey: string,
  ): Promise<StoredAnswer> {
    const { account, work } = entered;
    const [path = ''] = request.url.split('?');
    const fingerprint = fingerprintOf(route.method, path, request.body);
    const claim = { tenantId: work.tenantId, account, key: writeKey, fingerprint, now: work.now };
    const earlier = await claimKey(work.db, claim);
    if (earlier !== null) return earlier;
    const made = await make(entered);
    await rememberAnswer(work.db, claim, made);
    return made;
  }

  async function answer(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { status, text, replayed } = await serve(request, reply, (entered, writeKey) =>
      writeKey === null ? make(entered) : makeOnce(request, entered, writeKey),
    );
    if (replayed) void reply.header('idempotency-replayed', 'true');
    return reply.code(status).type('application/json; charset=utf-8').send(text);
  }

  async function stream(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { userId, subscribe } = await serve(request, reply, async (entered) => ({
      userId: entered.account.userId,
      subscribe: (await handler(entered)) as Subscribe<unknown>,
    }));
    return streams.open(reply, { userId, subscribe, textOf: (event) => write(route, event) });
  }

  api.route({ method: route.method, url: route.path, handler: route.stream === true ? stream : answer });
}

/** A feature's handlers as pairs of route and handler. */
export function handlerEntries(handlers: Handlers): readonly (readonly [RouteName, AnyHandler])[] {
  return Object.entries(handlers) as unknown as readonly (readonly [RouteName, AnyHandler])[];
}
