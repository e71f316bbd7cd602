import { z } from 'zod';
import { oneOf } from '../domain/newer.ts';

/**
 * Every failure that may cross a boundary (HTTP, MessagePort, IPC), with its HTTP status and whether repeating the
 * same request later can succeed. The union is closed: a new failure is a new line here, and the exhaustive switch
 * that turns codes into words in the renderer stops compiling until it has words for it.
 */
export const errorCodes = {
  VALIDATION_FAILED: { status: 400, retryable: false },
  MALFORMED_REQUEST: { status: 400, retryable: false },
  CURSOR_INVALID: { status: 400, retryable: false },
  IDEMPOTENCY_KEY_MISSING: { status: 400, retryable: false },
  NOT_SIGNED_IN: { status: 401, retryable: false },
  PERMISSION_DENIED: { status: 403, retryable: false },
  ACCOUNT_DISABLED: { status: 403, retryable: false },
  NOT_FOUND: { status: 404, retryable: false },
  VERSION_CONFLICT: { status: 409, retryable: false },
  EMAIL_TAKEN: { status: 409, retryable: false },
  NAME_TAKEN: { status: 409, retryable: false },
  IDEMPOTENCY_KEY_REUSED: { status: 409, retryable: false },
  IN_PROGRESS: { status: 409, retryable: true },
  ACTION_NOT_ALLOWED: { status: 409, retryable: false },
  PROFILE_IN_USE: { status: 409, retryable: false },
  CUSTOMER_HAS_USERS: { status: 409, retryable: false },
  PLAN_STALE: { status: 409, retryable: false },
  TENANT_MISMATCH: { status: 409, retryable: false },
  RESYNC_REQUIRED: { status: 410, retryable: false },
  BODY_TOO_LARGE: { status: 413, retryable: false },
  MEDIA_TYPE_UNSUPPORTED: { status: 415, retryable: false },
  RATE_LIMITED: { status: 429, retryable: true },
  INTERNAL: { status: 500, retryable: true },
  DATABASE_UNAVAILABLE: { status: 503, retryable: true },
  /** The console's own: no answer from the backend. */
  OFFLINE: { status: 0, retryable: true },
  /** The console's own: something answered that is not the backend (a captive portal, a wrong address). */
  NOT_A_BACKEND: { status: 0, retryable: true },
  /** The console's own: the local copy cannot be opened. */
  CACHE_UNAVAILABLE: { status: 0, retryable: false },
  /** The console's own: the OS keychain refused. */
  KEYCHAIN_UNAVAILABLE: { status: 0, retryable: true },
  /** The console's own: a newer version of it could not be found, fetched or installed. */
  UPDATE_FAILED: { status: 0, retryable: true },
  /** The console's own: the user closed the browser or pressed Cancel. */
  CANCELLED: { status: 0, retryable: true },
} as const;

export type ErrorCode = keyof typeof errorCodes;

const errorCodeNames = Object.keys(errorCodes) as [ErrorCode, ...ErrorCode[]];

/** Reasons for one wrong field; the renderer has words for each (`fieldError.<reason>`), `limit` fills them in. */
export const fieldReasons = [
  'required',
  'too-short',
  'too-long',
  'invalid',
  'invisible',
  'control-characters',
  'bidi-controls',
  'not-an-email',
  'unknown-field',
  'taken',
  'not-editable',
  'unknown-reference',
  'too-many',
  'too-few',
] as const;
export type FieldReason = (typeof fieldReasons)[number];

export const fieldErrorSchema = z.object({
  /** Dotted path in the body, params or query, such as `profileIds.0`. */
  field: z.string(),
  reason: oneOf(fieldReasons),
  limit: z.number().optional(),
  message: z.string(),
});
export type FieldError = z.infer<typeof fieldErrorSchema>;

/**
 * An error as data. `message` is English for logs and API clients: what happened, whether anything was saved, what to
 * do next. The console shows its own words for `code`, filled in from `details`.
 */
export const apiErrorSchema = z.object({
  code: oneOf(errorCodeNames),
  message: z.string(),
  retryable: z.boolean(),
  /** `unknown` only where an answer was lost; the same `Idempotency-Key` then finds out. */
  saved: z.enum(['nothing', 'everything', 'unknown']),
  fields: z.array(fieldErrorSchema).optional(),
  retryAfterSeconds: z.number().int().optional(),
  /** Values for the words, e.g. `{ customer: 'Nord Facility' }` with EMAIL_TAKEN, `{ permission }` with PERMISSION_DENIED. */
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
  /** The entity as it is now, with VERSION_CONFLICT. */
  current: z.unknown().optional(),
  requestId: z.string().optional(),
});
export type ApiError = z.infer<typeof apiErrorSchema>;

/** Builds an error with the status-independent facts of its code filled in. */
export function apiError(
  code: ErrorCode,
  message: string,
  more: Partial<Omit<ApiError, 'code' | 'message' | 'retryable'>> = {},
): ApiError {
  return { code, message, retryable: errorCodes[code].retryable, saved: 'nothing', ...more };
}

/** An expected failure as a value: the only form in which failures cross the bridge of the desktop. */
export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: ApiError };

/**
 * Aborts the work in hand with an expected failure, for instance to roll a transaction back. Caught once per process
 * boundary and turned into data there; anything else that is thrown is a bug.
 */
export class Refusal extends Error {
  readonly error: ApiError;
  constructor(error: ApiError) {
    super(`${error.code}: ${error.message}`);
    this.name = 'Refusal';
    this.error = error;
  }
}

/** Shorthand for `throw refuse(…)`. */
export function refuse(...input: Parameters<typeof apiError>): Refusal {
  return new Refusal(apiError(...input));
}
