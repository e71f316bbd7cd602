import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Option } from '../../components/form/optionList.tsx';
import { CustomerPicker } from '../customers/CustomerPicker.tsx';
import type { ActionFieldsProps } from './actions/fields.ts';

/** Where people come to whose own customer is gone. Nothing has to be chosen: others come back to theirs. */
export function RestoreFields({ onChoose }: ActionFieldsProps) {
  const { t } = useTranslation();
  const [customer, setCustomer] = useState<Option | null>(null);
  useEffect(
    () => onChoose({ kind: 'restore', ...(customer === null ? {} : { customerId: customer.value }) }),
    [customer, onChoose],
  );
  return (
    <div className="stack">
      <CustomerPicker
        label={t('userAction.restore.customer')}
        without=""
        chosen={customer}
        onChange={setCustomer}
      />
      <p className="note">{t('userAction.restore.customerHint')}</p>
    </div>
  );
}
