import { z } from 'zod';
import { entityId } from '../domain/formats.ts';
import type { Permission } from '../domain/permissions.ts';
import type { AuditEventType } from '../domain/auditEventTypes.ts';
import type { ErrorCode } from './errors.ts';
import type { SyncedKind } from './syncedKinds.ts';

/** Who may call: everybody, any signed-in account, or accounts whose roles in the tenant hold the permission. */
export type RouteAccess = 'public' | 'signed-in' | Permission;

/**
 * What a successful call changes of the rows that consoles copy: rows of one kind. `answered`: the answer is the row as it is now;
 * `removed`: the row that the parameter `id` names is gone; `later`: a job changes rows after the answer, so that each
 * answer about the job is a moment to look for changes.
 */
export type RouteEffect = { readonly kind: SyncedKind } & (
  | { readonly how: 'answered' | 'later' }
  | { readonly how: 'removed'; readonly id: string }
);

interface ReadRoute {
  readonly method: 'GET';
  readonly affects?: RouteEffect & { readonly how: 'later' };
}

interface WriteRoute {
  readonly method: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly affects: RouteEffect | 'nothing';
}

/**
 * One operation of the tenant API. From this value come the Fastify route with its validation and permission check,
 * the OpenAPI document, the typed client, what a call changes in the copy, and what the console may offer offline.
 */
export type Route = RouteFacts & (ReadRoute | WriteRoute);

interface RouteFacts {
  /** `resource.verb`, the key under which everybody knows it. */
  readonly name: string;
  readonly summary: string;
  /** Path with `:parameters`; those of a tenant begin with `/v1/tenants/:tenantId`. */
  readonly path: string;
  readonly access: RouteAccess;
  /** The ids that the path names. */
  readonly params: z.ZodObject;
  /** Query strings arrive as text: schemas coerce by codec, never silently. */
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  readonly status: 200 | 201 | 202;
  readonly answer: z.ZodType;
  /** The answer is a stream of server-sent events, each with data of `answer`, until either side ends it. */
  readonly stream?: true;
  /** Codes beyond those that any route may answer (see `commonErrors`). */
  readonly errors: readonly ErrorCode[];
  /** The audit event that a successful call writes. */
  readonly audit?: AuditEventType;
  /** Whether the console may queue it while offline (requirement D3). Security actions never are. */
  readonly offline: 'queue' | 'never';
  /** Only the engine and main call it for themselves; the console's window can't. */
  readonly window?: 'never';
}

/** Codes that every route may answer. */
export const commonErrors = [
  'VALIDATION_FAILED',
  'MALFORMED_REQUEST',
  'NOT_SIGNED_IN',
  'ACCOUNT_DISABLED',
  'PERMISSION_DENIED',
  'NOT_FOUND',
  'BODY_TOO_LARGE',
  'MEDIA_TYPE_UNSUPPORTED',
  'RATE_LIMITED',
  'INTERNAL',
  'DATABASE_UNAVAILABLE',
] as const satisfies readonly ErrorCode[];

/** Codes that every write may answer besides. */
export const writeErrors = [
  'IDEMPOTENCY_KEY_MISSING',
  'IDEMPOTENCY_KEY_REUSED',
  'IN_PROGRESS',
] as const satisfies readonly ErrorCode[];

/** What a route need not say: its status is 200, it has no error codes of its own, and may not be queued offline. */
const defaults = { status: 200, errors: [], offline: 'never' } as const;
type Defaults = typeof defaults;

/** A route as it is written down: without its name, which is its key, what its path says, and what the defaults say. */
export type RouteDefinition = Omit<RouteFacts, 'name' | 'params' | keyof Defaults> &
  Partial<Pick<RouteFacts, keyof Defaults>> &
  (ReadRoute | WriteRoute);

type ParameterOf<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | ParameterOf<Rest>
  : Path extends `${string}:${infer Name}`
    ? Name
    : never;
type ParamsOf<Path extends string> = z.ZodObject<{ [N in ParameterOf<Path>]: typeof entityId }>;

const parameterName = /:([A-Za-z]+)/gu;

/** Every parameter of a path is the id of an entity. */
const paramsOf = (path: string): z.ZodObject =>
  z.object(Object.fromEntries([...path.matchAll(parameterName)].map(([, name = '']) => [name, entityId])));

/** The routes of one resource, by name (`resource.verb`). */
export function defineRoutes<const R extends Readonly<Record<string, RouteDefinition>>>(
  routes: R,
): {
  readonly [N in keyof R & string]: Omit<Defaults, keyof R[N]> &
    R[N] & { readonly name: N; readonly params: ParamsOf<R[N]['path']> };
} {
  const named = Object.entries(routes).map(([name, route]) => [
    name,
    { ...defaults, ...route, name, params: paramsOf(route.path) },
  ]);
  return Object.fromEntries(named) as never;
}

export const isWrite = (route: Pick<Route, 'method'>): boolean => route.method !== 'GET';

type Parsed<S> = S extends z.ZodType ? z.output<S> : undefined;
type Given<S> = S extends z.ZodType ? z.input<S> : undefined;
type Part<R, K extends string> = R extends { readonly [P in K]: infer S } ? S : undefined;

/** What a handler receives: everything parsed. */
export interface RouteInput<R extends Route> {
  readonly params: Parsed<Part<R, 'params'>>;
  readonly query: Parsed<Part<R, 'query'>>;
  readonly body: Parsed<Part<R, 'body'>>;
}

/** What a caller gives. */
export type RouteRequest<R extends Route> = {
  readonly params: Given<Part<R, 'params'>>;
} & (Part<R, 'query'> extends z.ZodType
  ? { readonly query: Given<Part<R, 'query'>> }
  : { readonly query?: undefined }) &
  (Part<R, 'body'> extends z.ZodType
    ? { readonly body: Given<Part<R, 'body'>> }
    : { readonly body?: undefined });

export type RouteAnswer<R extends Route> = z.output<R['answer']>;

/** Fills the parameters of a path in, each escaped. */
export function pathOf(route: Pick<Route, 'path'>, params: Readonly<Record<string, unknown>>): string {
  return route.path.replaceAll(parameterName, (_, name: string) => encodeURIComponent(String(params[name])));
}
