import { useMemo, useState } from 'react';
import { useWatch } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { userFields } from '#shared/domain/userFields.ts';
import { useTenantRead } from '../../bridge/queries.ts';
import { SelectField } from '../../components/form/fields.tsx';
import { useFieldProps } from '../../components/form/useFieldProps.ts';
import { useCustomerOptions } from './useCustomerOptions.ts';
import type { UserForm } from './userFormSchema.ts';

/** The customer of a new user, where the grid doesn't say it. */
export function CustomerField() {
  const { t } = useTranslation();
  const field = useFieldProps('user', userFields);
  const [typed, setTyped] = useState('');
  const { options, foundFor, more } = useCustomerOptions(typed);
  const customerId = useWatch<UserForm, 'customerId'>({ name: 'customerId' });
  // It may not be among the first hundred, nor among those that are searched for now.
  const { data, error } = useTenantRead('customers.one', { customerId }, { enabled: customerId !== '' });
  const [seen] = useState(() => new Map<string, string>());
  const withChosen = useMemo(() => {
    for (const { value, label } of options) seen.set(value, label);
    const label = data?.title ?? (error === null ? seen.get(customerId) : undefined);
    return label === undefined || options.some(({ value }) => value === customerId)
      ? options
      : [...options, { value: customerId, label, unfound: true }];
  }, [options, seen, data, error, customerId]);
  return (
    <SelectField
      {...field('customerId')}
      ids
      options={withChosen}
      foundFor={foundFor}
      onType={setTyped}
      {...(more ? { hint: t('users.form.customerSearchMore') } : {})}
    />
  );
}
