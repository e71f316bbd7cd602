import { useTranslation } from 'react-i18next';
import { user as userSchema, type User } from '#shared/api/users.ts';
import { emptyValues } from '#shared/domain/fields.ts';
import { userFields } from '#shared/domain/userFields.ts';
import { useRead } from '../../bridge/queries.ts';
import { useBackendCall } from '../../bridge/useBackendCall.ts';
import { EditDrawer } from '../../components/form/EditDrawer.tsx';
import { FormDrawer } from '../../components/form/FormDrawer.tsx';
import { OpenedDrawer } from '../../components/form/OpenedDrawer.tsx';
import { UnverifiedNotice } from './UnverifiedNotice.tsx';
import { UserFields } from './UserFields.tsx';
import { type UserForm, userFormSchema } from './userFormSchema.ts';
import { nameOf, useSavePicture } from './useSavePicture.ts';
import { useUserValueWords } from './useUserValueWords.ts';

export interface UserDrawerProps {
  readonly tenantKey: string;
  /** Null: a new one. */
  readonly userId: string | null;
  /** The customer whose users are shown; null in the all-users grid. */
  readonly customerId: string | null;
  readonly onClose: () => void;
}

/** `New user` and edit (U2, U4). */
export function UserDrawer({ userId, customerId, ...drawer }: UserDrawerProps) {
  return userId === null ? (
    <NewUser customerId={customerId} {...drawer} />
  ) : (
    <EditUser userId={userId} {...drawer} />
  );
}

type DrawerProps = Pick<UserDrawerProps, 'tenantKey' | 'onClose'>;

const codeFields = { EMAIL_TAKEN: 'email' } as const;

/** On saving, the activation mail goes out (U5). */
function NewUser({ customerId, ...drawer }: DrawerProps & { readonly customerId: string | null }) {
  const { tenantKey } = drawer;
  const { t } = useTranslation();
  const create = useBackendCall(tenantKey, 'users.create');
  const savePicture = useSavePicture(tenantKey);
  return (
    <FormDrawer<UserForm, User>
      {...drawer}
      title={t('users.form.newTitle')}
      schema={userFormSchema}
      values={{ ...emptyValues(userFields), customerId: customerId ?? '' }}
      permission="users.create"
      codeFields={codeFields}
      save={({ picture: _, ...body }) => create.run({ body })}
      onSaved={async (user, { picture }) => {
        await savePicture(user, picture);
        return t('users.done.created', { name: nameOf(user), email: user.email });
      }}
    >
      <UserFields tenantKey={tenantKey} user={null} pickCustomer={customerId === null} />
    </FormDrawer>
  );
}

function EditUser({ userId, ...drawer }: DrawerProps & { readonly userId: string }) {
  const { tenantKey, onClose } = drawer;
  const { t } = useTranslation();
  const update = useBackendCall(tenantKey, 'users.update');
  const savePicture = useSavePicture(tenantKey);
  const wordsOf = useUserValueWords(tenantKey);
  return (
    <OpenedDrawer read={useRead('users.one', { tenantKey, userId })} onClose={onClose}>
      {(opened) => (
        <EditDrawer<typeof userFields, User, UserForm>
          {...drawer}
          entity="user"
          title={t('users.form.editTitleOf', { name: opened.name })}
          schema={userFormSchema}
          fields={userFields}
          answer={userSchema}
          opened={opened}
          permission="users.edit"
          codeFields={codeFields}
          notice={opened.activatedAt === null && <UnverifiedNotice tenantKey={tenantKey} user={opened} />}
          wordsOf={wordsOf}
          send={(version, changes) => update.run({ params: { userId }, body: { version, changes } })}
          onSaved={async (user, { picture }) =>
            (await savePicture(user, picture)) ? t('users.done.updated', { name: nameOf(user) }) : null
          }
        >
          <UserFields tenantKey={tenantKey} user={opened} pickCustomer={false} />
        </EditDrawer>
      )}
    </OpenedDrawer>
  );
}
