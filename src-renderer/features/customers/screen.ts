import { Building2 } from 'lucide-react';
import { defineScreen } from '../../components/defineScreen.ts';
import { type FilterShape, readFilter } from '../../state/useGridFilter.ts';
import type { TableOptions } from '../../components/table/useTable.ts';

export const customersGrid = 'customers';

export const customersFilter: FilterShape<{ readonly search: string }> = { initial: { search: '' } };

/** The customers' table, with what is searched. */
export function customersTable(tenantKey: string, search: string): TableOptions<'customers.page'> {
  return {
    command: 'customers.page',
    question: { tenantKey, search },
    grid: customersGrid,
    layout: customersGrid,
    sort: 'title',
  };
}

export const customersScreen = defineScreen({
  name: 'customers',
  section: 'customersAndProducts',
  icon: Building2,
  permission: 'customers.read',
  words: ['customers'],
  load: async () => (await import('./CustomersScreen.tsx')).CustomersScreen,
  table: (tenantKey, _, filters) =>
    customersTable(tenantKey, readFilter(customersFilter, filters[customersGrid]).search),
});
