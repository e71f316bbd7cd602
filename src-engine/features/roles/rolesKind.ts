import type { CopyKind } from '../../sync/copyKind.ts';
import { createNamedKind } from '../../sync/namedKind.ts';
import { renameSets } from '../profiles/nameSets.ts';

/** Roles. Users are shown with their names. */
export const rolesKind: CopyKind = createNamedKind('role', renameSets('role'));
