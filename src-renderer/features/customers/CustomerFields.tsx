import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { SelectField, TextField } from '../../components/form/fields.tsx';
import { FieldPair, FormSection } from '../../components/form/FormDrawer.tsx';
import { countryOptions } from './countries.ts';

/** The fields of C2. */
export function CustomerFields() {
  const { t, i18n } = useTranslation();
  const countries = useMemo(() => countryOptions(i18n.language), [i18n.language]);
  return (
    <>
      <FormSection>
        <TextField name="title" label={t('customers.field.title')} required />
        <TextField name="email" label={t('customers.field.email')} type="email" />
      </FormSection>
      <FormSection>
        <TextField name="city" label={t('customers.field.city')} />
        <TextField name="address" label={t('customers.field.address')} />
        <TextField name="address2" label={t('customers.field.address2')} />
        <FieldPair>
          <TextField name="postalCode" label={t('customers.field.postalCode')} />
          <SelectField
            name="country"
            label={t('customers.field.country')}
            options={countries}
            emptyLabel={t('customers.noCountry')}
          />
        </FieldPair>
      </FormSection>
    </>
  );
}
