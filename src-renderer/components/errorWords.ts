import type { TFunction } from 'i18next';
import { type ApiError, errorCodes, type FieldReason } from '#shared/api/errors.ts';

/** What happened, whether anything was saved, and what to do next: a failure in the user's words. */
export interface ErrorWords {
  readonly what: string;
  readonly saved: string;
  readonly next: string;
}

/**
 * A failure in words, for a place of the interface that shows all three sentences. A code without words doesn't compile;
 * one that only a newer backend knows has words of its own. Where its details allow more exact words, `what` or `next` has a variant: `_customer` for where an address is taken,
 * `_disk-full` and the like for a reason, `_wait` for the time until the next try.
 */
export function errorWords(
  t: TFunction,
  { code: given, saved, details = {}, retryAfterSeconds }: ApiError,
): ErrorWords {
  const code = Object.hasOwn(errorCodes, given) ? given : 'unknown';
  const { reason, customer, host, version, clock } = details;
  const variant =
    customer === undefined ? (reason ?? (retryAfterSeconds === undefined ? undefined : 'wait')) : 'customer';
  // Never all details: i18next takes some names as options of its own.
  const values = {
    customer: String(customer),
    host: String(host),
    version: String(version),
    clock: String(clock),
    count: retryAfterSeconds,
    context: String(variant),
  };
  return {
    what: code === 'ACTION_NOT_ALLOWED' ? refusalWords(t, reason) : t(`errors.${code}.what`, values),
    saved: t(`errors.saved.${saved}`),
    next: t(`errors.${code}.next`, values),
  };
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

/** What is wrong with one field (`fieldError.<reason>`, with a variant that names the limit where there is one). */
export function fieldWords(t: TFunction, reason: FieldReason, limit?: number): string {
  return t(`fieldError.${reason}`, {
    defaultValue: t('fieldError.invalid'),
    ...(limit === undefined ? {} : { limit, context: 'limit' }),
  });
}
