import { useTranslation } from 'react-i18next';
import type { Product } from '#shared/api/profiles.ts';
import { TextField } from '../../components/form/fields.tsx';
import { FormSection } from '../../components/form/FormDrawer.tsx';
import { ProcessPicker } from './ProcessPicker.tsx';

export interface ProfileFieldsProps {
  readonly products: readonly Product[];
  readonly readOnly?: boolean;
}

/** The fields of P2. */
export function ProfileFields({ products, readOnly = false }: ProfileFieldsProps) {
  const { t } = useTranslation();
  return (
    <>
      <FormSection>
        <TextField name="name" label={t('profiles.form.name')} required readOnly={readOnly} />
        <TextField name="description" label={t('profiles.form.description')} readOnly={readOnly} />
      </FormSection>
      <FormSection title={t('profiles.form.processes')}>
        <ProcessPicker products={products} readOnly={readOnly} />
      </FormSection>
    </>
  );
}
