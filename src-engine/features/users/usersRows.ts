import type { User } from '#shared/api/users.ts';
import { type UserDetails, type UserRow, userRow } from '#shared/desktop/grids.ts';
import { fullName } from '#shared/domain/userFields.ts';
import { authState, statusAt, userStatus, type UserStatusTimes } from '#shared/domain/userStatus.ts';
import type { Parameters, ReadableDatabase } from '../../cache/database.ts';
import { idBytes, idOfHex } from '../../cache/ids.ts';
import type { SyncRow } from '../../sync/syncRow.ts';
import { type OwnProperty, ownProperties, readOwn, selectOwn } from './userColumns.ts';
import { type Shares, sharedOf } from './usersShared.ts';
import { usersOf } from './userTables.ts';

type RowProperty = OwnProperty & keyof UserRow;
/** What a row of the grid shows of a user, and no more: each value costs on its way out of SQLite, times fifty. */
const rowProperties = ownProperties.filter((name): name is RowProperty => name in userRow.shape);
const statusProperties = [
  'activatedAt',
  'disabledAt',
  'lockedUntil',
  'accessExpiresAt',
  'invitationExpiresAt',
] as const;

type StoredUser = Shares & UserStatusTimes & Readonly<Record<OwnProperty, unknown>> & { readonly id: string };

interface Question<P extends OwnProperty> {
  /** SQL that finds users `u`. */
  readonly from: string;
  readonly parameters: Parameters;
  readonly properties: readonly (P | RowProperty)[];
  /** Milliseconds since the epoch: statuses are as of then. */
  readonly now: number;
}

/** Users with these properties and what is computed of them for people to read; and what they share with others. */
function read<P extends OwnProperty>(
  database: ReadableDatabase,
  { from, parameters, properties, now }: Question<P>,
) {
  const columns = selectOwn([...new Set([...properties, ...statusProperties])]);
  const stored = database.all<StoredUser>(
    `SELECT lower(hex(u.id)) AS id, u.customer, u.profile_set AS profileSet, u.role_set AS roleSet, ${columns}
     FROM ${from}`,
    parameters,
  );
  const shared = sharedOf(database, stored);
  return stored.map((one) => {
    const own = readOwn(one, properties);
    const customer = shared.customer(one.customer);
    const profiles = shared.set(one.profileSet);
    const roles = shared.set(one.roleSet);
    const shown = {
      id: idOfHex(one.id),
      ...own,
      name: fullName(own),
      customerTitle: customer.title,
      profileNames: profiles.names,
      roleNames: roles.names,
      status: statusAt(one, now),
      auth: authState(own),
    };
    return { shown, shares: { customerId: customer.id, profileIds: profiles.ids, roleIds: roles.ids } };
  });
}

/** The rows with these keys, in their order, as the grid shows them, and with more of each where somebody wants it. */
export function rowsByKey<P extends OwnProperty = never>(
  database: ReadableDatabase,
  { table }: Pick<SyncRow, 'table'>,
  {
    keys,
    now,
    also = [],
  }: { readonly keys: readonly number[]; readonly now: number; readonly also?: readonly P[] },
): (UserRow & Pick<User, P>)[] {
  return read<P>(database, {
    from: `json_each(:keys) AS wanted CROSS JOIN ${usersOf(table)} AS u ON u.key = wanted.value`,
    parameters: { keys: JSON.stringify(keys) },
    properties: [...rowProperties, ...also],
    now,
  }).map(({ shown }) => shown);
}

/** One user from the copy with all that its form shows; undefined when the copy doesn't have it. */
export function userById(
  database: ReadableDatabase,
  { tenant, table }: SyncRow,
  { tenantId, userId, now }: { readonly tenantId: string; readonly userId: string; readonly now: number },
): UserDetails | undefined {
  const [found] = read(database, {
    from: `${usersOf(table)} AS u WHERE u.tenant = :tenant AND u.id = :id`,
    parameters: { tenant, id: idBytes(userId) },
    properties: ownProperties,
    now,
  });
  return found === undefined ? undefined : { ...found.shown, ...found.shares, tenantId };
}

/** A user of the contract with what is computed of it for people to read. */
export function presented(
  user: User,
  names: Pick<UserDetails, 'customerTitle' | 'profileNames' | 'roleNames'>,
  now: number,
): UserDetails {
  return {
    ...user,
    ...names,
    name: fullName(user),
    status: userStatus(user, now),
    auth: authState(user),
  };
}
