import type { ApiError } from '#shared/api/errors.ts';

/** The version that the backend holds, as a VERSION_CONFLICT says it. Pressing again, having read that, means that one. */
export function versionNow(error: ApiError | null): number | null {
  if (error?.code !== 'VERSION_CONFLICT') return null;
  const { current } = error;
  if (typeof current !== 'object' || current === null || !('version' in current)) return null;
  return typeof current.version === 'number' ? current.version : null;
}
