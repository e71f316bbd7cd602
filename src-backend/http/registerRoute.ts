import type { Route, RouteAnswer, RouteInput } from '#shared/api/route.ts';
import type { Api, RouteName } from '#shared/api/index.ts';
import type { Actor, Reading, Work } from '../database/unitOfWork.ts';
import type { JsonText } from './jsonText.ts';

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
