import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { customerFields } from '#shared/domain/customerFields.ts';
import { SelectField, TextField } from '../../components/form/fields.tsx';
import { FieldPair, FormSection } from '../../components/form/FormDrawer.tsx';
import { useFieldProps } from '../../components/form/useFieldProps.ts';
import { countryOptions } from './countries.ts';

/** The fields of C2. */
export function CustomerFields() {
  const { t, i18n } = useTranslation();
  const field = useFieldProps('customer', customerFields);
  const countries = useMemo(() => countryOptions(i18n.language), [i18n.language]);
  return (
    <>
      <FormSection>
        <TextField {...field('title')} />
        <TextField {...field('email')} inputMode="email" />
      </FormSection>
      <FormSection>
        <TextField {...field('city')} />
        <TextField {...field('address')} />
        <TextField {...field('address2')} />
        <FieldPair>
          <TextField {...field('postalCode')} />
          <SelectField {...field('country')} options={countries} emptyLabel={t('customers.noCountry')} />
        </FieldPair>
      </FormSection>
    </>
  );
}
