import { useTranslation } from 'react-i18next';
import {
  profile as profileSchema,
  profileInput,
  type Product,
  type Profile,
  type ProfileInput,
} from '#shared/api/profiles.ts';
import { valuesOf } from '#shared/domain/fields.ts';
import { profileFields } from '#shared/domain/profileFields.ts';
import { useBackendCall } from '../../bridge/useBackendCall.ts';
import { ConflictChoice } from '../../components/form/ConflictChoice.tsx';
import { Notice } from '../../components/Notice.tsx';
import { FormDrawer } from '../../components/form/FormDrawer.tsx';
import { useDrawerForm } from '../../components/form/useDrawerForm.ts';
import { useFieldLabel } from '../../components/form/useFieldProps.ts';
import { useMergingUpdate } from '../../components/form/useMergingUpdate.ts';
import { useToast } from '../../components/toasts/toastStore.ts';
import { useChangeReason } from '../../state/useTenant.ts';
import { ProfileFields } from './ProfileFields.tsx';
import { processDifference } from './profileForm.ts';
import type { HeldProfile } from './profileRows.ts';

export interface EditProfileFormProps {
  readonly tenantId: string;
  readonly products: readonly Product[];
  readonly opened: HeldProfile;
  readonly onClose: () => void;
}

/** Edits a custom profile; a System one can be read here, with the reason why not more. */
export function EditProfileForm({ tenantId, products, opened, onClose }: EditProfileFormProps) {
  const { t } = useTranslation();
  const labelOf = useFieldLabel('profile');
  const toast = useToast(tenantId);
  const update = useBackendCall(tenantId, 'profiles.update');
  const cannotEdit = useChangeReason(tenantId, 'profiles.edit');
  const readOnly = opened.kind === 'system';
  const form = useDrawerForm<ProfileInput>({ schema: profileInput, values: valuesOf(profileFields, opened) });
  const edit = useMergingUpdate<typeof profileFields, Profile>({
    opened,
    entity: profileSchema,
    fields: profileFields,
    send: (version, changes) => update.run({ params: { profileId: opened.id }, body: { version, changes } }),
  });
  const choice = (dismiss: () => void) => {
    const mine = form.getValues();
    return (
      <ConflictChoice
        conflicts={edit.conflicts(mine)}
        labelOf={labelOf}
        wordsOf={(_, value) =>
          Array.isArray(value)
            ? processDifference(products, edit.before.processIds, value as readonly string[])
            : String(value)
        }
        onChosen={(kept) => {
          form.reset(edit.decide(mine, kept), { keepDefaultValues: true });
          dismiss();
        }}
      />
    );
  };
  const notice = () => {
    if (readOnly) return <Notice tone="caution">{t('profiles.systemReason')}</Notice>;
    if (opened.holders === 0) return null;
    return <Notice tone="caution">{t('profiles.form.holds', { count: opened.holders })}</Notice>;
  };
  return (
    <FormDrawer
      title={t(readOnly ? 'profiles.form.viewTitle' : 'profiles.form.editTitle', { name: opened.name })}
      tenantId={tenantId}
      form={form}
      onClose={onClose}
      reason={readOnly ? t('profiles.systemReason') : cannotEdit}
      codeFields={{ NAME_TAKEN: 'name' }}
      notice={notice()}
      renderError={(error, dismiss) => (error.code === 'VERSION_CONFLICT' ? choice(dismiss) : undefined)}
      onSubmit={async (values) => {
        const result = await edit.save(values);
        if (!result.ok) return result.error;
        if (result.value !== opened)
          toast({ tone: 'positive', text: t('profiles.done.updated', { name: values.name }) });
        onClose();
        return null;
      }}
    >
      <ProfileFields products={products} readOnly={readOnly} />
    </FormDrawer>
  );
}
