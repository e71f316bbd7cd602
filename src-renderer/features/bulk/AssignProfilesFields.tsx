import { useEffect } from 'react';
import { FormProvider, useForm, useWatch } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import type { AssignmentMode } from '#shared/domain/profileAssignment.ts';
import { TagsField } from '../../components/form/fields.tsx';
import { useTenant } from '../../state/useTenant.ts';
import { useProfileOptions } from '../profiles/useProfileOptions.ts';
import type { ActionFieldsProps } from './actions/fields.ts';
import { ModeField } from './ModeField.tsx';

interface Choice {
  readonly profileIds: readonly string[];
  readonly mode: AssignmentMode;
}

/** Which profiles, and how. */
export function AssignProfilesFields({ chosen, onChoose }: ActionFieldsProps) {
  const { t } = useTranslation();
  const tenant = useTenant();
  const options = useProfileOptions();
  const form = useForm<Choice>({
    defaultValues:
      chosen?.kind === 'assign-profiles'
        ? { profileIds: chosen.profileIds, mode: chosen.mode }
        : { profileIds: [], mode: tenant?.settings['bulkAssign.defaultMode'] ?? 'replace' },
  });
  const mode = useWatch({ control: form.control, name: 'mode' });

  // The first thing to do; after the dialog has taken the focus into itself.
  useEffect(() => {
    const frame = requestAnimationFrame(() => form.setFocus('profileIds'));
    return () => cancelAnimationFrame(frame);
  }, [form]);
  // Said only when it changes: what is shown again after a job has been planned already, for fewer users.
  useEffect(
    () =>
      form.subscribe({
        formState: { values: true },
        callback({ values: { profileIds, mode: how } }) {
          const some = profileIds.length > 0;
          onChoose(some ? { kind: 'assign-profiles', profileIds: [...profileIds], mode: how } : null);
        },
      }),
    [form, onChoose],
  );

  return (
    <FormProvider {...form}>
      <TagsField name="profileIds" label={t('bulk.profiles')} options={options} />
      <ModeField value={mode} onChange={(next) => form.setValue('mode', next)} />
    </FormProvider>
  );
}
