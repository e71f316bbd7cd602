import { type RawBuilder, sql } from 'kysely';
import type { Customer } from '#shared/api/customers.ts';
import type { Product, Profile } from '#shared/api/profiles.ts';
import type { Role } from '#shared/api/roles.ts';
import type { User } from '#shared/api/users.ts';
import { customerFields } from '#shared/domain/customerFields.ts';
import { profileFields } from '#shared/domain/profileFields.ts';
import { userFields } from '#shared/domain/userFields.ts';
import { fieldsJson } from './fieldColumns.ts';

/*
 * Each entity of the contract as one SQL expression over the alias of its table: what answers, the change feed and
 * lists contain. Written once, so that they can't differ; the database writes the JSON, so that pages cost no objects.
 */

export function roleJson(alias: string): RawBuilder<Role> {
  const t = sql.ref(alias);
  return sql<Role>`json_build_object('id', ${t}.role_id, 'tenantId', ${t}.tenant_id, 'version', ${t}.version,
    'kind', ${t}.kind, 'name', ${t}.name, 'permissions', ${t}.permissions)`;
}

export function productJson(alias: string): RawBuilder<Product> {
  const t = sql.ref(alias);
  return sql<Product>`json_build_object('id', ${t}.product_id, 'tenantId', ${t}.tenant_id, 'version', ${t}.version,
    'code', ${t}.code, 'name', ${t}.name, 'description', ${t}.description,
    'processes', coalesce((
      select json_agg(json_build_object('id', s.process_id, 'name', s.name, 'section', s.section)
        order by s.position, s.process_id)
      from processes s where s.tenant_id = ${t}.tenant_id and s.product_id = ${t}.product_id), '[]'))`;
}

export function profileJson(alias: string): RawBuilder<Profile> {
  const t = sql.ref(alias);
  return sql<Profile>`json_build_object('id', ${t}.profile_id, 'tenantId', ${t}.tenant_id, 'version', ${t}.version,
    'kind', ${t}.kind, 'productId', ${t}.product_id, ${fieldsJson(profileFields, alias, {
      processIds: sql`array(
        select s.process_id from profile_processes s
        where s.tenant_id = ${t}.tenant_id and s.profile_id = ${t}.profile_id order by s.process_id)`,
    })},
    'createdAt', instant(${t}.created_at), 'updatedAt', instant(${t}.updated_at))`;
}

export function customerJson(alias: string): RawBuilder<Customer> {
  const t = sql.ref(alias);
  return sql<Customer>`json_build_object('id', ${t}.customer_id, 'tenantId', ${t}.tenant_id, 'version', ${t}.version,
    ${fieldsJson(customerFields, alias, {})}, 'userCount', ${t}.user_count, 'createdAt', instant(${t}.created_at), 'updatedAt', instant(${t}.updated_at))`;
}

export function userJson(alias: string): RawBuilder<User> {
  const t = sql.ref(alias);
  return sql<User>`json_build_object('id', ${t}.user_id, 'tenantId', ${t}.tenant_id, 'version', ${t}.version,
    ${fieldsJson(userFields, alias, {
      profileIds: sql`array(
        select s.profile_id from user_profiles s
        where s.tenant_id = ${t}.tenant_id and s.user_id = ${t}.user_id order by s.profile_id)`,
      roleIds: sql`array(
        select s.role_id from role_grants s
        where s.tenant_id = ${t}.tenant_id and s.grantee_tenant_id = ${t}.tenant_id
          and s.grantee_user_id = ${t}.user_id order by s.role_id)`,
    })},
    'authMethod', ${t}.auth_method, 'secondFactors', ${t}.second_factors,
    'source', ${t}.source, 'avatar', ${t}.avatar,
    'activatedAt', instant(${t}.activated_at), 'disabledAt', instant(${t}.disabled_at),
    'lockedUntil', instant(${t}.locked_until), 'accessExpiresAt', instant(${t}.access_expires_at),
    'invitationSentAt', instant(${t}.invitation_sent_at), 'invitationExpiresAt', instant(${t}.invitation_expires_at),
    'lastLoginAt', instant(${t}.last_login_at), 'lastMail', ${t}.last_mail, 'createdAt', instant(${t}.created_at),
    'updatedAt', instant(${t}.updated_at))`;
}
