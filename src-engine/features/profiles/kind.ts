import { profileFields } from '#shared/domain/profileFields.ts';
import { noteNames } from '../../cache/facts.ts';
import type { CopyKind } from '../../sync/copyKind.ts';
import { createNamedKind } from '../../sync/namedKind.ts';
import { renameSets } from './nameSets.ts';

/** Users are shown with their names. */
export const profileKind: CopyKind = {
  ...createNamedKind('profile', renameSets('profile')),
  align: (database) => (noteNames(database, 'profiles.fields', Object.keys(profileFields)) ?? []).length > 0,
};
