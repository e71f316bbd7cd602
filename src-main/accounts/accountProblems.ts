import { apiError, type ApiError, Refusal } from '#shared/api/errors.ts';

/** What to tell of anything that was thrown. */
export function errorOf(thrown: unknown): ApiError {
  if (thrown instanceof Refusal) return thrown.error;
  if (thrown instanceof Error && 'syscall' in thrown) return profileFolderFails;
  return apiError('INTERNAL', 'TenantDesk failed at the sign-in. Nothing was saved; try again.');
}

const profileFolderFails = apiError(
  'CACHE_UNAVAILABLE',
  "TenantDesk can't read or write its profile folder. Nothing was deleted; check the disk's space and rights, then try " +
    'again.',
);

export const copySetAside = apiError(
  'CACHE_UNAVAILABLE',
  'The older local copy could not be opened, because its key is no longer in the keychain. It was set aside, nothing was ' +
    'deleted, and a new copy is being loaded.',
);

export const notWiped = apiError(
  'CACHE_UNAVAILABLE',
  'The account is signed out, but its local copy could not be deleted. It is encrypted; delete the profile folder to remove it.',
);
