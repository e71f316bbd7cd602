import { apiError, type ApiError, Refusal } from '#shared/api/errors.ts';
import { localError } from '#shared/desktop/localErrors.ts';

/** What to tell of anything that was thrown. */
export function errorOf(thrown: unknown): ApiError {
  if (thrown instanceof Refusal) return thrown.error;
  if (thrown instanceof Error && 'syscall' in thrown) return localError('profile-folder');
  return apiError('INTERNAL', 'TenantDesk failed at the sign-in. Nothing was saved; try again.');
}
