import { addAbortListener, setMaxListeners } from 'node:events';
import type { Readable } from 'node:stream';
import type { AxiosError, AxiosResponse } from 'axios';
import type { AgentsDeps } from '#network/agents.ts';
import { createNetworkClient, isGivenUp, isRequestFailure } from '#network/network.ts';
import { api, type Api, type RouteName } from '#shared/api/index.ts';
import { apiError, type ApiError, type Result } from '#shared/api/errors.ts';
import { isWrite, pathOf, type Route, type RouteAnswer, type RouteRequest } from '#shared/api/route.ts';
import type { BackendClock } from '../backendClock.ts';
import type { AccessTokens } from './accessTokens.ts';
import { readEvents, shortBody } from './eventStream.ts';
import { type HttpAnswer, noAnswer, parseJson, readAnswer } from './answers.ts';

export interface CallOptions {
  /** Required by writes: one per intent, the same with each retry of it. */
  readonly idempotencyKey?: string;
  readonly signal?: AbortSignal;
}

export interface HintOptions {
  readonly signal: AbortSignal;
  readonly onOpen: () => void;
  readonly onHint: () => void;
}

/**
 * The tenant backend, as its routes describe it. Failures are values; repeated is only what met a refused token or a kept
 * connection that had just ended, once.
 */
export interface BackendClient {
  /** Calls a route; the answer has been checked by the route's schema. */
  call<N extends RouteName>(
    name: N,
    request: RouteRequest<Api[N]>,
    options?: CallOptions,
  ): Promise<Result<RouteAnswer<Api[N]>>>;
  /** A page of changes as it came (JSON in UTF-8): its rows are read by SQLite, not here. */
  changes(
    request: RouteRequest<Api['changes.list']>,
    options?: Pick<CallOptions, 'signal'>,
  ): Promise<Result<Uint8Array>>;
  /**
   * Listens for hints that something changed in a tenant, until either side ends it. `onOpen`: from now on none is
   * missed.
   */
  hints(
    request: RouteRequest<Api['changes.watch']>,
    options: HintOptions,
  ): Promise<Result<'ended' | 'broken'>>;
  /** Whether the backend is there and ready, without an account: why not, or null. */
  ready(): Promise<ApiError | null>;
  /** Gives up what is under way. */
  close(): void;
}

export interface BackendClientDeps {
  readonly backendUrl: string;
  readonly accessTokens: AccessTokens;
  readonly network: AgentsDeps;
  /** Put right by what the answers say of the time. */
  readonly clock: Pick<BackendClock, 'measure'>;
  /** Told about each call: `null` when the backend answered as itself, whatever it said. */
  readonly onContact: (failure: ApiError | null) => void;
  /** Told that the account may do nothing any more. */
  readonly onDisabled: (error: ApiError) => void;
  /** Milliseconds until an answer is given up. */
  readonly timeout?: number;
}

/** Largest answer that is accepted: a page of 10,000 changes is some 10 MB. */
const maxAnswer = 128 * 1024 * 1024;

interface Plain {
  readonly params: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>> | undefined;
  readonly body?: unknown;
}

