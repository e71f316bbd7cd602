import { useTranslation } from 'react-i18next';
import { user as userSchema, type User } from '#shared/api/users.ts';
import { emptyValues } from '#shared/domain/fields.ts';
import { fullName, userFields } from '#shared/domain/userFields.ts';
import { useTenantRead } from '../../bridge/queries.ts';
import { useBackendCall } from '../../bridge/useBackendCall.ts';
import { EditDrawer } from '../../components/form/EditDrawer.tsx';
import { FormDrawer } from '../../components/form/FormDrawer.tsx';
import { OpenedDrawer } from '../../components/form/OpenedDrawer.tsx';
import { useShowDrawer } from '../../state/ConsoleContext.tsx';
import type { Drawer } from '../../state/consoleStore.ts';
import { useReasons, useTenant } from '../../state/useTenant.ts';
import { UnverifiedNotice } from './UnverifiedNotice.tsx';
import { UserFields } from './UserFields.tsx';
import { newUserFormSchema, type UserForm, userFormSchema } from './userFormSchema.ts';
import { useSavePicture } from './useSavePicture.ts';
import { useUserValueWords } from './useUserValueWords.ts';

export interface UserDrawerProps {
  /** Null: a new one. */
  readonly userId: string | null;
  /** The customer whose users are shown; null in the all-users grid. */
  readonly customerId: string | null;
  /** Where the form of somebody leads back to; null: nowhere. */
  readonly back: Drawer | null;
  /** Brings a new one into view, and says why it can't be seen; null: it can. */
  readonly onCreated: (userId: string) => Promise<string | null>;
}

/** `New user`, and the second face of a person's panel (U2, U4). */
export function UserDrawer({ userId, back, ...list }: UserDrawerProps) {
  return userId === null ? <NewUser {...list} /> : <EditUser userId={userId} back={back} />;
}

const codeFields = { EMAIL_TAKEN: 'email' } as const;

/** On saving, the activation mail goes out (U5). */
function NewUser({ customerId, onCreated }: Pick<UserDrawerProps, 'customerId' | 'onCreated'>) {
  const { t } = useTranslation();
  const showDrawer = useShowDrawer();
  const needsProfile = useNeedsProfile();
  const create = useBackendCall('users.create');
  const savePicture = useSavePicture();
  return (
    <FormDrawer<UserForm, User>
      entity="user"
      title={t('users.form.newTitle')}
      schema={needsProfile ? newUserFormSchema : userFormSchema}
      values={{ ...emptyValues(userFields), customerId: customerId ?? '' }}
      another={(values) => ({
        ...emptyValues(userFields),
        customerId: values.customerId,
        profileIds: values.profileIds,
        picture: undefined,
      })}
      permission="users.create"
      codeFields={codeFields}
      save={({ picture: _, ...body }) => create.run({ body })}
      onSaved={async (user, { picture }) => {
        await savePicture(user, picture);
        const unseen = await onCreated(user.id);
        const text = t('users.done.created', { name: fullName(user), email: user.email });
        return {
          text: unseen === null ? text : `${text} ${unseen}`,
          action: {
            label: t('action.open'),
            run: () => showDrawer({ of: 'users', id: user.id, face: 'read' }),
          },
        };
      }}
    >
      <UserFields user={null} pickCustomer={customerId === null} needsProfile={needsProfile} />
    </FormDrawer>
  );
}

/** Whether a new user is given a profile at least (U2): whoever can't give any leaves that to others. */
function useNeedsProfile(): boolean {
  const required = useTenant()?.settings['users.profileRequired'] ?? true;
  return useReasons().ofPermission(userFields.profileIds.permission) === null && required;
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
