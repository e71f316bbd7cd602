import { Pencil, Trash2, Users } from 'lucide-react';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Customer } from '#shared/api/customers.ts';
import type { ScreenProps } from '../../components/defineScreen.ts';
import { Button } from '../../components/Button.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { FilterBar } from '../../components/FilterBar.tsx';
import { ScreenFrame } from '../../components/ScreenFrame.tsx';
import { DataTable } from '../../components/table/DataTable.tsx';
import type { MenuAction } from '../../components/table/types.ts';
import { useTable } from '../../components/table/useTable.ts';
import { NewItemButton, useListScreen } from '../../components/useListScreen.tsx';
import { useConsole } from '../../state/ConsoleContext.tsx';
import { useGridFilter } from '../../state/useGridFilter.ts';
import { useChangeReason, usePermissionReason } from '../../state/useTenant.ts';
import { lazyPart } from '../../words/lazyPart.tsx';
import { usersScreen } from '../users/screen.ts';
import { customersGrid, useCustomerColumns } from './columns.tsx';
import { customersTable } from './screen.ts';

const CustomerDrawer = lazyPart(['field'], async () => (await import('./CustomerDrawer.tsx')).CustomerDrawer);
const DeleteCustomer = lazyPart([], async () => (await import('./DeleteCustomer.tsx')).DeleteCustomer);

const noFilter = { search: '' };

/** Customers of the tenant (C1 to C4). */
export function CustomersScreen({ tenantKey }: ScreenProps) {
  const { t } = useTranslation();
  const list = useListScreen({ tenantKey, of: customersGrid, createPermission: 'customers.create' });
  const { drawer, edit } = list;
  const [filter, changeFilter, clearFilter] = useGridFilter(tenantKey, customersGrid, noFilter);
  const [deleting, setDeleting] = useState<Customer | null>(null);
  const columns = useCustomerColumns();
  const { openUsers, menu } = useCustomerActions(tenantKey, { onEdit: edit, onDelete: setDeleting });
  const table = useTable(customersTable(tenantKey, filter.search));

  return (
    <ScreenFrame
      title={t('screen.customers')}
      actions={
        <NewItemButton list={list} look="primary">
          {t('customers.new')}
        </NewItemButton>
      }
    >
      <FilterBar
        search={filter.search}
        searchLabel={t('customers.search')}
        onSearch={(search) => changeFilter({ search })}
        active={filter.search !== ''}
        onClear={clearFilter}
      />
      <DataTable
        table={table}
        columns={columns}
        label={t('screen.customers')}
        rowLabel={({ title }) => title}
        onOpen={openUsers}
        menu={menu}
        empty={
          filter.search === '' ? (
            <EmptyState title={t('customers.none')} text={t('customers.noneNext')} />
          ) : (
            <EmptyState
              title={t('customers.noMatch')}
              text={t('customers.noMatchNext')}
              action={<Button onClick={clearFilter}>{t('filter.clear')}</Button>}
            />
          )
        }
      />
      {drawer !== null && (
        <CustomerDrawer key={drawer.id} tenantKey={tenantKey} customerId={drawer.id} onClose={list.close} />
      )}
      {deleting !== null && (
        <DeleteCustomer tenantKey={tenantKey} customer={deleting} onClose={() => setDeleting(null)} />
      )}
    </ScreenFrame>
  );
}

/** What may be done with a row (C3). */
function useCustomerActions(
  tenantKey: string,
  {
    onEdit,
    onDelete,
  }: { readonly onEdit: (id: string) => void; readonly onDelete: (customer: Customer) => void },
) {
  const { t } = useTranslation();
  const go = useConsole((state) => state.go);
  const cannotEdit = useChangeReason(tenantKey, 'customers.edit');
  const cannotDelete = useChangeReason(tenantKey, 'customers.delete');
  const cannotSeeUsers = usePermissionReason(tenantKey, 'users.read');
  const openUsers = useCallback(
    ({ id }: Customer) => go({ tenantKey, screen: usersScreen.at({ customerId: id }) }),
    [go, tenantKey],
  );
  const menu = useCallback(
    (customer: Customer): readonly MenuAction[] => [
      {
        label: t('action.edit'),
        icon: <Pencil aria-hidden />,
        reason: cannotEdit,
        onSelect: () => onEdit(customer.id),
      },
      {
        label: t('customers.manageUsers'),
        icon: <Users aria-hidden />,
        reason: cannotSeeUsers,
        onSelect: () => openUsers(customer),
      },
      {
        label: t('action.delete'),
        icon: <Trash2 aria-hidden />,
        danger: true,
        reason: cannotDelete,
        onSelect: () => onDelete(customer),
      },
    ],
    [t, cannotEdit, cannotSeeUsers, cannotDelete, onEdit, openUsers, onDelete],
  );
  return { openUsers, menu };
}
