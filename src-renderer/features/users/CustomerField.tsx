import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { userFields } from '#shared/domain/userFields.ts';
import { SelectField } from '../../components/form/fields.tsx';
import { useFieldProps } from '../../components/form/useFieldProps.ts';
import { useCustomerOptions } from './useCustomerOptions.ts';

/** The customer of a new user, where the grid doesn't say it. */
export function CustomerField() {
  const { t } = useTranslation();
  const field = useFieldProps('user', userFields);
  const [typed, setTyped] = useState('');
  const { options, more } = useCustomerOptions(typed);
  return (
    <SelectField
      {...field('customerId')}
      options={options}
      onType={setTyped}
      {...(more ? { hint: t('users.form.customerSearchMore') } : {})}
    />
  );
}
