import type { User } from '#shared/api/users.ts';
import type { UserDetails } from '#shared/desktop/grids.ts';
import { authState, userStatus } from '#shared/domain/userStatus.ts';
import type { ReadableDatabase } from '../../cache/database.ts';
import { idBytes, idText } from '../../cache/ids.ts';
import type { SyncRow } from '../../sync/syncRow.ts';
import { instantOf } from './userFacts.ts';
import { usersOf } from './userTables.ts';
import { fullName, secondFactorsOf, sharedOf } from './usersShared.ts';
import { type OwnFields, readFields, selectFields } from './userColumns.ts';
import { factColumns, factFields, type StoredFacts } from './usersRows.ts';

/** What a row has, and the rest of a user. */
type StoredUser = StoredFacts &
  Readonly<Record<Exclude<keyof OwnFields, keyof StoredFacts>, string | null>> & {
    readonly id: Uint8Array;
    readonly invitationSentAt: number | null;
    readonly createdAt: number;
    readonly updatedAt: number;
  };

const columns = `u.id, ${factColumns}, ${selectFields(factFields)}, u.invitation_sent_at AS invitationSentAt,
  u.created_at AS createdAt, u.updated_at AS updatedAt`;

/** One user from the copy with all that its form shows; undefined when the copy doesn't have it. */
export function userById(
  database: ReadableDatabase,
  row: SyncRow,
  { tenantId, userId, now }: { readonly tenantId: string; readonly userId: string; readonly now: number },
): UserDetails | undefined {
  const stored = database.get<StoredUser>(
    `SELECT ${columns} FROM ${usersOf(row.table)} AS u WHERE u.tenant = :tenant AND u.id = :id`,
    { tenant: row.tenant, id: idBytes(userId) },
  );
  if (stored === undefined) return undefined;
  const shared = sharedOf(database, [stored]);
  const customer = shared.customer(stored.customer);
  const profiles = shared.set(stored.profileSet);
  const roles = shared.set(stored.roleSet);
  const user: User = {
    ...readFields(stored),
    id: idText(stored.id),
    tenantId,
    customerId: customer.id,
    version: stored.version,
    profileIds: profiles.ids,
    roleIds: roles.ids,
    authMethod: stored.authMethod,
    secondFactors: secondFactorsOf(stored.secondFactors),
    source: stored.source,
    avatar: stored.avatar,
    activatedAt: instantOf(stored.activatedAt),
    disabledAt: instantOf(stored.disabledAt),
    lockedUntil: instantOf(stored.lockedUntil),
    accessExpiresAt: instantOf(stored.accessExpiresAt),
    invitationSentAt: instantOf(stored.invitationSentAt),
    invitationExpiresAt: instantOf(stored.invitationExpiresAt),
    lastLoginAt: instantOf(stored.lastLoginAt),
    createdAt: new Date(stored.createdAt).toISOString(),
    updatedAt: new Date(stored.updatedAt).toISOString(),
  };
  return presented(user, {
    now,
    customerTitle: customer.title,
    profileNames: profiles.names,
    roleNames: roles.names,
  });
}

/** A user of the contract with what is computed of it for people to read. */
export function presented(
  user: User,
  shown: { readonly now: number } & Pick<UserDetails, 'customerTitle' | 'profileNames' | 'roleNames'>,
): UserDetails {
  const { now, ...names } = shown;
  return {
    ...user,
    ...names,
    name: fullName(user),
    status: userStatus(user, now),
    auth: authState(user),
  };
}
