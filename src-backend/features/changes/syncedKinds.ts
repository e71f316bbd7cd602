import type { RawBuilder } from 'kysely';
import { type SyncedEntity, syncedEntities } from '#shared/api/changes.ts';
import type { Permission } from '#shared/domain/permissions.ts';
import { customerJson, productJson, profileJson, roleJson, userJson } from '../../database/entityJson.ts';

export interface SyncedKind {
  readonly entity: SyncedEntity;
  readonly table: string;
  readonly id: string;
  readonly json: (alias: string) => RawBuilder<unknown>;
  /** What an account must hold to be shown rows of this kind. */
  readonly permission: Permission;
}

const byEntity: Readonly<Record<SyncedEntity, Omit<SyncedKind, 'entity'>>> = {
  role: { table: 'roles', id: 'role_id', json: roleJson, permission: 'roles.read' },
  product: { table: 'products', id: 'product_id', json: productJson, permission: 'profiles.read' },
  profile: { table: 'profiles', id: 'profile_id', json: profileJson, permission: 'profiles.read' },
  customer: { table: 'customers', id: 'customer_id', json: customerJson, permission: 'customers.read' },
  user: { table: 'users', id: 'user_id', json: userJson, permission: 'users.read' },
};

/** Every kind of the copy; its place here is its rank in cursors and in a first load. */
export const syncedKinds: readonly SyncedKind[] = syncedEntities.map((entity) => ({
  entity,
  ...byEntity[entity],
}));

/** Kinds by rank that the account may see. */
export function visibleRanks(permissions: readonly Permission[]): readonly number[] {
  return syncedKinds.flatMap((kind, rank) => (permissions.includes(kind.permission) ? [rank] : []));
}
