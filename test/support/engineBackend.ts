import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { api } from '#shared/api/index.ts';
import { apiError, type ApiError, errorCodes, Refusal, refuse } from '#shared/api/errors.ts';
import type { Route } from '#shared/api/route.ts';
import type { AccountProfile, TenantSummary } from '#shared/api/tenants.ts';
import type { User } from '#shared/api/users.ts';
import { entityText, matchesSearch, searchTerms } from '#shared/domain/search.ts';
import { userFields } from '#shared/domain/userFields.ts';
import { createTenantModel, type TenantModel } from './engineModel.ts';

/** What goes wrong with the requests that a fault names. */
export type Fault =
  | { readonly kind: 'html' }
  | { readonly kind: 'redirect' }
  | { readonly kind: 'error'; readonly error: ApiError }
  /** The request is carried out, but its answer never arrives. */
  | { readonly kind: 'lost' }
  | { readonly kind: 'wait'; readonly until: Promise<void> }
  | { readonly kind: 'body'; readonly json: string; readonly status?: number };

export interface EngineBackend {
  readonly url: string;
  readonly account: AccountProfile;
  /** The only token that is taken at the moment. */
  token: string;
  readonly tenants: Map<string, TenantModel>;
  addTenant(summary: TenantSummary): TenantModel;
  /** Decides about each request: `GET /v1/me`; null lets it through. */
  fault: (request: string) => Fault | null;
  /** Milliseconds since the epoch, as its answers say; null: they don't say, so that tests decide about the console's clock alone. */
  now: (() => number) | null;
  /** Requests so far, as `GET /v1/me`. */
  readonly requests: string[];
  /** Idempotency keys of the writes that were carried out. */
  readonly writes: string[];
  /** Streams of hints that are open. */
  readonly listening: Set<{ readonly tenantId: string; readonly response: ServerResponse }>;
  /** Tells who listens that something changed. */
  hint(tenantId: string): void;
  stop(): Promise<void>;
  start(): Promise<void>;
}

export interface EngineBackendOptions {
  /** Over TLS, under this name. */
  readonly secure?: {
    readonly host: string;
    readonly identity: { readonly key: string; readonly cert: string };
  };
}

/** Stands for an answer that goes on. */
const hintStream = Symbol('hints');

interface Call {
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: unknown;
  readonly key: string;
}

/**
 * A tenant backend in memory behind real HTTP, for what the engine needs of it: each answer is checked by the schema
 * of its route, so it can't drift from the contract.
 */
