import type { User } from '#shared/api/users.ts';
import type { UserRow } from '#shared/desktop/grids.ts';
import { authState, userStatus } from '#shared/domain/userStatus.ts';
import type { ReadableDatabase } from '../../cache/database.ts';
import { idBytes, idText } from '../../cache/ids.ts';
import { instantOf } from '../../cache/userFacts.ts';
import { usersOf } from '../../cache/userTables.ts';
import type { SyncRow } from '../../sync/syncRow.ts';

interface StoredUser {
  readonly key: number;
  readonly id: Uint8Array;
  readonly customer: number;
  readonly profileSet: number;
  readonly roleSet: number;
  readonly version: number;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly phones: string;
  readonly jobTitle: string;
  readonly department: string;
  readonly timeZone: string | null;
  readonly currency: string;
  readonly authMethod: User['authMethod'];
  readonly secondFactors: string;
  readonly source: User['source'];
  readonly avatar: string | null;
  readonly activatedAt: number | null;
  readonly disabledAt: number | null;
  readonly lockedUntil: number | null;
  readonly accessExpiresAt: number;
  readonly invitationSentAt: number | null;
  readonly invitationExpiresAt: number | null;
  readonly lastLoginAt: number;
  readonly createdAt: number;
  readonly updatedAt: number;
}

const columns = `u.key, u.id, u.customer, u.profile_set AS profileSet, u.role_set AS roleSet, u.version, u.email,
  u.first_name AS firstName, u.last_name AS lastName, u.phones, u.job_title AS jobTitle, u.department,
  u.time_zone AS timeZone, u.currency, u.auth_method AS authMethod, u.second_factors AS secondFactors, u.source, u.avatar,
  u.activated_at AS activatedAt, u.disabled_at AS disabledAt, u.locked_until AS lockedUntil,
  u.access_expires_at AS accessExpiresAt, u.invitation_sent_at AS invitationSentAt,
  u.invitation_expires_at AS invitationExpiresAt, u.last_login_at AS lastLoginAt, u.created_at AS createdAt,
  u.updated_at AS updatedAt`;

interface Of {
  readonly tenantId: string;
  readonly now: number;
}

/** The rows with these keys, in their order, as the grid shows them. */
export function rowsByKey(
  database: ReadableDatabase,
  row: SyncRow,
  { keys, ...of }: Of & { readonly keys: readonly number[] },
): UserRow[] {
  const stored = database.all<StoredUser>(
    `SELECT ${columns} FROM json_each(:keys) AS wanted CROSS JOIN ${usersOf(row.table)} AS u ON u.key = wanted.value`,
    { keys: JSON.stringify(keys) },
  );
  const shared = sharedOf(database, stored);
  const byKey = new Map(stored.map((one) => [one.key, one]));
  return keys.flatMap((key) => {
    const one = byKey.get(key);
    return one === undefined ? [] : [rowOf(one, shared, of)];
  });
}

export function rowById(
  database: ReadableDatabase,
  row: SyncRow,
  { userId, ...of }: Of & { readonly userId: string },
): UserRow | undefined {
  const stored = database.get<StoredUser>(
    `SELECT ${columns} FROM ${usersOf(row.table)} AS u WHERE u.tenant = :tenant AND u.id = :id`,
    { tenant: row.tenant, id: idBytes(userId) },
  );
  return stored === undefined ? undefined : rowOf(stored, sharedOf(database, [stored]), of);
}

interface NamedSet {
  readonly ids: readonly string[];
  readonly names: readonly string[];
}

/** What the users of a page have in common, read and parsed once: a page knows few customers and combinations. */
interface Shared {
  readonly sets: ReadonlyMap<number, NamedSet>;
  readonly customers: ReadonlyMap<number, { readonly id: string; readonly title: string }>;
}

function sharedOf(database: ReadableDatabase, users: readonly StoredUser[]): Shared {
  const setKeys = [...new Set(users.flatMap(({ profileSet, roleSet }) => [profileSet, roleSet]))];
  const sets = database.all<{ key: number; ids: string; names: string }>(
    'SELECT s.key, s.ids, s.names FROM json_each(:keys) AS wanted CROSS JOIN name_sets AS s ON s.key = wanted.value',
    { keys: JSON.stringify(setKeys) },
  );
  const customers = database.all<{ key: number; id: Uint8Array; title: string }>(
    'SELECT c.key, c.id, c.title FROM json_each(:keys) AS wanted CROSS JOIN customers AS c ON c.key = wanted.value',
    { keys: JSON.stringify([...new Set(users.map(({ customer }) => customer))]) },
  );
  return {
    sets: new Map(
      sets.map(({ key, ids, names }) => [
        key,
        { ids: JSON.parse(ids) as string[], names: JSON.parse(names) as string[] },
      ]),
    ),
    customers: new Map(customers.map(({ key, id, title }) => [key, { id: idText(id), title }])),
  };
}

const none: NamedSet = { ids: [], names: [] };

function rowOf(stored: StoredUser, { sets, customers }: Shared, { tenantId, now }: Of): UserRow {
  const profiles = sets.get(stored.profileSet) ?? none;
  const roles = sets.get(stored.roleSet) ?? none;
  const customer = customers.get(stored.customer);
  const user: User = {
    id: idText(stored.id),
    tenantId,
    customerId: customer?.id ?? '',
    version: stored.version,
    email: stored.email,
    firstName: stored.firstName,
    lastName: stored.lastName,
    profileIds: [...profiles.ids],
    roleIds: [...roles.ids],
    phones: stored.phones === '[]' ? [] : (JSON.parse(stored.phones) as User['phones']),
    jobTitle: stored.jobTitle,
    department: stored.department,
    timeZone: stored.timeZone,
    currency: stored.currency,
    authMethod: stored.authMethod,
    secondFactors:
      stored.secondFactors === '' ? [] : (stored.secondFactors.split(',') as User['secondFactors']),
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
    customerTitle: customer?.title ?? '',
    profileNames: [...profiles.names],
    roleNames: [...roles.names],
  });
}

/** A user of the contract with what the grid shows computed. */
export function presented(
  user: User,
  shown: { readonly now: number } & Pick<UserRow, 'customerTitle' | 'profileNames' | 'roleNames'>,
): UserRow {
  const { now, ...names } = shown;
  return {
    ...user,
    ...names,
    name: `${user.firstName} ${user.lastName}`.trim(),
    status: userStatus(user, now),
    auth: authState(user),
  };
}
