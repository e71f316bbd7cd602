import { permissions } from '#shared/domain/permissions.ts';
import type { CopyKind } from '../../sync/copyKind.ts';
import { createNamedKind } from '../../sync/namedKind.ts';
import { renameSets } from '../profiles/nameSets.ts';

/** Users are shown with their names. */
export const roleKind: CopyKind = {
  ...createNamedKind('role', renameSets('role')),
  // Permissions that a version doesn't know are left out of what it keeps of a role.
  fields: permissions,
};
