import { type RawBuilder, sql } from 'kysely';
import { userFields } from '#shared/domain/userFields.ts';
import { fallbackRow } from '../../database/fieldColumns.ts';
import { writeSearchTexts } from '../../database/searchTexts.ts';
import type { Reading, Work } from '../../database/unitOfWork.ts';
import { uuids } from '../../database/uuids.ts';
import { noteMailsMeanwhile } from '../../mail/store.ts';
import { binTables, restoredColumns } from './recycleBinTables.ts';

/** Days for which a deleted user can be restored (setting `users.deleteMode`). */
export const recycleDays = 30;

/** When users deleted now leave the recycle bin. */
export const purgeTime = (now: Date): Date => new Date(now.getTime() + recycleDays * 86_400_000);

const kept = sql.raw(binTables.map((one) => `'${one.image}', ${one.kept}`).join(', '));

/**
 * Puts a before-image of each user into the recycle bin: the row, and what hangs on it by `binTables`, with who deleted
 * them. In the tenant's own rows, never in the feed.
 */
export async function keepImages(work: Work, userIds: readonly string[]): Promise<void> {
  const by = work.actor === 'system' ? null : work.actor;
  await sql`
    insert into deleted_users (tenant_id, user_id, before_image, deleted_at, purge_after, deleted_by_tenant_id,
      deleted_by_user_id, deleted_by_name, customer_title)
    select u.tenant_id, u.user_id, jsonb_build_object('user', to_jsonb(u), ${kept}),
      ${work.now}::timestamptz, ${purgeTime(work.now)}::timestamptz, ${by?.tenantId ?? null}::uuid,
      ${by?.userId ?? null}::uuid, ${by?.name ?? null}, c.title
    from users u join customers c on c.tenant_id = u.tenant_id and c.customer_id = u.customer_id
    where u.tenant_id = ${work.tenantId} and u.user_id = any(${uuids(userIds)})
    on conflict (tenant_id, user_id) do update
      set before_image = excluded.before_image, deleted_at = excluded.deleted_at, purge_after = excluded.purge_after,
        deleted_by_tenant_id = excluded.deleted_by_tenant_id, deleted_by_user_id = excluded.deleted_by_user_id,
        deleted_by_name = excluded.deleted_by_name, customer_title = excluded.customer_title
  `.execute(work.db);
}

/**
 * Takes users, and what hangs on them, out of the tenant. Roles granted to them in other tenants stay there as long as
 * they can come out of the recycle bin: without an account they give nothing. `forgetPeople` ends them.
 */
export async function removeUsers(work: Work, userIds: readonly string[]): Promise<void> {
  await sql`delete from role_grants where tenant_id = ${work.tenantId} and grantee_tenant_id = ${work.tenantId}
    and grantee_user_id = any(${uuids(userIds)})`.execute(work.db);
  await sql`delete from users where tenant_id = ${work.tenantId} and user_id = any(${uuids(userIds)})`.execute(
    work.db,
  );
}

/** Takes what is left of people who can't come back: the roles that they had been granted in other tenants. */
export async function forgetPeople(work: Work, userIds: readonly string[]): Promise<void> {
  if (userIds.length > 0)
    await sql`select forget_grants(${work.tenantId}, ${uuids(userIds)})`.execute(work.db);
}

/**
 * Those in the recycle bin whose time is not over, as rows with the columns of `users` that lists and plans need: to be
 * read, searched and locked under an alias of its own.
 */
export const binnedUsers = ({
  tenantId,
  now,
}: Pick<Reading, 'tenantId' | 'now'>): RawBuilder<unknown> => sql`(
  select d.*, (d.before_image -> 'user' ->> 'customer_id')::uuid as customer_id,
    coalesce((d.before_image -> 'user' ->> 'version')::integer, 0) as version,
    d.before_image -> 'user' ->> 'email' as email,
    coalesce(d.before_image -> 'user' ->> 'first_name', '') as first_name,
    coalesce(d.before_image -> 'user' ->> 'last_name', '') as last_name,
    d.before_image -> 'user' ->> 'time_zone' as time_zone, null::timestamptz as disabled_at
  from deleted_users d where d.tenant_id = ${tenantId}::uuid and d.purge_after > ${now}::timestamptz)`;

/** Whether the address of somebody in the recycle bin, a row `alias` of `binnedUsers`, belongs to somebody else by now. */
export const addressTaken = (
  alias: string,
): RawBuilder<boolean> => sql<boolean>`exists (select from users taken
  where taken.tenant_id = ${sql.ref(alias)}.tenant_id and taken.email_key = ${sql.ref(alias)}.email_key)`;

