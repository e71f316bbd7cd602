import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SelectField } from '../../components/form/fields.tsx';
import { useCustomerOptions } from './useCustomerOptions.ts';

/** The customer of a new user, where the grid doesn't say it. */
export function CustomerField({ tenantId }: { readonly tenantId: string }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const { options, more } = useCustomerOptions(tenantId, typed);
  return (
    <SelectField
      name="customerId"
      label={t('users.form.customer')}
      required
      options={options}
      onType={setTyped}
      {...(more ? { hint: t('users.form.customerSearchMore') } : {})}
    />
  );
}
