import { apiError, type ApiError, Refusal } from '#shared/api/errors.ts';
import { localError } from '#shared/desktop/localErrors.ts';

/** What to tell of anything that was thrown. */
export function errorOf(thrown: unknown): ApiError {
  if (thrown instanceof Refusal) return thrown.error;
  if (thrown instanceof Error && 'syscall' in thrown) return profileFolderFails;
  return apiError('INTERNAL', 'TenantDesk failed at the sign-in. Nothing was saved; try again.');
}

const profileFolderFails = localError(
  'CACHE_UNAVAILABLE',
  'profile-folder',
  "TenantDesk can't read or write its profile folder. Nothing was deleted; check the disk's space and rights, then try " +
    'again.',
);

export const copySetAside = localError(
  'CACHE_UNAVAILABLE',
  'set-aside',
  'The older local copy could not be opened, because its key is no longer in the keychain. It was set aside, nothing was ' +
    'deleted, and a new copy is being loaded.',
);

export const notWiped = localError(
  'CACHE_UNAVAILABLE',
  'not-wiped',
  'The account is signed out, but its local copy could not be deleted. It is encrypted; delete its folder in the profile ' +
    'folder to remove it.',
);

export const listUnreadable = localError(
  'CACHE_UNAVAILABLE',
  'list-unreadable',
  "The list of accounts on this computer can't be read; it was kept under another name. Nothing was deleted. Sign in " +
    'again.',
);

export const entriesGone = localError(
  'KEYCHAIN_UNAVAILABLE',
  'entries-gone',
  'The keychain no longer holds the session of an account that was signed in. Nothing was deleted. Sign in again.',
);

export const keyGone = localError(
  'CACHE_UNAVAILABLE',
  'key-gone',
  "The keychain no longer holds the key of the local copy, so it can't be opened. Nothing was deleted. After you sign " +
    'in, the old file is set aside and a new copy is loaded.',
);

/** Of an account of which nothing is known but its backend's host, since the keychain holds the rest. */
export const keychainGone = (host: string): ApiError =>
  localError(
    'KEYCHAIN_UNAVAILABLE',
    'no-answer',
    `The keychain with your session at ${host} does not answer. Nothing was deleted. Unlock it and start TenantDesk ` +
      'again, or sign in for this session only.',
    { host },
  );
