import { networkError } from '#network/networkFailure.ts';
import { apiError, apiErrorSchema, type ApiError, type Result } from '#shared/api/errors.ts';

/** What came back over HTTP, as far as it matters. */
export interface HttpAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly retryAfter: string | undefined;
  /** When it was given, by the clock of who gave it; undefined also of one that a cache had kept. */
  readonly date: string | undefined;
  readonly body: Uint8Array;
}

/**
 * An answer of the backend: its body, or the error that it describes. Anything that is not JSON as the backend writes
 * it comes from something in between: a captive portal, a proxy, another server.
 */
export function readAnswer(answer: HttpAnswer, { write }: { readonly write: boolean }): Result<Uint8Array> {
  if (!answer.contentType.includes('json')) return { ok: false, error: notABackend(write) };
  if (answer.status >= 200 && answer.status < 300) return { ok: true, value: answer.body };
  const parsed = apiErrorSchema.safeParse(parseJson(answer.body));
  if (!parsed.success) return { ok: false, error: notABackend(write) };
  return { ok: false, error: withRetryAfter(parsed.data, answer) };
}

export function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    return undefined;
  }
}

function notABackend(write: boolean): ApiError {
  const saved = write
    ? 'It is not known whether anything was saved; repeat it to find out.'
    : 'Nothing was changed.';
  return apiError(
    'NOT_A_BACKEND',
    `Something answered that is not the tenant backend, perhaps the sign-in page of a network. ${saved}`,
    { saved: write ? 'unknown' : 'nothing' },
  );
}

/** Longest wait of the console itself, in seconds, whatever it was asked for. */
const longestWait = 900;

/** Milliseconds until the console itself asks again, as far as the backend said. */
export const waitAsked = ({ retryAfterSeconds = 0 }: ApiError): number =>
  Math.min(retryAfterSeconds, longestWait) * 1000;

/** RFC 9110 10.2.3: seconds, or a date, by the clock of who wrote it. */
function withRetryAfter(error: ApiError, { retryAfter, date }: HttpAnswer): ApiError {
  if (retryAfter === undefined) return error;
  const now = date === undefined ? Date.now() : Date.parse(date);
  const seconds = /^\d+$/u.test(retryAfter)
    ? Number(retryAfter)
    : Math.ceil((Date.parse(retryAfter) - now) / 1000);
  if (!Number.isFinite(seconds)) return error;
  return { ...error, retryAfterSeconds: Math.max(seconds, 0) };
}

/** Failures of a connection that was never made: nothing can have reached the backend. */
const neverSent = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'EADDRNOTAVAIL',
]);

/** No answer. Whether a write was saved is unknown as soon as it may have been sent (RFC 9110 9.2.2). */
export function noAnswer(code: string, { write }: { readonly write: boolean }): ApiError {
  // Of proxies and certificates: met before anything is sent.
  const named = networkError(code);
  if (named !== null) return named;
  const unknown = write && !neverSent.has(code);
  return apiError(
    'OFFLINE',
    unknown
      ? 'The backend did not answer. It is not known whether the change was saved; repeating it saves it once.'
      : 'The backend cannot be reached. Nothing was saved; try again when the connection is back.',
    { saved: unknown ? 'unknown' : 'nothing' },
  );
}
