/** What the engine consists of: each kind of rows, each change of the copy, and each command, listed once. */
import { syncedKindNames } from '#shared/api/syncedKinds.ts';
import type { EngineCommandName } from '#shared/desktop/index.ts';
import type { CopyContents } from './cache/contents.ts';
import { textFunctions } from './cache/sqlFunctions.ts';
import type { Handlers } from './commands/handlers.ts';
import { backendHandlers } from './features/backend/backendHandlers.ts';
import { customersHandlers } from './features/customers/customersHandlers.ts';
import { customersKind } from './features/customers/customersKind.ts';
import { preferencesHandlers } from './features/preferences/preferencesHandlers.ts';
import { preferencesWrites } from './features/preferences/preferencesWrites.ts';
import { productsKind } from './features/products/productsKind.ts';
import { profilesHandlers } from './features/profiles/profilesHandlers.ts';
import { profilesKind } from './features/profiles/profilesKind.ts';
import { rolesHandlers } from './features/roles/rolesHandlers.ts';
import { rolesKind } from './features/roles/rolesKind.ts';
import { tenantsHandlers } from './features/tenants/tenantsHandlers.ts';
import { tenantsWrites } from './features/tenants/tenantsWrites.ts';
import { pictureWrites } from './features/users/pictureWrites.ts';
import { usersHandlers } from './features/users/usersHandlers.ts';
import { usersKind } from './features/users/usersKind.ts';
import { migrations } from './migrations/index.ts';
import type { CopyKinds } from './sync/copyKind.ts';
import { heldPage } from './sync/heldPage.ts';
import { alignCopy } from './sync/loadWrites.ts';
import { createSyncWrites } from './sync/syncWrites.ts';

const kinds: CopyKinds = {
  role: rolesKind,
  product: productsKind,
  profile: profilesKind,
  customer: customersKind,
  user: usersKind,
};

export const syncWrites = createSyncWrites(kinds);

const all = syncedKindNames.map((kind) => kinds[kind]);

/** The same in every thread of the engine. */
export const copyContents: CopyContents = {
  migrations,
  align: (database) => alignCopy(database, kinds),
  functions: Object.assign({}, textFunctions, ...all.map(({ functions }) => functions)),
  temporaryTables: [heldPage, ...all.flatMap(({ temporaryTables = [] }) => temporaryTables)],
  writes: { ...syncWrites, ...tenantsWrites, ...preferencesWrites, ...pictureWrites },
};

/** One handler for each command that the engine answers: a missing one does not compile. */
export const handlers: Handlers<EngineCommandName> = {
  ...tenantsHandlers,
  ...usersHandlers,
  ...customersHandlers,
  ...profilesHandlers,
  ...rolesHandlers,
  ...backendHandlers,
  ...preferencesHandlers,
};
