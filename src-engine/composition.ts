/** What the engine consists of: its features, listed once. */
import { syncedKindNames } from '#shared/api/syncedKinds.ts';
import type { EngineCommandName } from '#shared/desktop/index.ts';
import type { CopyContents } from './cache/contents.ts';
import { textFunctions } from './cache/sqlFunctions.ts';
import type { Handlers } from './commands/handlers.ts';
import { backendFeature } from './features/backend/feature.ts';
import { customersFeature } from './features/customers/feature.ts';
import type { EngineFeature } from './features/engineFeature.ts';
import { preferencesFeature } from './features/preferences/feature.ts';
import { productsFeature } from './features/products/feature.ts';
import { profilesFeature } from './features/profiles/feature.ts';
import { rolesFeature } from './features/roles/feature.ts';
import { tenantsFeature } from './features/tenants/feature.ts';
import { usersFeature } from './features/users/feature.ts';
import { migrations } from './migrations/index.ts';
import type { CopyKinds } from './sync/copyKind.ts';
import { heldPage } from './sync/heldPage.ts';
import { alignCopy } from './sync/loadWrites.ts';
import { createSyncWrites } from './sync/syncWrites.ts';

const features = [
  tenantsFeature,
  usersFeature,
  customersFeature,
  profilesFeature,
  productsFeature,
  rolesFeature,
  backendFeature,
  preferencesFeature,
];

type Part = keyof EngineFeature;
type Taker<F, P extends Part> = F extends { readonly [N in P]: infer V } ? (part: V) => void : never;
/** All that some features give of a part. */
type Together<F, P extends Part> = Taker<F, P> extends (parts: infer V) => void ? V : never;

/** Puts a part of all features together: what is missing does not compile where it is needed. */
function together<P extends Part>(part: P): Together<(typeof features)[number], P> {
  const given = features.map((feature: EngineFeature) => feature[part]);
  return Object.assign({}, ...given) as Together<(typeof features)[number], P>;
}

/** One handler for each command that the engine answers. */
export const handlers: Handlers<EngineCommandName> = together('handlers');

const kinds: CopyKinds = together('kinds');
const allKinds = syncedKindNames.map((kind) => kinds[kind]);

export const syncWrites = createSyncWrites(kinds);

/** The same in every thread of the engine. */
export const copyContents: CopyContents = {
  migrations,
  align: (database) => alignCopy(database, kinds),
  functions: Object.assign({}, textFunctions, ...allKinds.map(({ functions }) => functions)),
  temporaryTables: [heldPage, ...allKinds.flatMap(({ temporaryTables = [] }) => temporaryTables)],
  writes: { ...syncWrites, ...together('writes') },
};
