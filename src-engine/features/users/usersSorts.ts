import type { UserSortField } from '#shared/desktop/grids.ts';
import type { SortColumn } from './userTables.ts';

/** Rows that several users share and that give them their place: combinations of profiles or roles, customers. */
export interface SortGroup {
  /** Column of a user that names its group. */
  readonly column: 'profile_set' | 'role_set' | 'customer';
  /** SQL of the groups of a tenant: table, index and condition. */
  readonly from: string;
  readonly where: string;
  readonly sortKey: string;
}

/** How users are put in order: by a column of theirs, or by their groups and within one by id. */
export type UserSort =
  | { readonly kind: 'column'; readonly column: SortColumn }
  | { readonly kind: 'group'; readonly group: SortGroup };

const column = (name: SortColumn): UserSort => ({ kind: 'column', column: name });

const sets = (kind: 'profile' | 'role'): UserSort => ({
  kind: 'group',
  group: {
    column: kind === 'profile' ? 'profile_set' : 'role_set',
    from: 'name_sets AS g INDEXED BY name_sets_by_name',
    where: `g.tenant = :tenant AND g.kind = '${kind}'`,
    sortKey: 'sort_key',
  },
});

/**
 * Every shown column, from lowest to highest: texts by their keys, statuses and auth states in the order of the shared
 * lists, "never signed in" before all who did, "access without end" after all that ends.
 */
export const userSorts: Readonly<Record<UserSortField, UserSort>> = {
  email: column('email_key'),
  name: column('name_key'),
  profiles: sets('profile'),
  role: sets('role'),
  auth: column('auth_rank'),
  secondFactors: column('second_factors'),
  lastLoginAt: column('last_login_at'),
  status: column('status_rank'),
  accessExpiresAt: column('access_expires_at'),
  source: column('source'),
  customer: {
    kind: 'group',
    group: {
      column: 'customer',
      from: 'customers AS g INDEXED BY customers_for_users',
      where: 'g.tenant = :tenant',
      sortKey: 'title_key',
    },
  },
};
