import { sql } from 'kysely';
import { userFields } from '#shared/domain/userFields.ts';
import { fallbackRow } from '../../database/fieldColumns.ts';
import { writeSearchTexts } from '../../database/searchTexts.ts';
import type { Work } from '../../database/unitOfWork.ts';
import { uuids } from '../../database/uuids.ts';
import { binTables, restoredColumns } from './recycleBinTables.ts';

/** Days for which a deleted user can be restored (setting `users.deleteMode`). */
export const recycleDays = 30;

/** When users deleted now leave the recycle bin. */
export const purgeTime = (now: Date): Date => new Date(now.getTime() + recycleDays * 86_400_000);

const kept = sql.raw(binTables.map((one) => `'${one.image}', ${one.kept}`).join(', '));

/**
 * Puts a before-image of each user into the recycle bin: the row, and what hangs on it by `binTables`. In the tenant's
 * own rows, never in the feed.
 */
export async function keepImages(work: Work, userIds: readonly string[]): Promise<void> {
  await sql`
    insert into deleted_users (tenant_id, user_id, before_image, deleted_at, purge_after)
    select u.tenant_id, u.user_id, jsonb_build_object('user', to_jsonb(u), ${kept}),
      ${work.now}::timestamptz, ${purgeTime(work.now)}::timestamptz
    from users u where u.tenant_id = ${work.tenantId} and u.user_id = any(${uuids(userIds)})
    on conflict (tenant_id, user_id) do update
      set before_image = excluded.before_image, deleted_at = excluded.deleted_at, purge_after = excluded.purge_after
  `.execute(work.db);
}

/**
 * Takes users, and what hangs on them, out of the tenant. Roles granted to them in other tenants stay there, out of this
 * tenant's reach: without an account they give nothing, and a user who comes out of the recycle bin has them again.
 */
export async function removeUsers(work: Work, userIds: readonly string[]): Promise<void> {
  await sql`delete from role_grants where tenant_id = ${work.tenantId} and grantee_tenant_id = ${work.tenantId}
    and grantee_user_id = any(${uuids(userIds)})`.execute(work.db);
  await sql`delete from users where tenant_id = ${work.tenantId} and user_id = any(${uuids(userIds)})`.execute(
    work.db,
  );
}

/** What the recycle bin knows of a user: enough to decide whether it may come back. */
export interface BinnedUser {
  readonly email: string;
  readonly customerExists: boolean;
}

/** Finds and locks a user in the recycle bin; null if it isn't there, or no longer. */
export async function findBinned(work: Work, userId: string): Promise<BinnedUser | null> {
  const { rows } = await sql<BinnedUser>`
    select d.before_image -> 'user' ->> 'email' as email,
      exists (select from customers c where c.tenant_id = d.tenant_id
        and c.customer_id = (d.before_image -> 'user' ->> 'customer_id')::uuid) as "customerExists"
    from deleted_users d
    where d.tenant_id = ${work.tenantId} and d.user_id = ${userId} and d.purge_after > ${work.now}::timestamptz
    for update of d`.execute(work.db);
  return rows[0] ?? null;
}

const columns = sql.raw(restoredColumns.join(', '));
const restored = sql.raw(binTables.map((one) => `restored_${one.image} as (${one.restored})`).join(', '));

/**
 * Puts users back as they were, under their old ids and with a new version. Users whose address has been given away,
 * or whose customer is gone, stay in the bin; profiles and roles deleted meanwhile are left out. Returns who is back.
 */
export async function restoreImages(
  work: Work,
  userIds: readonly string[],
): Promise<readonly { readonly userId: string; readonly version: number }[]> {
  const { rows } = await sql<{ userId: string; version: number }>`
    with image as (
      select d.user_id as id, d.before_image as was from deleted_users d
      where d.tenant_id = ${work.tenantId} and d.user_id = any(${uuids(userIds)})
        and d.purge_after > ${work.now}::timestamptz
    ), born as (
      insert into users (${columns}, version, updated_at)
      select ${columns}, version + 1, ${work.now}::timestamptz
      from image, jsonb_populate_record(null::users, ${fallbackRow(userFields)}::jsonb || (image.was -> 'user')) as u
      where exists (select from customers c where c.tenant_id = u.tenant_id and c.customer_id = u.customer_id)
      order by u.user_id
      on conflict do nothing
      returning tenant_id, user_id, version
    ), back as (
      select born.tenant_id, born.user_id, image.was, ${work.now}::timestamptz as now
      from image join born on born.user_id = image.id
    ), ${restored}, emptied as (
      delete from deleted_users d using born where d.tenant_id = ${work.tenantId} and d.user_id = born.user_id
    )
    select user_id as "userId", version from born`.execute(work.db);
  // Not out of the image: the rule may have changed since.
  await writeSearchTexts(work.db, 'users', {
    tenantId: work.tenantId,
    ids: rows.map(({ userId }) => userId),
  });
  return rows;
}

/** Marks a place in the unit of work. Returns the function that takes back what was written since. */
export async function savepoint({ db }: Work): Promise<() => Promise<void>> {
  await sql`savepoint restoring`.execute(db);
  return async () => void (await sql`rollback to savepoint restoring`.execute(db));
}
