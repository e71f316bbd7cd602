import { Trash2 } from 'lucide-react';
import { defineScreen } from '../../../components/defineScreen.ts';
import type { TableOptions } from '../../../components/table/useTable.ts';
import type { FilterShape } from '../../../state/useGridFilter.ts';

export const binGrid = 'recycleBin';

export const binFilter: FilterShape<{ readonly search: string }> = { initial: { search: '' } };

/** The grid of the recycle bin, with what is searched. */
export function binTable(tenantKey: string, search: string): TableOptions<'deletedUsers.page'> {
  return {
    command: 'deletedUsers.page',
    question: { tenantKey, search },
    grid: binGrid,
    layout: binGrid,
    sort: 'deletedAt',
    direction: 'desc',
  };
}

/** Without a first table: what it shows is kept in no picture for the next start. */
export const recycleBinScreen = defineScreen({
  name: 'recycleBin',
  section: 'customersAndProducts',
  icon: Trash2,
  permission: 'users.delete',
  words: ['recycleBin', 'users', 'userAction', 'bulk', 'profiles'],
  load: async () => (await import('./RecycleBinScreen.tsx')).RecycleBinScreen,
});
