import { Pencil, Trash2, Users } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Customer } from '#shared/api/customers.ts';
import { useTenantKey } from '../../bridge/TenantContext.tsx';
import { EmptyState, NothingFound } from '../../components/EmptyState.tsx';
import { FilterBar } from '../../components/FilterBar.tsx';
import { ScreenFrame } from '../../components/ScreenFrame.tsx';
import { DataTable } from '../../components/table/DataTable.tsx';
import type { MenuAction } from '../../components/table/types.ts';
import { useTable } from '../../components/table/useTable.ts';
import { NewItemButton, useListScreen } from '../../components/useListScreen.tsx';
import { useGo } from '../../state/ConsoleContext.tsx';
import { useGridFilter } from '../../state/useGridFilter.ts';
import { useReasons } from '../../state/useTenant.ts';
import { lazyPart } from '../../words/lazyPart.tsx';
import { usersScreen } from '../users/screen.ts';
import { useCustomerColumns } from './columns.tsx';
import { customersFilter, customersGrid, customersTable } from './screen.ts';

const CustomerDrawer = lazyPart(['field'], async () => (await import('./CustomerDrawer.tsx')).CustomerDrawer);
const DeleteCustomer = lazyPart([], async () => (await import('./DeleteCustomer.tsx')).DeleteCustomer);

/** Customers of the tenant (C1 to C4). */
export function CustomersScreen() {
  const { t } = useTranslation();
  const list = useListScreen({ of: customersGrid, createPermission: 'customers.create' });
  const { drawer, edit } = list;
  const filter = useGridFilter(customersGrid, customersFilter);
  const [deleting, setDeleting] = useState<Customer | null>(null);
  const columns = useCustomerColumns();
  const go = useGo();
  const reasons = useReasons();
  const openUsers = ({ id }: Customer) => go(usersScreen.at({ customerId: id }));
  /** What may be done with a row (C3). */
  const menu = (customer: Customer): readonly MenuAction[] => [
    {
      label: t('action.edit'),
      icon: <Pencil aria-hidden />,
      reason: reasons.ofChange('customers.edit'),
      onSelect: () => edit(customer.id),
    },
    {
      label: t('customers.manageUsers'),
      icon: <Users aria-hidden />,
      reason: reasons.ofPermission('users.read'),
      onSelect: () => openUsers(customer),
    },
    {
      label: t('action.delete'),
      icon: <Trash2 aria-hidden />,
      danger: true,
      reason: reasons.ofChange('customers.delete'),
      onSelect: () => setDeleting(customer),
    },
  ];
  const table = useTable(customersTable(useTenantKey(), filter.value.search));

  return (
    <ScreenFrame
      title={t('screen.customers')}
      actions={
        <NewItemButton list={list} look="primary">
          {t('customers.new')}
        </NewItemButton>
      }
    >
      <FilterBar filter={filter} searchLabel={t('customers.search')} />
      <DataTable
        table={table}
        columns={columns}
        label={t('screen.customers')}
        rowLabel={({ title }) => title}
        search={filter.value.search}
        found={(count) => t('customers.found', { count })}
        onOpen={openUsers}
        menu={menu}
        empty={
          filter.value.search === '' ? (
            <EmptyState title={t('customers.none')} text={t('customers.noneNext')} />
          ) : (
            <NothingFound filter={filter} title={t('customers.noMatch')} text={t('customers.noMatchNext')} />
          )
        }
      />
      {drawer !== null && <CustomerDrawer key={drawer.id} customerId={drawer.id} />}
      {deleting !== null && <DeleteCustomer customer={deleting} onClose={() => setDeleting(null)} />}
    </ScreenFrame>
  );
}
