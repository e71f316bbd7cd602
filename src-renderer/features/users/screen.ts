import { Users } from 'lucide-react';
import { defineScreen } from '../../components/defineScreen.ts';
import type { TableOptions } from '../../components/table/useTable.ts';
import { readFilter } from '../../state/useGridFilter.ts';
import { userFilterOf, type UsersFilter, usersFilter, usersGridName } from './usersFilter.ts';

/** The table of a customer's users, or of all of the tenant, with what is filtered. */
export function usersTable(
  tenantKey: string,
  customerId: string | null,
  filter: UsersFilter,
): TableOptions<'users.page'> {
  return {
    command: 'users.page',
    question: { tenantKey, filter: userFilterOf(filter, customerId) },
    grid: usersGridName(customerId),
    layout: customerId === null ? 'users' : 'usersOfCustomer',
    sort: 'name',
  };
}

export const usersScreen = defineScreen({
  name: 'users',
  section: 'customersAndProducts',
  icon: Users,
  permission: 'users.read',
  words: ['users', 'userAction', 'bulk', 'profiles'],
  load: async () => (await import('./UsersScreen.tsx')).UsersScreen,
  /** Without a customer: all users of the tenant. */
  parameters: ['customerId'],
  table: (tenantKey, { customerId }, filters) =>
    usersTable(tenantKey, customerId, readFilter(usersFilter, filters[usersGridName(customerId)])),
  reads: (tenantKey, { customerId }) =>
    customerId === null ? [] : [{ name: 'customers.one', input: { tenantKey, customerId } }],
  // The way to the users of one customer begins at Customers.
  under: ({ customerId }) => (customerId === null ? 'users' : 'customers'),
});
