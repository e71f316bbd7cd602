import { sql } from 'kysely';
import type { RouteAnswer } from '#shared/api/route.ts';
import { defaultTenantSettings, type tenantRoutes, type TenantSettings } from '#shared/api/tenants.ts';
import type { AccountReference, ReadableDatabase, Reading } from '../../database/unitOfWork.ts';

/**
 * The account and every tenant in which it has a role, with what its roles allow there: one statement, whatever the
 * number of tenants. Row-level security lets the home tenant see the tenants that its staff manage.
 */
export async function accountWithTenants(db: ReadableDatabase, account: AccountReference): Promise<string> {
  const { rows } = await sql<{ answer: string }>`
    with mine as (
      select ${account.tenantId}::uuid as tenant_id
      union
      select managed_tenant_id from account_tenants
      where tenant_id = ${account.tenantId} and user_id = ${account.userId}
    ), tenants_of_mine as (
      select t.tenant_id, t.name, json_build_object('id', t.tenant_id, 'parentId', t.parent_id, 'name', t.name,
        'code', t.code, 'color', t.color, 'kind', t.kind, 'userCount', t.user_count,
        'customerCount', t.customer_count, 'roleNames', held.names, 'permissions', held.permissions,
        'settings', ${JSON.stringify(defaultTenantSettings)}::jsonb || t.settings) as summary
      from mine join tenants t on t.tenant_id = mine.tenant_id
      cross join lateral (
        select array_agg(distinct r.name) as names, array_agg(distinct p.permission) as permissions
        from role_grants g
        join roles r on r.tenant_id = g.tenant_id and r.role_id = g.role_id
        cross join lateral unnest(r.permissions) as p (permission)
        where g.tenant_id = t.tenant_id and g.grantee_tenant_id = ${account.tenantId}
          and g.grantee_user_id = ${account.userId}
      ) held
      where held.names is not null
    )
    select json_build_object(
      'account', json_build_object('tenantId', u.tenant_id, 'userId', u.user_id, 'email', u.email,
        'firstName', u.first_name, 'lastName', u.last_name),
      'tenants', coalesce((select json_agg(summary order by tenant_id <> ${account.tenantId}::uuid, name, tenant_id)
        from tenants_of_mine), '[]')
    )::text as answer
    from users u where u.tenant_id = ${account.tenantId} and u.user_id = ${account.userId}`.execute(db);
  const [row] = rows;
  if (row === undefined) throw new Error('The account was there when the transaction opened.');
  return row.answer;
}

export type AccountWithTenants = RouteAnswer<(typeof tenantRoutes)['me.get']>;

/** The tenant's name, and its settings with the defaults of those that it has not set. */
export async function readTenant({
  db,
  tenantId,
}: Pick<Reading, 'db' | 'tenantId'>): Promise<{ readonly name: string; readonly settings: TenantSettings }> {
  const { name, settings } = await db
    .selectFrom('tenants')
    .where('tenant_id', '=', tenantId)
    .select(['name', 'settings'])
    .executeTakeFirstOrThrow();
  return { name, settings: { ...defaultTenantSettings, ...settings } };
}
