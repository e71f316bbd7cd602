import { defaultRoleNames, defaultRoles, defaultRolesNumber } from '#shared/domain/permissions.ts';
import { textKey } from '#shared/domain/text.ts';
import type { SqlSession } from './sqlDatabase.ts';

/*
 * What the default roles allow is written in the code, and kept in rows of each tenant, where grants and the feed find
 * it. So a start of a version whose default roles differ from those that the database last saw writes them into every
 * tenant: what a role gained reaches people who hold it, and what it lost is taken away. Custom roles stay as they are.
 * The number says which version is newer: replicas of the older one may start again meanwhile.
 */

const key = 'roles.default';
const current = JSON.stringify({ number: defaultRolesNumber, roles: defaultRoles });

/** The default roles as a tenant keeps them, but for what is the tenant's own. */
export const defaultRoleRows = defaultRoleNames.map((name) => ({
  name,
  name_key: textKey(name),
  permissions: defaultRoles[name],
}));

/** Whether the database has seen these default roles, or newer ones. Earlier versions stored roles without a number. */
async function settled(session: SqlSession): Promise<boolean> {
  const { rows } = await session.query<{ value: string }>(
    'select value from directory.configuration where key = $1',
    [key],
  );
  const [seen] = rows;
  if (seen === undefined) return false;
  const { number = 0 } = JSON.parse(seen.value) as { readonly number?: number };
  return seen.value === current || number > defaultRolesNumber;
}

/**
 * A loop in the database, as units of work see it: one tenant at a time. Only roles whose set of permissions differs
 * are written, because their version and their place in the feed tell consoles. A custom role keeps its name.
 */
const settle = `do $$
declare
  tenants uuid[];
  defaults jsonb := current_setting('app.default_roles');
begin
  perform set_config('role', 'tenantdesk_directory', true);
  tenants := array(select tenant_id from directory.tenants);
  perform set_config('role', 'tenantdesk_app', true);
  for at in 1 .. cardinality(tenants) loop
    perform set_config('app.tenant', tenants[at]::text, true);
    update tenantdesk.roles r set permissions = d.permissions, version = r.version + 1
    from jsonb_to_recordset(defaults) as d (name_key text, permissions text[])
    where r.tenant_id = tenants[at] and r.kind = 'default' and r.name_key = d.name_key
      and not (r.permissions @> d.permissions and r.permissions <@ d.permissions);
    insert into tenantdesk.roles (tenant_id, role_id, kind, name, name_key, permissions)
    select tenants[at], gen_random_uuid(), 'default', d.name, d.name_key, d.permissions
    from jsonb_to_recordset(defaults) as d (name text, name_key text, permissions text[])
    where not exists (select from tenantdesk.roles r where r.tenant_id = tenants[at] and r.name_key = d.name_key)
    on conflict do nothing;
  end loop;
  perform set_config('role', 'none', true);
end $$`;

/** Brings the default roles of all tenants to this version's. `lock` begins a transaction that replicas share. */
export async function settleDefaultRoles(session: SqlSession, lock: string): Promise<void> {
  if (await settled(session)) return;
  await session.script(lock);
  if (!(await settled(session))) {
    await session.query(`select set_config('app.default_roles', $1, true)`, [
      JSON.stringify(defaultRoleRows),
    ]);
    await session.script(settle);
    await session.query(
      `insert into directory.configuration (key, value) values ($1, $2)
       on conflict (key) do update set value = excluded.value`,
      [key, current],
    );
  }
  await session.query('commit');
}
