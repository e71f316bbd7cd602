import { useState } from 'react';
import type { Product } from '#shared/api/profiles.ts';
import { EditProfileForm } from './EditProfileForm.tsx';
import { NewProfileForm } from './NewProfileForm.tsx';
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

/** A profile: read for System ones, made, cloned or edited for the tenant's own (P2). */
export function ProfileDrawer(props: ProfileDrawerProps) {
  const { profiles, profileId, cloneOf, ...form } = props;
  // The form stays with the profile as it was opened, also when someone else changes or deletes it meanwhile.
  const [opened] = useState(() => profiles.find(({ id }) => id === (profileId ?? cloneOf)) ?? null);
  if (profileId === null) return <NewProfileForm cloned={opened} {...form} />;
  return opened === null ? null : <EditProfileForm opened={opened} {...form} />;
}