export async function startEngineBackend(
  account: AccountProfile,
  { secure }: EngineBackendOptions = {},
): Promise<EngineBackend> {
  const remembered = new Map<string, unknown>();
  const listener: RequestListener = (request, response) => void serve(request, response);
  const server =
    secure === undefined ? createServer(listener) : createSecureServer(secure.identity, listener);
  let port = 0;

  const tenantOf = ({ params }: Call): TenantModel => {
    const tenant = backend.tenants.get(params['tenantId'] ?? '');
    if (tenant === undefined) throw refuse('NOT_FOUND', 'There is no such tenant.');
    return tenant;
  };
  const page = <T>(items: Iterable<T>, { query }: Call): { items: T[]; nextCursor: string | null } => {
    const from = Number(query.get('cursor') ?? 0);
    const to = from + Number(query.get('limit') ?? 50);
    const all = [...items];
    return { items: all.slice(from, to), nextCursor: to < all.length ? String(to) : null };
  };
  const found = <T>(row: T | undefined): T => {
    if (row === undefined) throw refuse('NOT_FOUND', 'There is no such thing.');
    return row;
  };
  const nameOf = (user: User): string => `${user.firstName} ${user.lastName}`;
  const once = (call: Call, work: () => unknown): unknown => {
    if (!remembered.has(call.key)) {
      remembered.set(call.key, work());
      backend.writes.push(call.key);
    }
    return remembered.get(call.key);
  };

  const answers: Partial<Record<keyof typeof api, (call: Call) => unknown>> = {
    'me.get': () => ({ account, tenants: [...backend.tenants.values()].map(({ summary }) => summary) }),
    'changes.list': (call) => {
      const read = tenantOf(call).page(call.query.get('cursor'), Number(call.query.get('limit') ?? 1000));
      if (read === null) throw refuse('RESYNC_REQUIRED', 'Begin again.');
      return read;
    },
    'changes.watch': (call) => {
      tenantOf(call);
      return hintStream;
    },
    'users.list': (call) => {
      const customerId = call.query.get('customerId');
      const users = [...tenantOf(call).rows.user.values()].filter(
        (user) => customerId === null || user.customerId === customerId,
      );
      return page(
        users.toSorted((a, b) => nameOf(a).localeCompare(nameOf(b))),
        call,
      );
    },
    // One tenant in an answer.
    'users.find': ({ query }) => {
      const terms = searchTerms(query.get('search') ?? '');
      const except = query.get('except')?.split(',') ?? [];
      const ids = [...backend.tenants.keys()].toSorted().filter((id) => !except.includes(id));
      const left = ids.filter((id) => id > (query.get('after') ?? ''));
      const [tenantId = ''] = left;
      const users = [...(backend.tenants.get(tenantId)?.rows.user.values() ?? [])].filter((user) =>
        matchesSearch(entityText(userFields, user), terms),
      );
      const shown = users.map((user) => ({ ...user, customerTitle: null }));
      return {
        groups:
          users.length === 0 ? [] : [{ tenantId, users: shown, total: users.length, totalIsExact: true }],
        next: left.length > 1 ? tenantId : null,
      };
    },
    'users.get': (call) => found(tenantOf(call).rows.user.get(call.params['userId'] ?? '')),
    'users.avatar': (call) => {
      const { avatar } = found(tenantOf(call).rows.user.get(call.params['userId'] ?? ''));
      return {
        avatar: found(avatar ?? undefined),
        image: Buffer.from(`picture ${avatar ?? ''}`).toString('base64'),
      };
    },
    'users.update': (call) =>
      once(call, () => {
        const tenant = tenantOf(call);
        const user = found(tenant.rows.user.get(call.params['userId'] ?? ''));
        const { version, changes } = call.body as { version: number; changes: Partial<User> };
        if (user.version !== version)
          throw refuse('VERSION_CONFLICT', 'Changed meanwhile.', { current: user });
        const changed = { ...user, ...changes, version: version + 1 };
        tenant.put('user', changed);
        return changed;
      }),
    'users.delete': (call) =>
      once(call, () => {
        tenantOf(call).remove('user', call.params['userId'] ?? '');
        return { id: call.params['userId'], restorableUntil: null };
      }),
    'customers.list': (call) => page(tenantOf(call).rows.customer.values(), call),
    'customers.get': (call) => found(tenantOf(call).rows.customer.get(call.params['customerId'] ?? '')),
    'roles.list': (call) => ({ items: [...tenantOf(call).rows.role.values()] }),
    'products.list': (call) => ({ items: [...tenantOf(call).rows.product.values()] }),
    'profiles.list': (call) => page(tenantOf(call).rows.profile.values(), call),
    'profiles.holders': (call) => {
      const id = call.params['profileId'] ?? '';
      const holders = [...tenantOf(call).rows.user.values()].filter(({ profileIds }) =>
        profileIds.includes(id),
      );
      return {
        ...page(
          holders.map((user) => ({ userId: user.id, name: nameOf(user), email: user.email })),
          call,
        ),
        count: holders.length,
      };
    },
  };

  function sayTime(response: ServerResponse): void {
    response.sendDate = false;
    if (backend.now !== null) response.setHeader('date', new Date(backend.now()).toUTCString());
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://backend');
    const name = `${request.method ?? ''} ${url.pathname}`;
    backend.requests.push(name);
    sayTime(response);
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const fault = backend.fault(name);
    if (fault?.kind === 'html')
      return void response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Hotel</h1>');
    if (fault?.kind === 'redirect')
      return void response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end();
    if (fault?.kind === 'wait') await fault.until;
    if (url.pathname === '/ready') return send(response, 200, { ready: true });
    const { status, body } =
      fault?.kind === 'error'
        ? errorAnswer(fault.error)
        : answer(name, { url, request, text: Buffer.concat(chunks).toString() });
    if (body === hintStream) return hint(name, response);
    if (fault?.kind === 'lost') return void response.destroy();
    if (fault?.kind === 'body') return sendText(response, fault);
    send(response, status, body);
  }

  function hint(name: string, response: ServerResponse): void {
    const tenantId = name.split('/')[3] ?? '';
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write(':\n\n');
    const listening = { tenantId, response };
    backend.listening.add(listening);
    response.once('close', () => backend.listening.delete(listening));
  }

  function answer(
    name: string,
    { url, request, text }: { url: URL; request: IncomingMessage; text: string },
  ): { status: number; body: unknown } {
    if (request.headers.authorization !== `Bearer ${backend.token}`)
      return errorAnswer(apiError('NOT_SIGNED_IN', 'The token is not valid.'));
    for (const route of Object.values(api) as Route[]) {
      const params = match(route, name);
      if (params === null) continue;
      const handler = answers[route.name as keyof typeof api];
      if (handler === undefined)
        return errorAnswer(apiError('INTERNAL', `This backend has no ${route.name}.`));
      try {
        const call = {
          params,
          query: url.searchParams,
          body: text === '' ? undefined : (JSON.parse(text) as unknown),
          key: String(request.headers['idempotency-key']),
        };
        const body = handler(call);
        return { status: route.status, body: body === hintStream ? body : route.answer.parse(body) };
      } catch (error) {
        if (error instanceof Refusal) return errorAnswer(error.error);
        throw error;
      }
    }
    return errorAnswer(apiError('NOT_FOUND', 'There is nothing here.'));
  }

  const backend: EngineBackend = {
    get url() {
      return secure === undefined
        ? `http://127.0.0.1:${String(port)}`
        : `https://${secure.host}:${String(port)}`;
    },
    account,
    token: 'token-1',
    tenants: new Map(),
    addTenant(summary) {
      const tenant = createTenantModel(summary);
      backend.tenants.set(summary.id, tenant);
      return tenant;
    },
    fault: () => null,
    now: null,
    requests: [],
    writes: [],
    listening: new Set(),
    hint(tenantId) {
      for (const { response, ...of } of backend.listening)
        if (of.tenantId === tenantId) response.write(`data: ${JSON.stringify({ tenantId })}\n\n`);
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
    async start() {
      await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
      ({ port } = server.address() as AddressInfo);
    },
  };
  await backend.start();
  return backend;
}

const errorAnswer = (error: ApiError): { status: number; body: unknown } => ({
  status: errorCodes[error.code].status || 500,
  body: error,
});

function sendText(
  response: ServerResponse,
  { status = 200, json }: { readonly status?: number; readonly json: string },
): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(json);
}

function send(response: ServerResponse, status: number, body: unknown): void {
  const { retryAfterSeconds } = body as Partial<ApiError>;
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    ...(retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) }),
  });
  response.end(JSON.stringify(body));
}

function match(route: Route, name: string): Record<string, string> | null {
  const pattern = `${route.method} ${route.path}`.replaceAll(/:(\w+)/gu, '(?<$1>[^/]+)');
  const found = new RegExp(`^${pattern}$`, 'u').exec(name);
  return found === null ? null : { ...found.groups };
}
