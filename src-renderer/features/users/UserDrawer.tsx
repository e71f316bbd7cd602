import { useTranslation } from 'react-i18next';
import { user as userSchema, type User } from '#shared/api/users.ts';
import { emptyValues } from '#shared/domain/fields.ts';
import { fullName, userFields } from '#shared/domain/userFields.ts';
import { useTenantRead } from '../../bridge/queries.ts';
import { useBackendCall } from '../../bridge/useBackendCall.ts';
import { EditDrawer } from '../../components/form/EditDrawer.tsx';
import { FormDrawer } from '../../components/form/FormDrawer.tsx';
import { OpenedDrawer } from '../../components/form/OpenedDrawer.tsx';
import type { Drawer } from '../../state/consoleStore.ts';
import { UnverifiedNotice } from './UnverifiedNotice.tsx';
import { UserFields } from './UserFields.tsx';
import { type UserForm, userFormSchema } from './userFormSchema.ts';
import { useSavePicture } from './useSavePicture.ts';
import { useUserValueWords } from './useUserValueWords.ts';

export interface UserDrawerProps {
  /** Null: a new one. */
  readonly userId: string | null;
  /** The customer whose users are shown; null in the all-users grid. */
  readonly customerId: string | null;
  /** Where the form of somebody leads back to; null: nowhere. */
  readonly back: Drawer | null;
}

/** `New user`, and the second face of a person's panel (U2, U4). */
export function UserDrawer({ userId, customerId, back }: UserDrawerProps) {
  return userId === null ? <NewUser customerId={customerId} /> : <EditUser userId={userId} back={back} />;
}

const codeFields = { EMAIL_TAKEN: 'email' } as const;

/** On saving, the activation mail goes out (U5). */
function NewUser({ customerId }: { readonly customerId: string | null }) {
  const { t } = useTranslation();
  const create = useBackendCall('users.create');
  const savePicture = useSavePicture();
  return (
    <FormDrawer<UserForm, User>
      entity="user"
      title={t('users.form.newTitle')}
      schema={userFormSchema}
      values={{ ...emptyValues(userFields), customerId: customerId ?? '' }}
      permission="users.create"
      codeFields={codeFields}
      save={({ picture: _, ...body }) => create.run({ body })}
      onSaved={async (user, { picture }) => {
        await savePicture(user, picture);
        return t('users.done.created', { name: fullName(user), email: user.email });
      }}
    >
      <UserFields user={null} pickCustomer={customerId === null} />
    </FormDrawer>
  );
}

function EditUser({ userId, back }: { readonly userId: string; readonly back: Drawer | null }) {
  const { t } = useTranslation();
  const update = useBackendCall('users.update');
  const savePicture = useSavePicture();
  const wordsOf = useUserValueWords();
  return (
    <OpenedDrawer read={useTenantRead('users.one', { userId }, { anew: true })}>
      {(opened) => (
        <EditDrawer<typeof userFields, User, UserForm>
          entity="user"
          name={opened.name}
          title={t('users.form.editTitleOf', { name: opened.name })}
          schema={userFormSchema}
          fields={userFields}
          answer={userSchema}
          opened={opened}
          permission="users.edit"
          codeFields={codeFields}
          {...(back === null ? {} : { back })}
          notice={opened.activatedAt === null && <UnverifiedNotice user={opened} />}
          wordsOf={wordsOf}
          send={(version, changes) => update.run({ params: { userId }, body: { version, changes } })}
          onSaved={async (user, { picture }) =>
            (await savePicture(user, picture)) ? t('users.done.updated', { name: fullName(user) }) : null
          }
        >
          <UserFields user={opened} pickCustomer={false} />
        </EditDrawer>
      )}
    </OpenedDrawer>
  );
}
