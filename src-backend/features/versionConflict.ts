import { refuse, type Refusal } from '#shared/api/errors.ts';

/** VERSION_CONFLICT with the entity as it is now. */
export function versionConflict(current: { readonly version: number }): Refusal {
  return refuse(
    'VERSION_CONFLICT',
    'Somebody else has changed this meanwhile. Nothing was saved. Look at the current state and decide again.',
    { current },
  );
}
