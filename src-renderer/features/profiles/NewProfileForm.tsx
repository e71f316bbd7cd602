import { useTranslation } from 'react-i18next';
import { type Product, type Profile, profileInput, type ProfileInput } from '#shared/api/profiles.ts';
import { useBackendCall } from '../../bridge/useBackendCall.ts';
import { FormDrawer } from '../../components/form/FormDrawer.tsx';
import { useDrawerForm } from '../../components/form/useDrawerForm.ts';
import { useToast } from '../../components/toasts/toastStore.ts';
import { useChangeReason } from '../../state/useTenant.ts';
import { ProfileFields } from './ProfileFields.tsx';

export interface NewProfileFormProps {
  readonly tenantId: string;
  readonly products: readonly Product[];
  /** The profile that it begins as a copy of. */
  readonly cloned: Profile | null;
  readonly onClose: () => void;
}

/** `New profile`, from nothing or from another. */
export function NewProfileForm({ tenantId, products, cloned, onClose }: NewProfileFormProps) {
  const { t } = useTranslation();
  const toast = useToast(tenantId);
  const create = useBackendCall(tenantId, 'profiles.create');
  const form = useDrawerForm<ProfileInput>({
    schema: profileInput,
    values: {
      name: cloned === null ? '' : t('profiles.form.copyName', { name: cloned.name }),
      description: cloned?.description ?? '',
      processIds: cloned?.processIds ?? [],
    },
  });
  return (
    <FormDrawer
      title={
        cloned === null ? t('profiles.form.newTitle') : t('profiles.form.cloneTitle', { name: cloned.name })
      }
      tenantId={tenantId}
      form={form}
      onClose={onClose}
      reason={useChangeReason(tenantId, 'profiles.create')}
      codeFields={{ NAME_TAKEN: 'name' }}
      onSubmit={async (body) => {
        const result = await create.run({ body });
        if (!result.ok) return result.error;
        toast({ tone: 'positive', text: t('profiles.done.created', { name: body.name }) });
        onClose();
        return null;
      }}
    >
      <ProfileFields products={products} />
    </FormDrawer>
  );
}
