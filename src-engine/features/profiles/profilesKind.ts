import type { CopyKind } from '../../sync/copyKind.ts';
import { createNamedKind } from '../../sync/namedKind.ts';
import { renameSets } from './nameSets.ts';

/** Profiles. Users are shown with their names. */
export const profilesKind: CopyKind = createNamedKind('profile', renameSets('profile'));