/** Why those of these people who are still in the recycle bin could not be restored. */
export async function whatKeeps(
  work: Work,
  userIds: readonly string[],
): Promise<ReadonlyMap<string, 'address-taken' | 'customer-gone'>> {
  if (userIds.length === 0) return new Map();
  const { rows } = await sql<{ id: string; taken: boolean }>`
    select b.user_id as id, ${addressTaken('b')} as taken from ${binnedUsers(work)} as b
    where b.user_id = any(${uuids(userIds)})`.execute(work.db);
  return new Map(rows.map(({ id, taken }) => [id, taken ? 'address-taken' : 'customer-gone']));
}

/** Whether the customer of somebody in the recycle bin is still there. */
export const customerThere = (
  alias: string,
): RawBuilder<boolean> => sql<boolean>`exists (select from customers c
  where c.tenant_id = ${sql.ref(alias)}.tenant_id and c.customer_id = ${sql.ref(alias)}.customer_id)`;

/** Takes people out of the recycle bin for good. Returns who was there. */
export async function emptyBin(
  work: Work,
  userIds: readonly string[],
): Promise<readonly { readonly id: string; readonly firstName: string; readonly lastName: string }[]> {
  const { rows } = await sql<{ id: string; firstName: string; lastName: string }>`
    delete from deleted_users d where d.tenant_id = ${work.tenantId} and d.user_id = any(${uuids(userIds)})
    returning d.user_id as id, coalesce(d.before_image -> 'user' ->> 'first_name', '') as "firstName",
      coalesce(d.before_image -> 'user' ->> 'last_name', '') as "lastName"`.execute(work.db);
  return rows;
}

/** What the recycle bin knows of a user: enough to decide whether it may come back. */
export interface BinnedUser {
  readonly email: string;
  readonly customerExists: boolean;
}

/** Finds and locks a user in the recycle bin; null if it isn't there, or no longer. */
export async function findBinned(work: Work, userId: string): Promise<BinnedUser | null> {
  const { rows } = await sql<BinnedUser>`
    select b.email, ${customerThere('b')} as "customerExists"
    from ${binnedUsers(work)} as b where b.user_id = ${userId} for update of b`.execute(work.db);
  return rows[0] ?? null;
}

const columns = sql.raw(restoredColumns.join(', '));
const restored = sql.raw(binTables.map((one) => `restored_${one.image} as (${one.restored})`).join(', '));

/**
 * Takes what these people come back to, so that nobody deletes it meanwhile: their customers, profiles and roles, in the order in
 * which all take them. What was being deleted is gone for the statements that follow.
 */
async function holdWhatTheyHad(
  { db, tenantId }: Work,
  userIds: readonly string[],
  customerId: string | null,
): Promise<void> {
  const had = (ids: RawBuilder<unknown>) => sql`any(array(
    select distinct ${ids} from deleted_users d
    where d.tenant_id = ${tenantId} and d.user_id = any(${uuids(userIds)})))`;
  const eachOf = (image: string) =>
    had(sql`jsonb_array_elements_text(d.before_image -> ${sql.lit(image)})::uuid`);
  await sql`select from customers where tenant_id = ${tenantId} and (customer_id = ${customerId}::uuid
    or customer_id = ${had(sql`(d.before_image -> 'user' ->> 'customer_id')::uuid`)})
    order by customer_id for key share`.execute(db);
  await sql`select from profiles where tenant_id = ${tenantId} and profile_id = ${eachOf('profiles')}
    order by profile_id for key share`.execute(db);
  await sql`select from roles where tenant_id = ${tenantId} and role_id = ${eachOf('roles')}
    order by role_id for key share`.execute(db);
}

/**
 * Puts users back as they were, under their old ids and with a new version; those whose customer is gone to `customerId`.
 * Users whose address has been given away, or who have no customer to come to, stay in the bin; profiles and roles
 * deleted meanwhile are left out. Returns who is back.
 */
export async function restoreImages(
  work: Work,
  userIds: readonly string[],
  customerId: string | null = null,
): Promise<readonly { readonly userId: string; readonly version: number }[]> {
  await holdWhatTheyHad(work, userIds, customerId);
  const { rows } = await sql<{ userId: string; version: number }>`
    with image as (
      select b.user_id as id, case when ${customerId}::text is null or ${customerThere('b')} then b.before_image
        else jsonb_set(b.before_image, '{user,customer_id}', to_jsonb(${customerId}::text)) end as was
      from ${binnedUsers(work)} as b where b.user_id = any(${uuids(userIds)})
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
  const ids = rows.map(({ userId }) => userId);
  // Not out of the image: the rule may have changed since, and the mail arrived.
  await writeSearchTexts(work.db, 'users', { tenantId: work.tenantId, ids });
  await noteMailsMeanwhile(work, ids);
  return rows;
}
