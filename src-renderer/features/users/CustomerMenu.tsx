import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SearchMenu } from '../../components/SearchMenu.tsx';
import { useCustomerOptions } from './useCustomerOptions.ts';

export interface CustomerMenuProps {
  readonly anchor: HTMLElement | null;
  readonly chosen: string | null;
  readonly onChoose: (customerId: string | null) => void;
  readonly onClose: () => void;
}

/** The list behind `CustomerFilter`; typing asks the copy, so that any number of customers can be reached. */
export function CustomerMenu({ onChoose, ...menu }: CustomerMenuProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const { options, foundFor } = useCustomerOptions(typed);
  return (
    <SearchMenu
      {...menu}
      label={t('users.filter.customer')}
      placeholder={t('users.filter.customerSearch')}
      width={300}
      options={options}
      foundFor={foundFor}
      typed={typed}
      onType={setTyped}
      onChoose={(option) => onChoose(option?.value ?? null)}
    />
  );
}
