import { profileFields } from '#shared/domain/profileFields.ts';
import { TextField } from '../../components/form/fields.tsx';
import { FormSection } from '../../components/form/FormDrawer.tsx';
import { useFieldProps } from '../../components/form/useFieldProps.ts';
import { ProcessPicker } from './ProcessPicker.tsx';

/** The fields of P2. */
export function ProfileFields() {
  const field = useFieldProps('profile', profileFields);
  return (
    <>
      <FormSection>
        <TextField {...field('name')} />
        <TextField {...field('description')} />
      </FormSection>
      <FormSection title={field('processIds').label}>
        <ProcessPicker />
      </FormSection>
    </>
  );
}
