import { Pencil, Plus, Trash2, Users } from 'lucide-react';
import { lazy, Suspense, useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Customer } from '#shared/api/customers.ts';
import type { ScreenProps } from '../../components/defineScreen.ts';
import { useDesktopEvent } from '../../bridge/DesktopContext.tsx';
import { Button } from '../../components/Button.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { FilterBar } from '../../components/FilterBar.tsx';
import { ScreenFrame } from '../../components/ScreenFrame.tsx';
import { DataTable } from '../../components/table/DataTable.tsx';
import type { MenuAction } from '../../components/table/types.ts';
import { useTable } from '../../components/table/useTable.ts';
import { useRowKeys } from '../../components/useRowKeys.ts';
import { useConsole, useTenantSlice } from '../../state/ConsoleContext.tsx';
import { useGridFilter } from '../../state/useGridFilter.ts';
import { useChangeReason, usePermissionReason } from '../../state/useTenant.ts';
import { lazyPart } from '../../words/lazyPart.tsx';
import { usersScreen } from '../users/screen.ts';
import { customersGrid, useCustomerColumns } from './columns.tsx';
import { customersTable } from './screen.ts';

const CustomerDrawer = lazyPart(['field'], async () => (await import('./CustomerDrawer.tsx')).CustomerDrawer);
const DeleteCustomer = lazy(async () => ({ default: (await import('./DeleteCustomer.tsx')).DeleteCustomer }));

const noFilter = { search: '' };

/** Customers of the tenant (C1 to C4). */
export function CustomersScreen({ tenantId }: ScreenProps) {
  const { t } = useTranslation();
  const openDrawer = useConsole((state) => state.openDrawer);
  const closeDrawer = useConsole((state) => state.closeDrawer);
  const drawer = useTenantSlice(tenantId, (slice) => slice.drawer);
  const cannotCreate = useChangeReason(tenantId, 'customers.create');
  const [filter, changeFilter, clearFilter] = useGridFilter(tenantId, customersGrid, noFilter);
  const [deleting, setDeleting] = useState<Customer | null>(null);
  const columns = useCustomerColumns();
  const { openUsers, menu } = useCustomerActions(tenantId, setDeleting);
  const table = useTable(customersTable(tenantId, filter.search));

  const create = () => {
    if (cannotCreate === null && drawer === null) openDrawer(tenantId, { of: customersGrid, id: null });
  };
  useRowKeys({
    onNew: create,
    onEdit: (rowId) => {
      if (rowId !== null) openDrawer(tenantId, { of: customersGrid, id: rowId });
    },
  });
  useDesktopEvent('menu.chosen', ({ command }) => {
    if (command === 'new-item') create();
  });
  const newCustomer = (look: 'primary' | 'plain') => (
    <Button
      look={look}
      icon={<Plus aria-hidden />}
      reason={cannotCreate}
      aria-keyshortcuts="N"
      onClick={create}
    >
      {t('customers.new')}
    </Button>
  );
  return (
    <ScreenFrame title={t('screen.customers')} actions={newCustomer('primary')}>
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
      <Suspense fallback={null}>
        {drawer?.of === customersGrid && (
          <CustomerDrawer
            key={drawer.id}
            tenantId={tenantId}
            customerId={drawer.id}
            onClose={() => closeDrawer(tenantId)}
          />
        )}
        {deleting !== null && (
          <DeleteCustomer tenantId={tenantId} customer={deleting} onClose={() => setDeleting(null)} />
        )}
      </Suspense>
    </ScreenFrame>
  );
}

/** What may be done with a row (C3). */
function useCustomerActions(tenantId: string, onDelete: (customer: Customer) => void) {
  const { t } = useTranslation();
  const go = useConsole((state) => state.go);
  const openDrawer = useConsole((state) => state.openDrawer);
  const cannotEdit = useChangeReason(tenantId, 'customers.edit');
  const cannotDelete = useChangeReason(tenantId, 'customers.delete');
  const cannotSeeUsers = usePermissionReason(tenantId, 'users.read');
  const openUsers = useCallback(
    ({ id }: Customer) => go({ tenantId, screen: usersScreen.at({ customerId: id }) }),
    [go, tenantId],
  );
  const menu = useCallback(
    (customer: Customer): readonly MenuAction[] => [
      {
        id: 'edit',
        label: t('action.edit'),
        icon: <Pencil aria-hidden />,
        reason: cannotEdit,
        onSelect: () => openDrawer(tenantId, { of: customersGrid, id: customer.id }),
      },
      {
        id: 'users',
        label: t('customers.manageUsers'),
        icon: <Users aria-hidden />,
        reason: cannotSeeUsers,
        onSelect: () => openUsers(customer),
      },
      {
        id: 'delete',
        label: t('action.delete'),
        icon: <Trash2 aria-hidden />,
        danger: true,
        reason: cannotDelete,
        onSelect: () => onDelete(customer),
      },
    ],
    [t, cannotEdit, cannotSeeUsers, cannotDelete, openDrawer, openUsers, onDelete, tenantId],
  );
  return { openUsers, menu };
}
