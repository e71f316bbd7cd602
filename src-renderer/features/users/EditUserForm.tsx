import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApiError } from '#shared/api/errors.ts';
import { user as userSchema, type User } from '#shared/api/users.ts';
import type { UserDetails } from '#shared/desktop/grids.ts';
import { valuesOf } from '#shared/domain/fields.ts';
import { userFields } from '#shared/domain/userFields.ts';
import { useBackendCall } from '../../bridge/useBackendCall.ts';
import { ConflictChoice } from '../../components/form/ConflictChoice.tsx';
import { FormDrawer } from '../../components/form/FormDrawer.tsx';
import { useDrawerForm } from '../../components/form/useDrawerForm.ts';
import { useFieldLabel } from '../../components/form/useFieldProps.ts';
import { useMergingUpdate } from '../../components/form/useMergingUpdate.ts';
import { useToast } from '../../components/toasts/toastStore.ts';
import { useChangeReason } from '../../state/useTenant.ts';
import { UnverifiedNotice } from './UnverifiedNotice.tsx';
import { UserFields } from './UserFields.tsx';
import { type UserForm, userFormSchema, withoutPicture } from './userFormSchema.ts';
import { useSavePicture } from './useSavePicture.ts';
import { useUserValueWords } from './useUserValueWords.ts';

export interface EditUserFormProps {
  readonly tenantId: string;
  /** The user as the form was opened with. */
  readonly opened: UserDetails;
  readonly onClose: () => void;
}

/** Edits a user (U4): only what was changed is sent, and a change made elsewhere meanwhile is decided field by field. */
export function EditUserForm({ tenantId, opened, onClose }: EditUserFormProps) {
  const { t } = useTranslation();
  const toast = useToast(tenantId);
  const update = useBackendCall(tenantId, 'users.update');
  const savePicture = useSavePicture(tenantId);
  const reason = useChangeReason(tenantId, 'users.edit');
  const labelOf = useFieldLabel('user');
  const wordsOf = useUserValueWords(tenantId);
  const [failure, setFailure] = useState<ApiError | null>(null);
  const form = useDrawerForm<UserForm>({ schema: userFormSchema, values: valuesOf(userFields, opened) });
  const edit = useMergingUpdate<typeof userFields, User>({
    opened,
    entity: userSchema,
    fields: userFields,
    send: (version, changes) => update.run({ params: { userId: opened.id }, body: { version, changes } }),
  });

  const save = async (values: UserForm): Promise<ApiError | null> => {
    const result = await edit.save(withoutPicture(values));
    if (!result.ok) return result.error;
    const name = `${values.firstName} ${values.lastName}`;
    if (await savePicture(result.value, name, values.picture))
      toast({ tone: 'positive', text: t('users.done.updated', { name }) });
    onClose();
    return null;
  };
  const submit = async (values: UserForm): Promise<ApiError | null> => {
    setFailure(null);
    const error = await save(values);
    setFailure(error);
    return error;
  };
  const choice = (dismiss: () => void) => {
    const { picture, ...mine } = form.getValues();
    return (
      <ConflictChoice
        conflicts={edit.conflicts(mine)}
        labelOf={labelOf}
        wordsOf={(_, value) => wordsOf(value)}
        onChosen={(kept) => {
          form.reset({ ...edit.decide(mine, kept), picture }, { keepDefaultValues: true });
          dismiss();
        }}
      />
    );
  };

  return (
    <FormDrawer
      title={t('users.form.editTitleOf', { name: opened.name })}
      tenantId={tenantId}
      form={form}
      onSubmit={submit}
      onClose={onClose}
      reason={reason}
      codeFields={{ EMAIL_TAKEN: 'email' }}
      notice={opened.activatedAt === null ? <UnverifiedNotice tenantId={tenantId} user={opened} /> : null}
      renderError={(error, dismiss) => (error.code === 'VERSION_CONFLICT' ? choice(dismiss) : undefined)}
    >
      <UserFields tenantId={tenantId} user={opened} pickCustomer={false} failure={failure} />
    </FormDrawer>
  );
}
