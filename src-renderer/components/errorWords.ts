import type { TFunction } from 'i18next';
import type { ApiError, ErrorCode, FieldReason } from '#shared/api/errors.ts';

/** What happened, whether anything was saved, and what to do next: a failure in the user's words. */
export interface ErrorWords {
  readonly what: string;
  readonly saved: string;
  readonly next: string;
}

type Words = (
  t: TFunction,
  values: Readonly<Record<string, string | number | boolean>>,
) => Omit<ErrorWords, 'saved'>;

/** Exhaustive by type: a new code in shared stops this from compiling until it has words. */
const words: Readonly<Record<ErrorCode, Words>> = {
  VALIDATION_FAILED: (t) => ({
    what: t('errors.VALIDATION_FAILED.what'),
    next: t('errors.VALIDATION_FAILED.next'),
  }),
  MALFORMED_REQUEST: (t) => ({
    what: t('errors.MALFORMED_REQUEST.what'),
    next: t('errors.MALFORMED_REQUEST.next'),
  }),
  CURSOR_INVALID: (t) => ({ what: t('errors.CURSOR_INVALID.what'), next: t('errors.CURSOR_INVALID.next') }),
  IDEMPOTENCY_KEY_MISSING: (t) => ({
    what: t('errors.IDEMPOTENCY_KEY_MISSING.what'),
    next: t('errors.IDEMPOTENCY_KEY_MISSING.next'),
  }),
  NOT_SIGNED_IN: (t) => ({ what: t('errors.NOT_SIGNED_IN.what'), next: t('errors.NOT_SIGNED_IN.next') }),
  PERMISSION_DENIED: (t) => ({
    what: t('errors.PERMISSION_DENIED.what'),
    next: t('errors.PERMISSION_DENIED.next'),
  }),
  ACCOUNT_DISABLED: (t) => ({
    what: t('errors.ACCOUNT_DISABLED.what'),
    next: t('errors.ACCOUNT_DISABLED.next'),
  }),
  NOT_FOUND: (t) => ({ what: t('errors.NOT_FOUND.what'), next: t('errors.NOT_FOUND.next') }),
  VERSION_CONFLICT: (t) => ({
    what: t('errors.VERSION_CONFLICT.what'),
    next: t('errors.VERSION_CONFLICT.next'),
  }),
  EMAIL_TAKEN: (t, { customer }) => ({
    what:
      customer === undefined
        ? t('errors.EMAIL_TAKEN.what')
        : t('errors.EMAIL_TAKEN.whatIn', { customer: String(customer) }),
    next: t('errors.EMAIL_TAKEN.next'),
  }),
  NAME_TAKEN: (t) => ({ what: t('errors.NAME_TAKEN.what'), next: t('errors.NAME_TAKEN.next') }),
  IDEMPOTENCY_KEY_REUSED: (t) => ({
    what: t('errors.IDEMPOTENCY_KEY_REUSED.what'),
    next: t('errors.IDEMPOTENCY_KEY_REUSED.next'),
  }),
  IN_PROGRESS: (t) => ({ what: t('errors.IN_PROGRESS.what'), next: t('errors.IN_PROGRESS.next') }),
  ACTION_NOT_ALLOWED: (t, { reason }) => ({
    what: refusalWords(t, reason),
    next: t('errors.ACTION_NOT_ALLOWED.next'),
  }),
  PROFILE_IN_USE: (t) => ({ what: t('errors.PROFILE_IN_USE.what'), next: t('errors.PROFILE_IN_USE.next') }),
  CUSTOMER_HAS_USERS: (t) => ({
    what: t('errors.CUSTOMER_HAS_USERS.what'),
    next: t('errors.CUSTOMER_HAS_USERS.next'),
  }),
  PLAN_STALE: (t) => ({ what: t('errors.PLAN_STALE.what'), next: t('errors.PLAN_STALE.next') }),
  TENANT_MISMATCH: (t) => ({
    what: t('errors.TENANT_MISMATCH.what'),
    next: t('errors.TENANT_MISMATCH.next'),
  }),
  RESYNC_REQUIRED: (t) => ({
    what: t('errors.RESYNC_REQUIRED.what'),
    next: t('errors.RESYNC_REQUIRED.next'),
  }),
  BODY_TOO_LARGE: (t) => ({ what: t('errors.BODY_TOO_LARGE.what'), next: t('errors.BODY_TOO_LARGE.next') }),
  MEDIA_TYPE_UNSUPPORTED: (t) => ({
    what: t('errors.MEDIA_TYPE_UNSUPPORTED.what'),
    next: t('errors.MEDIA_TYPE_UNSUPPORTED.next'),
  }),
  RATE_LIMITED: (t, { retryAfterSeconds }) => ({
    what: t('errors.RATE_LIMITED.what'),
    next:
      typeof retryAfterSeconds === 'number'
        ? t('errors.RATE_LIMITED.nextIn', { count: retryAfterSeconds })
        : t('errors.RATE_LIMITED.next'),
  }),
  INTERNAL: (t) => ({ what: t('errors.INTERNAL.what'), next: t('errors.INTERNAL.next') }),
  DATABASE_UNAVAILABLE: (t) => ({
    what: t('errors.DATABASE_UNAVAILABLE.what'),
    next: t('errors.DATABASE_UNAVAILABLE.next'),
  }),
  OFFLINE: (t) => ({ what: t('errors.OFFLINE.what'), next: t('errors.OFFLINE.next') }),
  NOT_A_BACKEND: (t) => ({ what: t('errors.NOT_A_BACKEND.what'), next: t('errors.NOT_A_BACKEND.next') }),
  CACHE_UNAVAILABLE: (t, { reason }) =>
    reason === 'disk-full'
      ? { what: t('errors.CACHE_UNAVAILABLE.whatFull'), next: t('errors.CACHE_UNAVAILABLE.nextFull') }
      : { what: t('errors.CACHE_UNAVAILABLE.what'), next: t('errors.CACHE_UNAVAILABLE.next') },
  KEYCHAIN_UNAVAILABLE: (t) => ({
    what: t('errors.KEYCHAIN_UNAVAILABLE.what'),
    next: t('errors.KEYCHAIN_UNAVAILABLE.next'),
  }),
  CANCELLED: (t) => ({ what: t('errors.CANCELLED.what'), next: t('errors.CANCELLED.next') }),
};

