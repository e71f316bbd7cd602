import { sql } from 'kysely';
import type { UserFilter, UserInput, userListSortFields } from '#shared/api/users.ts';
import { emailKey } from '#shared/domain/email.ts';
import { orderKey } from '#shared/domain/text.ts';
import { fullName, userFields } from '#shared/domain/userFields.ts';
import { userJson } from '../../database/entityJson.ts';
import { columnsOf } from '../../database/fieldColumns.ts';
import type { ReadableDatabase, Reading, Work } from '../../database/unitOfWork.ts';
import type { KeysetList, Stretch } from '../../http/keysetPage.ts';
import { setLinks } from '../linkedRows.ts';
import { versionedRows } from '../versionedRows.ts';
import { userFilterSql } from './userFilterSql.ts';

type Sort = (typeof userListSortFields)[number];

const sorts: Readonly<Record<Sort, { type: KeysetList['keyType']; stretches: readonly Stretch[] }>> = {
  name: { type: 'text', stretches: [{ key: sql`r.name_order` }] },
  email: { type: 'text', stretches: [{ key: sql`r.email_key` }] },
  createdAt: { type: 'timestamptz', stretches: [{ key: sql`r.created_at` }] },
  lastLoginAt: {
    type: 'timestamptz',
    stretches: [
      { key: sql`null::timestamptz`, where: sql`r.last_login_at is null` },
      { key: sql`r.last_login_at`, where: sql`r.last_login_at is not null` },
    ],
  },
};

/** The users that match, in the wanted order; people who never signed in count as earlier than everybody else. */
export function userList(
  reading: Reading,
  filter: UserFilter,
  order: { readonly sort?: Sort | undefined; readonly direction?: 'asc' | 'desc' | undefined },
): KeysetList {
  const { type, stretches } = sorts[order.sort ?? 'name'];
  const direction = order.direction ?? 'asc';
  return {
    from: sql`users as r`,
    where: userFilterSql('r', filter, reading),
    item: userJson('r'),
    id: sql`r.user_id`,
    keyType: type,
    direction,
    stretches: direction === 'asc' ? stretches : stretches.toReversed(),
  };
}

export const userRows = versionedRows('users', { id: 'user_id', json: userJson });

/** Who has an address, whatever its case, and at which customer. */
export async function findEmailOwner(
  db: ReadableDatabase,
  tenantId: string,
  email: string,
): Promise<{ readonly userId: string; readonly customerId: string; readonly customer: string } | null> {
  const row = await db
    .selectFrom('users as u')
    .innerJoin('customers as c', (join) =>
      join.onRef('c.tenant_id', '=', 'u.tenant_id').onRef('c.customer_id', '=', 'u.customer_id'),
    )
    .where('u.tenant_id', '=', tenantId)
    .where('u.email_key', '=', emailKey(email))
    .select(['u.user_id as userId', 'u.customer_id as customerId', 'c.title as customer'])
    .executeTakeFirst();
  return row ?? null;
}

/** What a row of `users` is given for the fields that people write. */
export const userColumns = (user: UserRowFields) => ({
  ...columnsOf(userFields, user),
  name_key: orderKey(fullName(user)),
});
type UserRowFields = Omit<UserInput, 'profileIds' | 'roleIds'>;

/** Makes these and only these the profiles of a user. */
export const setProfiles = (work: Work, userId: string, profileIds: readonly string[]): Promise<void> =>
  setLinks(work, { table: 'user_profiles', owner: { user_id: userId }, column: 'profile_id' }, profileIds);

/** The roles of a user in its own tenant. */
export const setRoles = (work: Work, userId: string, roleIds: readonly string[]): Promise<void> => {
  const owner = { grantee_tenant_id: work.tenantId, grantee_user_id: userId };
  return setLinks(work, { table: 'role_grants', owner, column: 'role_id' }, roleIds);
};

export async function findAvatar(
  db: ReadableDatabase,
  tenantId: string,
  userId: string,
): Promise<{ readonly avatar: string; readonly image: Uint8Array } | null> {
  const row = await db
    .selectFrom('users as u')
    .innerJoin('user_avatars as a', (join) =>
      join.onRef('a.tenant_id', '=', 'u.tenant_id').onRef('a.user_id', '=', 'u.user_id'),
    )
    .where('u.tenant_id', '=', tenantId)
    .where('u.user_id', '=', userId)
    .where('u.avatar', 'is not', null)
    .select(['u.avatar', 'a.image'])
    .$narrowType<{ avatar: string }>()
    .executeTakeFirst();
  return row ?? null;
}

export async function storeAvatar(work: Work, userId: string, image: Uint8Array | null): Promise<void> {
  if (image === null) {
    await work.db
      .deleteFrom('user_avatars')
      .where('tenant_id', '=', work.tenantId)
      .where('user_id', '=', userId)
      .execute();
    return;
  }
  await work.db
    .insertInto('user_avatars')
    .values({ tenant_id: work.tenantId, user_id: userId, image })
    .onConflict((conflict) =>
      conflict.columns(['tenant_id', 'user_id']).doUpdateSet((row) => ({ image: row.ref('excluded.image') })),
    )
    .execute();
}
