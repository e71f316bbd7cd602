import { useTranslation } from 'react-i18next';
import type { Fields } from '#shared/domain/fields.ts';
import type { FieldProps } from './Field.tsx';

/** Entities whose fields have labels. */
export type LabelledEntity = 'user' | 'customer' | 'profile' | 'note';

/** The label of a field, the same in the form, where two edits are decided between, and in the audit log. */
export function useFieldLabel(entity: LabelledEntity): (field: string) => string {
  const { t } = useTranslation();
  return (field) => t(`field.${entity}.${field}` as 'field.user.email');
}

/** What the control of a field is given: its name, its label, and whether it must be filled in. */
export function useFieldProps<F extends Fields>(
  entity: LabelledEntity,
  fields: F,
): (field: keyof F & string) => FieldProps {
  const labelOf = useFieldLabel(entity);
  return (field) => ({ name: field, label: labelOf(field), required: !('fallback' in fields[field]!) });
}
