import { Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ScreenProps } from '../../app/screens.ts';
import { Button } from '../../components/Button.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { FilterBar } from '../../components/FilterBar.tsx';
import { ScreenFrame } from '../../components/ScreenFrame.tsx';
import { DataTable } from '../../components/table/DataTable.tsx';
import { useTable } from '../../components/table/useTable.ts';
import { useConsole } from '../../state/ConsoleContext.tsx';
import { useGridFilter } from '../../state/useGridFilter.ts';
import { useChangeReason } from '../../state/useTenant.ts';
import { customersGrid, useCustomerColumns } from './columns.tsx';

const noFilter = { search: '' };

/** Customers of the tenant (C1). */
export function CustomersScreen({ tenantId }: ScreenProps<'customers'>) {
  const { t } = useTranslation();
  const go = useConsole((state) => state.go);
  const openDrawer = useConsole((state) => state.openDrawer);
  const cannotCreate = useChangeReason(tenantId, 'customers.create');
  const [filter, changeFilter, clearFilter] = useGridFilter(tenantId, customersGrid, noFilter);
  const columns = useCustomerColumns();
  const table = useTable({
    command: 'customers.page',
    question: { tenantId, search: filter.search },
    grid: customersGrid,
    sort: 'title',
  });
  return (
    <ScreenFrame
      title={t('screen.customers')}
      actions={
        <Button
          look="primary"
          icon={<Plus aria-hidden />}
          reason={cannotCreate}
          onClick={() => openDrawer(tenantId, { kind: 'customer', customerId: null })}
        >
          {t('customers.new')}
        </Button>
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
        onOpen={({ id }) => go({ tenantId, screen: { name: 'users', customerId: id } })}
        empty={<EmptyState title={t('customers.none')} text={t('customers.noneNext')} />}
      />
    </ScreenFrame>
  );
}
