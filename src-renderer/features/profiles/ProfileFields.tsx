import type { Product } from '#shared/api/profiles.ts';
import { profileFields } from '#shared/domain/profileFields.ts';
import { TextField } from '../../components/form/fields.tsx';
import { FormSection } from '../../components/form/FormDrawer.tsx';
import { useFieldProps } from '../../components/form/useFieldProps.ts';
import { ProcessPicker } from './ProcessPicker.tsx';

export interface ProfileFieldsProps {
  readonly products: readonly Product[];
  readonly readOnly?: boolean;
}

/** The fields of P2. */
export function ProfileFields({ products, readOnly = false }: ProfileFieldsProps) {
  const field = useFieldProps('profile', profileFields);
  return (
    <>
      <FormSection>
        <TextField {...field('name')} readOnly={readOnly} />
        <TextField {...field('description')} readOnly={readOnly} />
      </FormSection>
      <FormSection title={field('processIds').label}>
        <ProcessPicker products={products} readOnly={readOnly} />
      </FormSection>
    </>
  );
}
