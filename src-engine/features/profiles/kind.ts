import { profileFields } from '#shared/domain/profileFields.ts';
import type { CopyKind } from '../../sync/copyKind.ts';
import { createNamedKind } from '../../sync/namedKind.ts';
import { renameSets } from './nameSets.ts';

/** Users are shown with their names. */
export const profileKind: CopyKind = {
  ...createNamedKind('profile', renameSets('profile')),
  fields: Object.keys(profileFields),
};