export function createBackendClient(deps: BackendClientDeps): BackendClient {
  const ended = new AbortController();
  // Every call under way listens to it: pictures of a page of rows are asked for at once.
  setMaxListeners(0, ended.signal);
  const { http, close } = createNetworkClient(deps.network, {
    baseURL: deps.backendUrl.replace(/\/+$/u, ''),
    responseType: 'arraybuffer',
    maxContentLength: maxAnswer,
    ...(deps.timeout === undefined ? {} : { timeout: deps.timeout }),
  });
  let token: string | null = null;

  async function exchange(route: Route, request: Plain, options: CallOptions): Promise<Result<Uint8Array>> {
    const write = isWrite(route);
    let lost = false;
    for (;;) {
      try {
        const heard = deps.clock.measure();
        const result = readTimed(answerOf(await send<Uint8Array>(route, request, options)), heard, { write });
        if (result.ok) report(null);
        return result;
      } catch (error) {
        if (!lost && isRequestFailure(error) && endedWhileKept(error)) lost = true;
        else return { ok: false, error: failureOf(error, { write, lost }) };
      }
    }
  }

  async function listen(request: Plain, options: HintOptions): Promise<Result<'ended' | 'broken'>> {
    const route: Route = api['changes.watch'];
    try {
      const heard = deps.clock.measure();
      const answer = await send<Readable>(route, request, { signal: options.signal }, 'stream');
      const stream = answer.data;
      const unwanted = AbortSignal.any([ended.signal, options.signal]);
      using _listener = addAbortListener(unwanted, () => stream.destroy());
      if (answer.status !== route.status || !isEventStream(answer)) {
        const read = readAnswer(answerOf({ ...answer, data: await shortBody(stream) }), { write: false });
        return read.ok ? { ok: false, error: misshapen(route) } : read;
      }
      heard(dateOf(answer));
      report(null);
      options.onOpen();
      return { ok: true, value: await readEvents(stream, options.onHint) };
    } catch (error) {
      return { ok: false, error: failureOf(error, { write: false, lost: false }) };
    }
  }

  function send<T>(
    route: Route,
    { params, query, body }: Plain,
    options: CallOptions,
    responseType: 'arraybuffer' | 'stream' = 'arraybuffer',
  ): Promise<AxiosResponse<T>> {
    // False: without a body there is no content to have a type, where axios would name that of a form.
    const contentType = body === undefined ? false : 'application/json';
    const headers: Record<string, string | false> = {
      accept: route.stream === true ? 'text/event-stream, application/json' : 'application/json',
      'content-type': contentType,
    };
    if (token !== null) headers['authorization'] = `Bearer ${token}`;
    if (options.idempotencyKey !== undefined) headers['idempotency-key'] = options.idempotencyKey;
    return http.request<T>({
      method: route.method,
      url: pathOf(route, params),
      params: query,
      headers,
      data: body === undefined ? undefined : JSON.stringify(body),
      responseType,
      signal: options.signal === undefined ? ended.signal : AbortSignal.any([ended.signal, options.signal]),
    });
  }

  /** Asks with a token, and once more with a fresh one if the first was refused. */
  async function authorised<T>(ask: () => Promise<Result<T>>): Promise<Result<T>> {
    const first = token === null ? await renew(null) : null;
    if (first !== null) return { ok: false, error: first };
    const used = token;
    let result = await ask();
    if (!result.ok && result.error.code === 'NOT_SIGNED_IN') {
      const failure = await renew(used);
      if (failure !== null) return { ok: false, error: failure };
      result = await ask();
    }
    // A stream said that it had contact when it began.
    if (!result.ok) report(result.error);
    return result;
  }

  /** A fresh token, unless another call brought one meanwhile. */
  async function renew(rejected: string | null): Promise<ApiError | null> {
    if (token !== rejected) return null;
    const result = await deps.accessTokens.get({ rejected });
    if (result.ok) {
      token = result.value;
      return null;
    }
    // Without a token nothing is asked here: that the backend is away is what main found out.
    if (isAway(result.error)) deps.onContact(result.error);
    return result.error;
  }

  function report(error: ApiError | null): void {
    if (error?.code === 'CANCELLED') return;
    if (error?.code === 'ACCOUNT_DISABLED') deps.onDisabled(error);
    deps.onContact(error !== null && isAway(error) ? error : null);
  }

  return {
    async call<N extends RouteName>(name: N, request: RouteRequest<Api[N]>, options: CallOptions = {}) {
      const route: Route = api[name];
      const result = await authorised(() => exchange(route, request, options));
      if (!result.ok) return result;
      const parsed = route.answer.safeParse(parseJson(result.value));
      if (parsed.success) return { ok: true as const, value: parsed.data as RouteAnswer<Api[N]> };
      return { ok: false as const, error: misshapen(route) };
    },
    changes: (request, options = {}) => authorised(() => exchange(api['changes.list'], request, options)),
    hints: (request, options) => authorised(() => listen(request, options)),
    async ready() {
      try {
        const heard = deps.clock.measure();
        const answer = await http.get<Uint8Array>('/ready', { timeout: 5000, signal: ended.signal });
        const read = readTimed(answerOf(answer), heard, { write: false });
        return read.ok ? null : read.error;
      } catch (error) {
        return failureOf(error, { write: false, lost: false });
      }
    },
    close() {
      ended.abort();
      close();
    },
  };
}

/**
 * A kept connection may end in the very moment in which it is used again. Then the call is repeated once, on a new
 * one: reads are harmless, and writes carry their key.
 */
function endedWhileKept(error: AxiosError): boolean {
  const request: unknown = error.request;
  const reused =
    typeof request === 'object' && request !== null && Reflect.get(request, 'reusedSocket') === true;
  return reused && (error.code === 'ECONNRESET' || error.code === 'EPIPE');
}

function failureOf(
  error: unknown,
  { write, lost }: { readonly write: boolean; readonly lost: boolean },
): ApiError {
  if (isGivenUp(error)) return givenUp(write);
  if (!isRequestFailure(error)) throw error;
  return noAnswer(lost ? '' : (error.code ?? ''), { write });
}

function answerOf({ status, headers, data }: AxiosResponse<Uint8Array>): HttpAnswer {
  return {
    status,
    contentType: textOf(headers['content-type']) ?? '',
    retryAfter: textOf(headers['retry-after']),
    date: dateOf({ headers }),
    body: data,
  };
}

/** When an answer was given; not of one that something on the way had kept. */
const dateOf = ({ headers }: Pick<AxiosResponse, 'headers'>): string | undefined =>
  headers['age'] === undefined ? textOf(headers['date']) : undefined;

/** Believes in nobody's time but the backend's. */
function readTimed(
  answer: HttpAnswer,
  heard: (date: string | undefined) => void,
  how: { readonly write: boolean },
): Result<Uint8Array> {
  const result = readAnswer(answer, how);
  if (result.ok || result.error.code !== 'NOT_A_BACKEND') heard(answer.date);
  return result;
}

const isAway = ({ code }: ApiError): boolean => code === 'OFFLINE' || code === 'NOT_A_BACKEND';

const isEventStream = ({ headers }: AxiosResponse): boolean =>
  textOf(headers['content-type'])?.startsWith('text/event-stream') === true;

function givenUp(write: boolean): ApiError {
  return apiError('CANCELLED', 'The call was given up.', { saved: write ? 'unknown' : 'nothing' });
}

function misshapen(route: Route): ApiError {
  const write = isWrite(route);
  return apiError(
    'INTERNAL',
    `The answer to ${route.name} does not have the agreed form: console and backend may be of different versions.` +
      (write ? ' The change was made; look at it before you repeat it.' : ''),
    { saved: write ? 'everything' : 'nothing' },
  );
}

const textOf = (header: unknown): string | undefined => (typeof header === 'string' ? header : undefined);
