import { Building2 } from 'lucide-react';
import { defineScreen } from '../../components/defineScreen.ts';
import type { TableOptions } from '../../components/table/useTable.ts';

/** The customers' table, with what is searched. */
export function customersTable(tenantKey: string, search = ''): TableOptions<'customers.page'> {
  return { command: 'customers.page', question: { tenantKey, search }, grid: 'customers', sort: 'title' };
}

export const customersScreen = defineScreen({
  name: 'customers',
  section: 'customersAndProducts',
  icon: Building2,
  permission: 'customers.read',
  words: ['customers'],
  load: async () => (await import('./CustomersScreen.tsx')).CustomersScreen,
  table: (tenantKey) => customersTable(tenantKey),
});
