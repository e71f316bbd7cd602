import type { UserSelection } from '#shared/api/bulkPlans.ts';
import type { UserFilter } from '#shared/api/users.ts';
import { selectionLimit } from '#shared/domain/bulkSelection.ts';
import type { Selection } from '../../state/selection.ts';

/** Whether more ids would have to be named than a plan may carry. */
export function namesTooMany({ ids }: Selection): boolean {
  return ids.size > selectionLimit;
}

/**
 * A grid's selection as a plan takes it: the ids, or the grid's filter with its exceptions. The latter has the same
 * bytes whether it means a hundred users or a million.
 */
export function userSelectionOf({ type, ids }: Selection, filter: UserFilter): UserSelection {
  const named = [...ids].toSorted();
  return type === 'include'
    ? { kind: 'users', userIds: named }
    : { kind: 'filter', filter, exceptIds: named };
}
