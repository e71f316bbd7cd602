import { useTranslation } from 'react-i18next';
import { apiError } from '#shared/api/errors.ts';
import {
  profile as profileSchema,
  profileInput,
  type Profile,
  type ProfileInput,
} from '#shared/api/profiles.ts';
import { profileFields } from '#shared/domain/profileFields.ts';
import { useTenantRead } from '../../bridge/queries.ts';
import { useBackendCall } from '../../bridge/useBackendCall.ts';
import { EditDrawer } from '../../components/form/EditDrawer.tsx';
import { FormDrawer } from '../../components/form/FormDrawer.tsx';
import { FailedDrawer, OpenedDrawer } from '../../components/form/OpenedDrawer.tsx';
import { Notice } from '../../components/Notice.tsx';
import { useReasons } from '../../state/useTenant.ts';
import { processDifference } from './processDifference.ts';
import { ProfileFields } from './ProfileFields.tsx';
import type { HeldProfile } from './profileRows.ts';

export interface ProfileDrawerProps {
  /** Null: a new one. */
  readonly profileId: string | null;
  /** A new one that begins as a copy of this. */
  readonly cloneOf: string | null;
}

/** A profile: read for System ones, made, cloned or edited for the tenant's own (P2). */
export function ProfileDrawer({ profileId, cloneOf }: ProfileDrawerProps) {
  const id = profileId ?? cloneOf;
  return id === null ? <NewProfile cloned={null} /> : <KnownProfile id={id} cloned={profileId === null} />;
}

const gone = apiError('NOT_FOUND', 'The profile is not there.');

/** The form stays with the profile as it was opened, also when someone else changes or deletes it meanwhile. */
function KnownProfile({ id, cloned }: { readonly id: string; readonly cloned: boolean }) {
  return (
    <OpenedDrawer read={useTenantRead('profiles.all', {}, { anew: true })}>
      {({ profiles }) => {
        const known = profiles.find((profile) => profile.id === id);
        if (known === undefined) return <FailedDrawer error={gone} />;
        return cloned ? <NewProfile cloned={known} /> : <EditProfile opened={known} />;
      }}
    </OpenedDrawer>
  );
}

const codeFields = { NAME_TAKEN: 'name' } as const;

function NewProfile({ cloned }: { readonly cloned: HeldProfile | null }) {
  const { t } = useTranslation();
  const create = useBackendCall('profiles.create');
  return (
    <FormDrawer<ProfileInput, Profile>
      entity="profile"
      title={
        cloned === null ? t('profiles.form.newTitle') : t('profiles.form.cloneTitle', { name: cloned.name })
      }
      schema={profileInput}
      values={{
        name: cloned === null ? '' : t('profiles.form.copyName', { name: cloned.name }),
        description: cloned?.description ?? '',
        processIds: cloned?.processIds ?? [],
      }}
      permission="profiles.create"
      codeFields={codeFields}
      save={(body) => create.run({ body })}
      onSaved={({ name }) => t('profiles.done.created', { name })}
    >
      <ProfileFields />
    </FormDrawer>
  );
}

function EditProfile({ opened }: { readonly opened: HeldProfile }) {
  const { t } = useTranslation();
  const products = useTenantRead('profiles.all', {}).data?.products ?? [];
  const update = useBackendCall('profiles.update');
  const reasons = useReasons();
  const { id: profileId, name, holders } = opened;
  const reason = opened.kind === 'system' ? t('profiles.systemReason') : null;
  const mayEdit = reason === null && reasons.ofPermission('profiles.edit') === null;
  return (
    <EditDrawer<typeof profileFields, Profile, ProfileInput>
      entity="profile"
      name={name}
      title={t('profiles.form.editTitle', { name })}
      schema={profileInput}
      fields={profileFields}
      answer={profileSchema}
      opened={opened}
      permission="profiles.edit"
      reason={reason}
      codeFields={codeFields}
      notice={
        mayEdit &&
        holders > 0 && <Notice tone="caution">{t('profiles.form.holds', { count: holders })}</Notice>
      }
      wordsOf={(value, _, before) =>
        Array.isArray(value)
          ? processDifference(products, before.processIds, value as readonly string[])
          : String(value)
      }
      send={(version, changes) => update.run({ params: { profileId }, body: { version, changes } })}
      onSaved={(saved) => (saved === opened ? null : t('profiles.done.updated', { name: saved.name }))}
    >
      <ProfileFields />
    </EditDrawer>
  );
}
