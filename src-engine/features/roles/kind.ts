import { createNamedKind } from '../../sync/namedKind.ts';
import { renameSets } from '../profiles/nameSets.ts';

/** Users are shown with their names. */
export const roleKind = createNamedKind('role', renameSets('role'));
