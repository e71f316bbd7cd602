import { apiError, type ApiError } from '../api/errors.ts';

/**
 * Why something on this computer, or on the way to a backend, failed. The renderer has words for each
 * (`errors.<code>.what_<reason>` and `next_<reason>`).
 */
export const localReasons = {
  CACHE_UNAVAILABLE: [
    'cannot-open',
    'cannot-write',
    'disk-full',
    'key-gone',
    'list-unreadable',
    'newer-version',
    'not-wiped',
    'profile-folder',
    'set-aside',
  ],
  KEYCHAIN_UNAVAILABLE: ['entries-gone', 'no-answer'],
  NOT_A_BACKEND: ['clock', 'other-server'],
} as const;

type LocalReasons = typeof localReasons;

/** An error of the console's own with its reason. */
export function localError<C extends keyof LocalReasons>(
  code: C,
  reason: LocalReasons[C][number],
  message: string,
  details: Readonly<Record<string, string>> = {},
): ApiError {
  return apiError(code, message, { details: { ...details, reason } });
}
