import type pg from 'pg';

/**
 * The SQL behind `GET users`, as somebody would send it who has nothing but the driver: the first page by name, each user
 * as the contract writes it, prepared once per connection.
 */
export const userPageSql = `
  select json_build_object('id', u.user_id, 'tenantId', u.tenant_id, 'customerId', u.customer_id,
    'version', u.version, 'email', u.email, 'firstName', u.first_name, 'lastName', u.last_name,
    'profileIds', array(select p.profile_id from user_profiles p
      where p.tenant_id = u.tenant_id and p.user_id = u.user_id order by p.profile_id),
    'roleIds', array(select g.role_id from role_grants g
      where g.tenant_id = u.tenant_id and g.grantee_tenant_id = u.tenant_id and g.grantee_user_id = u.user_id
      order by g.role_id),
    'phones', u.phones, 'jobTitle', u.job_title, 'department', u.department, 'timeZone', u.time_zone,
    'currency', u.currency, 'authMethod', u.auth_method, 'secondFactors', u.second_factors, 'source', u.source,
    'avatar', u.avatar, 'activatedAt', instant(u.activated_at), 'disabledAt', instant(u.disabled_at),
    'lockedUntil', instant(u.locked_until), 'accessExpiresAt', instant(u.access_expires_at),
    'invitationSentAt', instant(u.invitation_sent_at), 'invitationExpiresAt', instant(u.invitation_expires_at),
    'lastLoginAt', instant(u.last_login_at), 'createdAt', instant(u.created_at),
    'updatedAt', instant(u.updated_at))::text as item
  from users u where u.tenant_id = $1 order by u.name_order, u.user_id limit 51`;

/** The first 50 users as JSON text (and one more is read, to know whether there is a next page). */
export async function readUserPage(client: pg.Client, tenantId: string): Promise<string> {
  const { rows } = await client.query<{ item: string }>({
    name: 'user-page',
    text: userPageSql,
    values: [tenantId],
  });
  return `[${rows
    .slice(0, 50)
    .map((row) => row.item)
    .join(',')}]`;
}
