import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApiError } from '#shared/api/errors.ts';
import { useBackendCall } from '../../bridge/useBackendCall.ts';
import { FormDrawer } from '../../components/form/FormDrawer.tsx';
import { useDrawerForm } from '../../components/form/useDrawerForm.ts';
import { useToast } from '../../components/toasts/toastStore.ts';
import { useChangeReason } from '../../state/useTenant.ts';
import { UserFields } from './UserFields.tsx';
import { newUserValues } from './userForm.ts';
import { type UserForm, userFormSchema, withoutPicture } from './userFormSchema.ts';
import { useSavePicture } from './useSavePicture.ts';

export interface NewUserFormProps {
  readonly tenantId: string;
  readonly customerId: string | null;
  readonly onClose: () => void;
}

/** `New user`: on saving, the activation mail goes out (U5). */
export function NewUserForm({ tenantId, customerId, onClose }: NewUserFormProps) {
  const { t } = useTranslation();
  const toast = useToast(tenantId);
  const create = useBackendCall(tenantId, 'users.create');
  const savePicture = useSavePicture(tenantId);
  const reason = useChangeReason(tenantId, 'users.create');
  const [failure, setFailure] = useState<ApiError | null>(null);
  const form = useDrawerForm<UserForm>({ schema: userFormSchema, values: newUserValues(customerId) });

  const submit = async (values: UserForm): Promise<ApiError | null> => {
    setFailure(null);
    const result = await create.run({ body: withoutPicture(values) });
    if (!result.ok) {
      setFailure(result.error);
      return result.error;
    }
    const name = `${values.firstName} ${values.lastName}`;
    await savePicture(result.value, name, values.picture);
    toast({ tone: 'positive', text: t('users.done.created', { name, email: values.email }) });
    onClose();
    return null;
  };
  return (
    <FormDrawer
      title={t('users.form.newTitle')}
      tenantId={tenantId}
      form={form}
      onSubmit={submit}
      onClose={onClose}
      reason={reason}
      codeFields={{ EMAIL_TAKEN: 'email' }}
    >
      <UserFields tenantId={tenantId} user={null} pickCustomer={customerId === null} failure={failure} />
    </FormDrawer>
  );
}
