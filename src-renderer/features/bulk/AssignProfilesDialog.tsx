import { useEffect } from 'react';
import { FormProvider, useForm, useWatch } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import type { UserSelection } from '#shared/api/bulkPlans.ts';
import type { AssignmentMode } from '#shared/domain/profileAssignment.ts';
import { TagsField } from '../../components/form/fields.tsx';
import { useTenant } from '../../state/useTenant.ts';
import { useProfileOptions } from '../profiles/useProfileOptions.ts';
import { ModeField } from './ModeField.tsx';
import { PlanDialog } from './PlanDialog.tsx';
import { usePlanRun } from './usePlanRun.ts';

export interface AssignProfilesDialogProps {
  readonly tenantId: string;
  readonly selection: UserSelection;
  /** How many users are selected, as far as this machine knows. */
  readonly count: number;
  readonly onClose: () => void;
}

interface Choice {
  readonly profileIds: readonly string[];
  readonly mode: AssignmentMode;
}

/** `Assign Profiles` (B2): which profiles, how, and who gains and loses what by it. */
export function AssignProfilesDialog({ tenantId, selection, count, onClose }: AssignProfilesDialogProps) {
  const { t } = useTranslation();
  const tenant = useTenant(tenantId);
  const options = useProfileOptions(tenantId);
  const [run, state] = usePlanRun(tenantId);
  const form = useForm<Choice>({
    defaultValues: { profileIds: [], mode: tenant?.settings['bulkAssign.defaultMode'] ?? 'replace' },
  });
  const { profileIds, mode } = useWatch({ control: form.control }) as Choice;

  // The first thing to do; after the dialog has taken the focus into itself.
  useEffect(() => {
    const frame = requestAnimationFrame(() => form.setFocus('profileIds'));
    return () => cancelAnimationFrame(frame);
  }, [form]);
  useEffect(() => {
    run.choose(
      profileIds.length === 0 ? null : { kind: 'assign-profiles', profileIds: [...profileIds], mode },
      selection,
    );
  }, [run, profileIds, mode, selection]);

  return (
    <PlanDialog
      tenantId={tenantId}
      title={t('bulk.assignTitle')}
      detail={t('bulk.selected', { count: state.plan?.totals.users ?? count })}
      count={count}
      intro={t('bulk.assignIntro')}
      kind="assign-profiles"
      run={run}
      state={state}
      chooseHint={t('bulk.chooseProfiles')}
      onClose={onClose}
      choices={
        <FormProvider {...form}>
          <TagsField name="profileIds" label={t('bulk.profiles')} options={options} />
          <ModeField value={mode} onChange={(next) => form.setValue('mode', next)} />
        </FormProvider>
      }
    />
  );
}