/** A failure in words, for a place of the interface that shows all three sentences. */
export function errorWords(t: TFunction, error: ApiError): ErrorWords {
  const values = {
    ...error.details,
    ...(error.retryAfterSeconds === undefined ? {} : { retryAfterSeconds: error.retryAfterSeconds }),
  };
  return { ...words[error.code](t, values), saved: t(`errors.saved.${error.saved}`) };
}

/** The three sentences as one line, for a toast. */
export function errorLine(t: TFunction, error: ApiError): string {
  const { what, saved, next } = errorWords(t, error);
  return [what, saved, next].filter((sentence) => sentence !== '').join(' ');
}

/** The same without what was saved, of something that nobody asked for. */
export function problemLine(t: TFunction, error: ApiError): string {
  const { what, next } = errorWords(t, error);
  return `${what} ${next}`;
}

/** Why an action is refused (`refusedBecause.<reason>`), with a plain sentence for reasons newer than this console. */
export function refusalWords(t: TFunction, reason: unknown): string {
  return typeof reason === 'string'
    ? t(`refusedBecause.${reason}` as 'refusedBecause.offline', {
        defaultValue: t('errors.ACTION_NOT_ALLOWED.what'),
      })
    : t('errors.ACTION_NOT_ALLOWED.what');
}

/** What is wrong with one field (`fieldError.<reason>`). */
export function fieldWords(t: TFunction, reason: FieldReason, limit?: number): string {
  return limit === undefined
    ? t(`fieldError.${reason}`)
    : t(`fieldErrorLimit.${reason as 'too-long'}`, {
        limit,
        defaultValue: t(`fieldError.${reason}`),
      });
}
