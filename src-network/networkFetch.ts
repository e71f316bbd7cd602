import { type IncomingMessage, request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';
import { ReadableStream as WebStream } from 'node:stream/web';
import type { Agents } from './agents.ts';

/** Of `fetch` what the program uses. */
export interface FetchOptions {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | URLSearchParams | Uint8Array | ArrayBuffer | ReadableStream | null | undefined;
  /** A redirect is never followed: it is the answer, or with `error` a failure. */
  readonly redirect?: 'manual' | 'error' | 'follow';
  readonly signal?: AbortSignal | null | undefined;
}

export type Fetch = (address: string, options?: FetchOptions) => Promise<Response>;

/** Milliseconds of silence after which a request is given up. */
const longestSilence = 30_000;

/** Bytes; an account with thousands of tenants has an answer of some megabytes. */
const longestAnswer = 32 * 1024 * 1024;

/** Statuses whose answers have no body. */
const bodiless = new Set([204, 205, 304]);

/**
 * `fetch` over the program's own network, with as little to load as can be. Rejects as `fetch` does: with the reason of the
 * signal, else with a TypeError whose cause has the code.
 */
export function createNetworkFetch(agents: Agents): Fetch {
  return async (address, options = {}) => {
    let answer: IncomingMessage;
    try {
      answer = await ask(agents, new URL(address), options);
    } catch (thrown) {
      if (options.signal?.aborted === true) throw options.signal.reason;
      throw failed(thrown);
    }
    const { statusCode: status = 0, headers } = answer;
    const redirected = status >= 300 && status < 400;
    if (redirected && options.redirect === 'error') {
      answer.destroy();
      throw failed(new Error('The answer leads elsewhere.'));
    }
    // The type of streams that Node itself has, and that of its Response, are not the same.
    const body = bodiless.has(status) ? null : (WebStream.from(bounded(answer)) as never);
    if (body === null) answer.resume();
    return new Response(body, { status, headers: headersOf(headers) });
  };
}

async function ask(
  agents: Agents,
  url: URL,
  { method = 'GET', headers = {}, body, signal }: FetchOptions,
): Promise<IncomingMessage> {
  const bytes =
    body instanceof URLSearchParams || typeof body === 'string'
      ? Buffer.from(body.toString())
      : Buffer.from(await new Response((body ?? '') as RequestInit['body']).arrayBuffer());
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const options = {
    method,
    headers: { accept: '*/*', ...headers, ...(bytes.length > 0 ? { 'content-length': bytes.length } : {}) },
    timeout: longestSilence,
    ...(signal ? { signal } : {}),
  };
  const asking =
    url.protocol === 'https:'
      ? secureRequest(url, { ...options, agent: agents.httpsAgent })
      : plainRequest(url, { ...options, agent: agents.httpAgent });
  asking.once('response', resolve);
  asking.once('timeout', () => asking.destroy(Object.assign(new Error('Silence.'), { code: 'ETIMEDOUT' })));
  asking.on('error', reject);
  asking.end(bytes);
  return await promise;
}

/** The bytes of an answer; more than anybody would send is an error. */
async function* bounded(answer: IncomingMessage): AsyncGenerator<Uint8Array> {
  let length = 0;
  for await (const part of answer as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > longestAnswer) throw failed(new Error('The answer is too long.'));
    yield part;
  }
}

const failed = (cause: unknown): TypeError => new TypeError('fetch failed', { cause });

function headersOf(given: IncomingMessage['headers']): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(given))
    for (const each of [value ?? []].flat()) headers.append(name, each);
  return headers;
}
