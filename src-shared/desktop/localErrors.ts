import { apiError, type ApiError, type ErrorCode } from '../api/errors.ts';

/**
 * Why something on this computer, or on the way to a backend, failed, and the code of that failure. The renderer has words
 * for each (`errors.<code>.what_<reason>` and `next_<reason>`).
 */
export const localReasons = {
  'cannot-open': 'CACHE_UNAVAILABLE',
  'cannot-write': 'CACHE_UNAVAILABLE',
  'disk-full': 'CACHE_UNAVAILABLE',
  'engine-failed': 'CACHE_UNAVAILABLE',
  'key-gone': 'CACHE_UNAVAILABLE',
  'list-unreadable': 'CACHE_UNAVAILABLE',
  'newer-version': 'CACHE_UNAVAILABLE',
  'not-wiped': 'CACHE_UNAVAILABLE',
  'profile-folder': 'CACHE_UNAVAILABLE',
  'set-aside': 'CACHE_UNAVAILABLE',
  'entries-gone': 'KEYCHAIN_UNAVAILABLE',
  'no-answer': 'KEYCHAIN_UNAVAILABLE',
  'certificate-expired': 'NOT_A_BACKEND',
  'certificate-not-yet-valid': 'NOT_A_BACKEND',
  'certificate-other-name': 'NOT_A_BACKEND',
  'certificate-refused': 'NOT_A_BACKEND',
  'certificate-unknown-issuer': 'NOT_A_BACKEND',
  clock: 'NOT_A_BACKEND',
  'other-server': 'NOT_A_BACKEND',
  'proxy-password': 'OFFLINE',
  'proxy-refused': 'OFFLINE',
  'proxy-settings': 'OFFLINE',
  'proxy-unreachable': 'OFFLINE',
  'proxy-unsupported': 'OFFLINE',
  'update-damaged': 'UPDATE_FAILED',
  'update-no-space': 'UPDATE_FAILED',
  'update-not-installed': 'UPDATE_FAILED',
  'update-older': 'UPDATE_FAILED',
  'update-other-server': 'UPDATE_FAILED',
  'update-replayed': 'UPDATE_FAILED',
  'update-unreachable': 'UPDATE_FAILED',
  'update-unsigned': 'UPDATE_FAILED',
  'update-busy-job': 'UPDATE_FAILED',
  'update-busy-sending': 'UPDATE_FAILED',
  'update-busy-unsaved': 'UPDATE_FAILED',
} as const satisfies Readonly<Record<string, ErrorCode>>;

export type LocalReason = keyof typeof localReasons;

/** An error of the console's own. Nobody outside reads it, so its words stand in the renderer alone. */
export function localError(reason: LocalReason, details: Readonly<Record<string, string>> = {}): ApiError {
  return apiError(localReasons[reason], `Failed on this computer: ${reason}.`, {
    details: { ...details, reason },
  });
}
