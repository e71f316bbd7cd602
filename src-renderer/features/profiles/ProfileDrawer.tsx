import { useTranslation } from 'react-i18next';
import { type Product, type Profile, profileInput, type ProfileInput } from '#shared/api/profiles.ts';
import type { ApiError } from '#shared/api/errors.ts';
import { useBackendCall } from '../../bridge/useBackendCall.ts';
import { TextField } from '../../components/form/fields.tsx';
import { FormDrawer, FormNotice, FormSection } from '../../components/form/FormDrawer.tsx';
import { useDrawerForm } from '../../components/form/useDrawerForm.ts';
import { useToast } from '../../components/toasts/toastStore.ts';
import { useChangeReason } from '../../state/useTenant.ts';
import { ProcessPicker } from './ProcessPicker.tsx';
import type { HeldProfile } from './profileRows.ts';

export interface ProfileDrawerProps {
  readonly tenantId: string;
  readonly profiles: readonly HeldProfile[];
  readonly products: readonly Product[];
  /** Null: a new one. */
  readonly profileId: string | null;
  /** A new one that begins as a copy of this. */
  readonly cloneOf: string | null;
  readonly onClose: () => void;
}

/** Only what differs, as `profiles.update` takes it. */
function changedProfileFields(before: Profile, now: ProfileInput): Partial<ProfileInput> {
  const same = (one: readonly string[], other: readonly string[]) =>
    one.length === other.length && one.every((id) => other.includes(id));
  return {
    ...(now.name === before.name ? {} : { name: now.name }),
    ...(now.description === before.description ? {} : { description: now.description }),
    ...(same(now.processIds, before.processIds) ? {} : { processIds: now.processIds }),
  };
}

/** A profile: read for System ones, made, cloned or edited for the tenant's own (P2). */
export function ProfileDrawer(props: ProfileDrawerProps) {
  const { tenantId, profiles, products, profileId, cloneOf, onClose } = props;
  const { t } = useTranslation();
  const toast = useToast();
  const create = useBackendCall('profiles.create');
  const update = useBackendCall('profiles.update');
  const cannotCreate = useChangeReason(tenantId, 'profiles.create');
  const cannotEdit = useChangeReason(tenantId, 'profiles.edit');
  const edited = profiles.find(({ id }) => id === profileId) ?? null;
  const source = edited ?? profiles.find(({ id }) => id === cloneOf) ?? null;
  const readOnly = edited?.kind === 'system';

  const form = useDrawerForm<ProfileInput>({
    schema: profileInput,
    values: {
      name:
        edited === null && source !== null
          ? t('profiles.form.copyName', { name: source.name })
          : (source?.name ?? ''),
      description: source?.description ?? '',
      processIds: source?.processIds ?? [],
    },
  });
  const submit = async (values: ProfileInput): Promise<ApiError | null> => {
    if (edited === null) {
      const result = await create.run({ params: { tenantId }, body: values });
      if (!result.ok) return result.error;
      toast({ tone: 'positive', text: t('profiles.done.created', { name: values.name }) });
    } else {
      const changes = changedProfileFields(edited, values);
      if (Object.keys(changes).length > 0) {
        const params = { tenantId, profileId: edited.id };
        const result = await update.run({ params, body: { version: edited.version, changes } });
        if (!result.ok) return result.error;
        toast({ tone: 'positive', text: t('profiles.done.updated', { name: values.name }) });
      }
    }
    onClose();
    return null;
  };

  const title = () => {
    if (edited !== null)
      return t(readOnly ? 'profiles.form.viewTitle' : 'profiles.form.editTitle', { name: edited.name });
    return source === null
      ? t('profiles.form.newTitle')
      : t('profiles.form.cloneTitle', { name: source.name });
  };
  const notice = () => {
    if (readOnly) return <FormNotice>{t('profiles.systemReason')}</FormNotice>;
    if (edited === null || edited.holders === 0) return null;
    return <FormNotice>{t('profiles.form.holds', { count: edited.holders })}</FormNotice>;
  };
  const editReason = readOnly ? t('profiles.systemReason') : cannotEdit;
  return (
    <FormDrawer
      title={title()}
      tenantId={tenantId}
      form={form}
      onSubmit={submit}
      onClose={onClose}
      reason={edited === null ? cannotCreate : editReason}
      codeFields={{ NAME_TAKEN: 'name' }}
      notice={notice()}
    >
      <FormSection>
        <TextField name="name" label={t('profiles.form.name')} required readOnly={readOnly} />
        <TextField name="description" label={t('profiles.form.description')} readOnly={readOnly} />
      </FormSection>
      <FormSection title={t('profiles.form.processes')}>
        <ProcessPicker products={products} readOnly={readOnly} />
      </FormSection>
    </FormDrawer>
  );
}
