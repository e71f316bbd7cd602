import type { UserFilter } from '#shared/api/users.ts';
import { type AuthState, authStates, type UserStatus, userStatuses } from '#shared/domain/userStatus.ts';
import type { FilterShape } from '../../state/useGridFilter.ts';

/** What the filter row above the users says. */
export interface UsersFilter {
  readonly search: string;
  readonly profileIds: readonly string[];
  readonly statuses: readonly UserStatus[];
  readonly auths: readonly AuthState[];
  /** All-users grid: one customer only. */
  readonly customerId: string | null;
  /** The quick view of those who did not activate in time (U5). */
  readonly notActivated: boolean;
}

export const noUsersFilter: UsersFilter = {
  search: '',
  profileIds: [],
  statuses: [],
  auths: [],
  customerId: null,
  notActivated: false,
};

const isId = (value: unknown): boolean => typeof value === 'string' && /^[\da-f-]{36}$/u.test(value);

export const usersFilter: FilterShape<UsersFilter> = {
  initial: noUsersFilter,
  takes: {
    profileIds: isId,
    statuses: (value) => userStatuses.some((status) => status === value),
    auths: (value) => authStates.some((auth) => auth === value),
    customerId: (value) => value === null || isId(value),
  },
};

/** Hours after which somebody who did not activate is worth a second mail (U5). */
export const activationPatienceHours = 24;

/** The name under which the window keeps place, selection and filter of a users grid. */
export function usersGridName(customerId: string | null): string {
  return customerId === null ? 'users' : `users:${customerId}`;
}

/** The filter as page command and bulk plan take it: parts that don't restrict are left out. */
export function userFilterOf(filter: UsersFilter, screenCustomerId: string | null): UserFilter {
  const customerId = screenCustomerId ?? filter.customerId;
  const search = filter.search.trim();
  return {
    ...(customerId === null ? {} : { customerId }),
    ...(filter.profileIds.length === 0 ? {} : { profileIds: [...filter.profileIds] }),
    ...(filter.statuses.length === 0 ? {} : { statuses: [...filter.statuses] }),
    ...(filter.auths.length === 0 ? {} : { auths: [...filter.auths] }),
    ...(search === '' ? {} : { search }),
    ...(filter.notActivated ? { notActivatedForHours: activationPatienceHours } : {}),
  };
}

/** Whether anything restricts the rows beyond the screen itself. */
export function restricts(filter: UsersFilter): boolean {
  return Object.keys(userFilterOf(filter, null)).length > 0;
}
