import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApiError } from '#shared/api/errors.ts';
import { user as userSchema, type User } from '#shared/api/users.ts';
import type { UserRow } from '#shared/desktop/grids.ts';
import { useBackendCall } from '../../bridge/useBackendCall.ts';
import { FormDrawer } from '../../components/form/FormDrawer.tsx';
import { useDrawerForm } from '../../components/form/useDrawerForm.ts';
import { useToast } from '../../components/toasts/toastStore.ts';
import { useChangeReason } from '../../state/useTenant.ts';
import { ConflictChoice } from './ConflictChoice.tsx';
import { UnverifiedNotice } from './UnverifiedNotice.tsx';
import { UserFields } from './UserFields.tsx';
import { changedUserFields, conflictsOf, rebased, userValues } from './userForm.ts';
import { type UserForm, userFormSchema, withoutPicture } from './userFormSchema.ts';
import { useSavePicture } from './useSavePicture.ts';

export interface EditUserFormProps {
  readonly tenantId: string;
  /** The user as the form was opened with. */
  readonly opened: UserRow;
  readonly onClose: () => void;
}

/** Edits a user (U4): only what was changed is sent, and a change made elsewhere meanwhile is decided field by field. */
export function EditUserForm({ tenantId, opened, onClose }: EditUserFormProps) {
  const { t } = useTranslation();
  const toast = useToast();
  const update = useBackendCall('users.update');
  const savePicture = useSavePicture(tenantId);
  const reason = useChangeReason(tenantId, 'users.edit');
  const [base, setBase] = useState<User>(opened);
  const [theirs, setTheirs] = useState<User | null>(null);
  const [failure, setFailure] = useState<ApiError | null>(null);
  const form = useDrawerForm<UserForm>({ schema: userFormSchema, values: userValues(opened) });

  const save = async (values: UserForm, from: User): Promise<ApiError | null> => {
    const mine = withoutPicture(values);
    const changes = changedUserFields(userValues(from), mine);
    let saved: User = from;
    if (Object.keys(changes).length > 0) {
      const params = { tenantId, userId: from.id };
      const result = await update.run({ params, body: { version: from.version, changes } });
      if (!result.ok) {
        const current = userSchema.safeParse(result.error.current);
        if (result.error.code !== 'VERSION_CONFLICT' || !current.success) return result.error;
        if (conflictsOf(userValues(from), mine, userValues(current.data)).length === 0)
          return save(
            { ...values, ...rebased(userValues(from), mine, userValues(current.data)) },
            current.data,
          );
        setTheirs(current.data);
        return result.error;
      }
      saved = result.value;
    }
    const name = `${mine.firstName} ${mine.lastName}`;
    if (await savePicture(saved, name, values.picture))
      toast({ tone: 'positive', text: t('users.done.updated', { name }) });
    onClose();
    return null;
  };
  const submit = async (values: UserForm): Promise<ApiError | null> => {
    setFailure(null);
    const error = await save(values, base);
    setFailure(error);
    return error;
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
      renderError={(error, dismiss) =>
        error.code !== 'VERSION_CONFLICT' || theirs === null ? undefined : (
          <ConflictChoice
            tenantId={tenantId}
            conflicts={conflictsOf(userValues(base), withoutPicture(form.getValues()), userValues(theirs))}
            onChosen={(kept) => {
              const next = rebased(userValues(base), withoutPicture(form.getValues()), userValues(theirs));
              form.reset({ ...next, ...kept }, { keepDirty: true });
              setBase(theirs);
              setTheirs(null);
              dismiss();
            }}
          />
        )
      }
    >
      <UserFields tenantId={tenantId} user={opened} pickCustomer={false} failure={failure} />
    </FormDrawer>
  );
}
