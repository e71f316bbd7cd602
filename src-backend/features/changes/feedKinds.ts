import type { RawBuilder } from 'kysely';
import { type SyncedKind, syncedKindNames, syncedKinds, type SyncedRow } from '#shared/api/syncedKinds.ts';
import type { Permission } from '#shared/domain/permissions.ts';
import { customerJson, productJson, profileJson, roleJson, userJson } from '../../database/entityJson.ts';

/** Where the rows of a kind lie. The table is a `syncedTable` of the migrations. */
interface Stored<K extends SyncedKind> {
  readonly table: string;
  /** Column of a row's id. */
  readonly id: string;
  readonly json: (alias: string) => RawBuilder<SyncedRow<K>>;
  /** Column of `tenants` that counts the rows, for kinds of which a tenant may have too many to count. */
  readonly counter?: string;
}

export type FeedKind = Stored<SyncedKind> & (typeof syncedKinds)[SyncedKind] & { readonly kind: SyncedKind };

const stored: { readonly [K in SyncedKind]: Stored<K> } = {
  role: { table: 'roles', id: 'role_id', json: roleJson },
  product: { table: 'products', id: 'product_id', json: productJson },
  profile: { table: 'profiles', id: 'profile_id', json: profileJson },
  customer: { table: 'customers', id: 'customer_id', json: customerJson, counter: 'customer_count' },
  user: { table: 'users', id: 'user_id', json: userJson, counter: 'user_count' },
};

/** Every kind of the feed; its place here is its rank in cursors and in a first load. */
export const feedKinds: readonly FeedKind[] = syncedKindNames.map((kind) => ({
  kind,
  ...syncedKinds[kind],
  ...stored[kind],
}));

/** Kinds by rank that the account may see. */
export function visibleRanks(permissions: readonly Permission[]): readonly number[] {
  return feedKinds.flatMap(({ permission }, rank) => (permissions.includes(permission) ? [rank] : []));
}
