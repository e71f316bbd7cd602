import type { User } from '#shared/api/users.ts';
import type { UserRow } from '#shared/desktop/grids.ts';
import { authState, statusAt } from '#shared/domain/userStatus.ts';
import type { ReadableDatabase } from '../../cache/database.ts';
import { idOfHex } from '../../cache/ids.ts';
import type { SyncRow } from '../../sync/syncRow.ts';
import { instantOf, statusTimes } from './userFacts.ts';
import { usersOf } from './userTables.ts';
import { fullName, secondFactorsOf, sharedOf, type Shared } from './usersShared.ts';

/** What the copy stores of what a row shows. */
export interface StoredFacts {
  readonly customer: number;
  readonly profileSet: number;
  readonly roleSet: number;
  readonly version: number;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly authMethod: User['authMethod'];
  readonly secondFactors: string;
  readonly source: User['source'];
  readonly avatar: string | null;
  readonly activatedAt: number | null;
  readonly disabledAt: number | null;
  readonly lockedUntil: number | null;
  readonly accessExpiresAt: number;
  readonly invitationExpiresAt: number | null;
  readonly lastLoginAt: number;
}

interface StoredRow extends StoredFacts {
  readonly key: number;
  readonly id: string;
}

/** The columns of `StoredFacts`, and no more: each value costs on its way out of SQLite, times fifty. */
export const factColumns = `u.customer, u.profile_set AS profileSet, u.role_set AS roleSet, u.version, u.email,
  u.first_name AS firstName, u.last_name AS lastName, u.auth_method AS authMethod, u.second_factors AS secondFactors,
  u.source, u.avatar, u.activated_at AS activatedAt, u.disabled_at AS disabledAt, u.locked_until AS lockedUntil,
  u.access_expires_at AS accessExpiresAt, u.invitation_expires_at AS invitationExpiresAt,
  u.last_login_at AS lastLoginAt`;

/** Fields among them. */
export const factFields = ['email', 'firstName', 'lastName'] as const;

/** The rows with these keys, in their order, as the grid shows them. */
export function rowsByKey(
  database: ReadableDatabase,
  row: SyncRow,
  { keys, now }: { readonly keys: readonly number[]; readonly now: number },
): UserRow[] {
  const stored = database.all<StoredRow>(
    `SELECT u.key, lower(hex(u.id)) AS id, ${factColumns} FROM json_each(:keys) AS wanted CROSS JOIN ${usersOf(row.table)} AS u ON u.key = wanted.value`,
    { keys: JSON.stringify(keys) },
  );
  const shared = sharedOf(database, stored);
  const byKey = new Map(stored.map((one) => [one.key, one]));
  return keys.flatMap((key) => {
    const one = byKey.get(key);
    return one === undefined ? [] : [rowOf(one, shared, now)];
  });
}

function rowOf(stored: StoredRow, shared: Shared, now: number): UserRow {
  const { activatedAt, disabledAt, lockedUntil, accessExpiresAt, invitationExpiresAt } = stored;
  const activated = instantOf(activatedAt);
  const times = statusTimes(activatedAt, disabledAt, lockedUntil, accessExpiresAt, invitationExpiresAt);
  return {
    id: idOfHex(stored.id),
    version: stored.version,
    email: stored.email,
    firstName: stored.firstName,
    lastName: stored.lastName,
    authMethod: stored.authMethod,
    secondFactors: secondFactorsOf(stored.secondFactors),
    source: stored.source,
    avatar: stored.avatar,
    activatedAt: activated,
    disabledAt: instantOf(disabledAt),
    accessExpiresAt: instantOf(accessExpiresAt),
    lastLoginAt: instantOf(stored.lastLoginAt),
    name: fullName(stored),
    customerTitle: shared.customer(stored.customer).title,
    profileNames: shared.set(stored.profileSet).names,
    roleNames: shared.set(stored.roleSet).names,
    status: statusAt(times, now),
    auth: authState({ authMethod: stored.authMethod, activatedAt: activated }),
  };
}
