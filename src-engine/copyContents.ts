/** What the copy holds: the kinds and writes of the features, listed once. The writer's thread loads this and no more. */
import { syncedKindNames } from '#shared/api/syncedKinds.ts';
import type { CopyContents } from './cache/contents.ts';
import { textFunctions } from './cache/sqlFunctions.ts';
import { customerKind } from './features/customers/kind.ts';
import { draftsWrites, makeDraftsTable } from './features/drafts/draftsWrites.ts';
import { productKind } from './features/products/kind.ts';
import { profileKind } from './features/profiles/kind.ts';
import { roleKind } from './features/roles/kind.ts';
import { tenantsWrites } from './features/tenants/tenantsWrites.ts';
import { userKind } from './features/users/kind.ts';
import { pictureWrites } from './features/users/pictureStore.ts';
import { makeFiltersTable, viewsWrites } from './features/views/viewsWrites.ts';
import { migrations } from './migrations/index.ts';
import type { CopyKinds } from './sync/copyKind.ts';
import { heldPage } from './sync/heldPage.ts';
import { alignCopy } from './sync/loadWrites.ts';
import { createSyncWrites } from './sync/syncWrites.ts';

const kinds: CopyKinds = {
  role: roleKind,
  product: productKind,
  profile: profileKind,
  customer: customerKind,
  user: userKind,
};
const allKinds = syncedKindNames.map((kind) => kinds[kind]);

export const syncWrites = createSyncWrites(kinds);

/** The same in every thread of the engine. */
export const copyContents: CopyContents = {
  migrations,
  align(database) {
    alignCopy(database, kinds);
    makeDraftsTable(database);
    makeFiltersTable(database);
  },
  functions: Object.assign({}, textFunctions, ...allKinds.map(({ functions }) => functions)),
  temporaryTables: [heldPage, ...allKinds.flatMap(({ temporaryTables = [] }) => temporaryTables)],
  writes: { ...syncWrites, ...tenantsWrites, ...pictureWrites, ...draftsWrites, ...viewsWrites },
};
