import type { UserSortField } from '#shared/desktop/grids.ts';
import type { SortColumn } from './userTables.ts';

/** Rows that several users share and that give them their place: combinations of profiles or roles, customers. */
export interface SortGroups {
  readonly table: 'name_sets' | 'customers';
  /** The index that holds the groups of a tenant in their order. */
  readonly index: string;
  /** SQL of those that count, beyond their tenant. */
  readonly where: string;
  readonly sortKey: 'sort_key' | 'title_key';
}

/** How users are put in order: by a column of theirs, or by the groups that it names; equals by id. */
export interface UserSort {
  readonly column: SortColumn | 'customer';
  readonly groups: SortGroups | null;
}

const own = (name: SortColumn): UserSort => ({ column: name, groups: null });

const sets = (kind: 'profile' | 'role'): UserSort => ({
  column: `${kind}_set`,
  groups: {
    table: 'name_sets',
    index: 'name_sets_by_name',
    where: `g.kind = '${kind}'`,
    sortKey: 'sort_key',
  },
});

/**
 * Every shown column, from lowest to highest: texts by their keys, statuses and auth states in the order of the shared
 * lists, "never signed in" before all who did, "access without end" after all that ends.
 */
export const userSorts: Readonly<Record<UserSortField, UserSort>> = {
  email: own('email_key'),
  name: own('name_key'),
  profiles: sets('profile'),
  role: sets('role'),
  auth: own('auth_rank'),
  secondFactors: own('second_factors'),
  lastLoginAt: own('last_login_at'),
  status: own('status_rank'),
  accessExpiresAt: own('access_expires_at'),
  source: own('source'),
  customer: {
    column: 'customer',
    groups: { table: 'customers', index: 'customers_for_users', where: 'true', sortKey: 'title_key' },
  },
};

/** SQL of users `u` of a table in an order, with their groups `g`: what follows `FROM`, and the columns of the place. */
export function placesOf({ column, groups }: UserSort): {
  readonly join: string;
  readonly value: string;
  readonly group: string;
} {
  if (groups === null) return { join: '', value: `u.${column}`, group: 'NULL' };
  const join = `CROSS JOIN ${groups.table} AS g ON g.key = u.${column}`;
  return { join, value: `g.${groups.sortKey}`, group: 'g.key' };
}
