import { useMemo } from 'react';
import { useWatch } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { defaultTimeZone } from '#shared/domain/formats.ts';
import { userFields } from '#shared/domain/userFields.ts';
import { useTenantRead } from '../../bridge/queries.ts';
import { SelectField } from '../../components/form/fields.tsx';
import { timeZoneOptions, zoneLabel } from '../../components/form/timeZones.ts';
import { useFieldProps } from '../../components/form/useFieldProps.ts';
import type { UserForm } from './userFormSchema.ts';

/** Time zone (else the customer's) and currency (else USD), both by the runtime's own lists. */
export function PreferenceFields() {
  const { t, i18n } = useTranslation();
  const field = useFieldProps('user', userFields);
  const customerId = useWatch<UserForm, 'customerId'>({ name: 'customerId' });
  const customer = useTenantRead('customers.one', { customerId }, { enabled: customerId !== '' }).data;
  const zones = useMemo(() => timeZoneOptions(), []);
  const currencies = useMemo(() => {
    const names = new Intl.DisplayNames(i18n.language, { type: 'currency' });
    return Intl.supportedValuesOf('currency').map((code) => ({
      value: code,
      label: code,
      detail: names.of(code) ?? '',
    }));
  }, [i18n.language]);
  return (
    <>
      <SelectField
        {...field('timeZone')}
        options={zones}
        emptyValue={null}
        emptyLabel={
          customer === undefined
            ? t('users.form.timeZoneOfCustomerUnknown')
            : t('users.form.timeZoneOfCustomer', { zone: zoneLabel(customer.timeZone ?? defaultTimeZone) })
        }
      />
      <SelectField {...field('currency')} options={currencies} />
    </>
  );
}
