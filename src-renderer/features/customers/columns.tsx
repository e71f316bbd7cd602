import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Customer } from '#shared/api/customers.ts';
import { EmailCell } from '../../components/table/EmailCell.tsx';
import type { TableColumn } from '../../components/table/types.ts';

export function useCustomerColumns(): readonly TableColumn<Customer>[] {
  const { t } = useTranslation();
  return useMemo(
    () => [
      { field: 'title', header: t('customers.column.title'), flex: 1.4, minWidth: 180 },
      {
        field: 'email',
        header: t('customers.column.email'),
        flex: 1.3,
        minWidth: 160,
        yields: 2,
        render: ({ email }) => <EmailCell email={email} />,
      },
      { field: 'userCount', header: t('customers.column.users'), width: 96, align: 'right' },
      { field: 'city', header: t('customers.column.city'), flex: 0.8, minWidth: 110 },
      { field: 'address', header: t('customers.column.address'), flex: 1.3, minWidth: 150, yields: 1 },
    ],
    [t],
  );
}
