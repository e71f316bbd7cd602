import { type RawBuilder, sql } from 'kysely';
import { userFields } from '#shared/domain/userFields.ts';
import { columnNames, fallbackRow } from '../../database/fieldColumns.ts';
import type { Work } from '../../database/unitOfWork.ts';

/** Days for which a deleted user can be restored (setting `users.deleteMode`). */
export const recycleDays = 30;

const ids = (values: readonly string[]): RawBuilder<string[]> => sql<string[]>`${[...values]}::uuid[]`;

/** When users deleted now leave the recycle bin. */
export const purgeTime = (now: Date): Date => new Date(now.getTime() + recycleDays * 86_400_000);

/**
 * Puts a before-image of each user into the recycle bin: the row, profiles, roles, the password's hash, the link on its
 * way, the picture, and the tenants that the person manages. In the tenant's own rows, never in the feed.
 */
export async function keepImages(work: Work, userIds: readonly string[]): Promise<void> {
  await sql`
    insert into deleted_users (tenant_id, user_id, before_image, deleted_at, purge_after)
    select u.tenant_id, u.user_id, jsonb_build_object(
        'user', to_jsonb(u) - 'changed_xid',
        'profiles', array(select s.profile_id from user_profiles s
          where s.tenant_id = u.tenant_id and s.user_id = u.user_id),
        'roles', array(select s.role_id from role_grants s where s.tenant_id = u.tenant_id
          and s.grantee_tenant_id = u.tenant_id and s.grantee_user_id = u.user_id),
        'managed', array(select s.managed_tenant_id from account_tenants s
          where s.tenant_id = u.tenant_id and s.user_id = u.user_id),
        'credentials', (select to_jsonb(s) from user_credentials s
          where s.tenant_id = u.tenant_id and s.user_id = u.user_id),
        'link', (select to_jsonb(s) from activation_tokens s where s.tenant_id = u.tenant_id
          and s.user_id = u.user_id and s.consumed_at is null and s.superseded_at is null),
        'avatar', (select to_jsonb(s) from user_avatars s
          where s.tenant_id = u.tenant_id and s.user_id = u.user_id)),
      ${work.now}::timestamptz, ${purgeTime(work.now)}::timestamptz
    from users u where u.tenant_id = ${work.tenantId} and u.user_id = any(${ids(userIds)})
    on conflict (tenant_id, user_id) do update
      set before_image = excluded.before_image, deleted_at = excluded.deleted_at, purge_after = excluded.purge_after
  `.execute(work.db);
}

/** Takes users, and what hangs on them, out of the tenant. Roles in tenants that they managed end with the account. */
export async function removeUsers(work: Work, userIds: readonly string[]): Promise<void> {
  await sql`delete from role_grants where tenant_id = ${work.tenantId} and grantee_tenant_id = ${work.tenantId}
    and grantee_user_id = any(${ids(userIds)})`.execute(work.db);
  await sql`delete from users where tenant_id = ${work.tenantId} and user_id = any(${ids(userIds)})`.execute(
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

const otherColumns =
  'tenant_id, user_id, name_key, auth_method, second_factors, source, avatar, activated_at, disabled_at, locked_until, ' +
  'access_expires_at, invitation_sent_at, invitation_expires_at, last_login_at, created_at';
const columns = sql.raw([...columnNames(userFields), otherColumns].join(', '));

/**
 * Puts users back as they were, under their old ids and with a new version. Whose address has been given away, or whose
 * customer is gone, stays in the bin; profiles and roles deleted meanwhile are left out. Answers who is back.
 */
export async function restoreImages(
  work: Work,
  userIds: readonly string[],
): Promise<readonly { readonly userId: string; readonly version: number }[]> {
  const { rows } = await sql<{ userId: string; version: number }>`
    with image as (
      select d.user_id as id, d.before_image as was from deleted_users d
      where d.tenant_id = ${work.tenantId} and d.user_id = any(${ids(userIds)})
        and d.purge_after > ${work.now}::timestamptz
    ), born as (
      insert into users (${columns}, version, updated_at)
      select ${columns}, version + 1, ${work.now}::timestamptz
      from image, jsonb_populate_record(null::users, ${fallbackRow(userFields)}::jsonb || (image.was -> 'user')) as u
      where exists (select from customers c where c.tenant_id = u.tenant_id and c.customer_id = u.customer_id)
      order by u.user_id
      on conflict do nothing
      returning user_id, version
    ), back as (
      select born.user_id, image.was from image join born on born.user_id = image.id
    ), held as (
      insert into user_profiles (tenant_id, user_id, profile_id)
      select p.tenant_id, back.user_id, p.profile_id from back
      cross join jsonb_array_elements_text(back.was -> 'profiles') as profile (id)
      join profiles p on p.tenant_id = ${work.tenantId} and p.profile_id = profile.id::uuid
    ), granted as (
      insert into role_grants (tenant_id, grantee_tenant_id, grantee_user_id, role_id, granted_at)
      select r.tenant_id, r.tenant_id, back.user_id, r.role_id, ${work.now}::timestamptz from back
      cross join jsonb_array_elements_text(back.was -> 'roles') as role (id)
      join roles r on r.tenant_id = ${work.tenantId} and r.role_id = role.id::uuid
      on conflict do nothing
    ), managing as (
      insert into account_tenants (tenant_id, user_id, managed_tenant_id)
      select ${work.tenantId}::uuid, back.user_id, managed.id::uuid from back
      cross join jsonb_array_elements_text(back.was -> 'managed') as managed (id)
    ), credentials as (
      insert into user_credentials (tenant_id, user_id, password_hash, password_set_at, failed_attempts, last_failed_at)
      select c.tenant_id, c.user_id, c.password_hash, c.password_set_at, c.failed_attempts, c.last_failed_at
      from back, jsonb_populate_record(null::user_credentials, back.was -> 'credentials') as c
      where jsonb_typeof(back.was -> 'credentials') = 'object'
    ), link as (
      insert into activation_tokens (tenant_id, token_hash, user_id, created_at, expires_at)
      select t.tenant_id, t.token_hash, t.user_id, t.created_at, t.expires_at
      from back, jsonb_populate_record(null::activation_tokens, back.was -> 'link') as t
      where jsonb_typeof(back.was -> 'link') = 'object'
    ), pictures as (
      insert into user_avatars (tenant_id, user_id, image)
      select a.tenant_id, a.user_id, a.image
      from back, jsonb_populate_record(null::user_avatars, back.was -> 'avatar') as a
      where jsonb_typeof(back.was -> 'avatar') = 'object'
    ), emptied as (
      delete from deleted_users d using born where d.tenant_id = ${work.tenantId} and d.user_id = born.user_id
    )
    select user_id as "userId", version from born`.execute(work.db);
  return rows;
}
