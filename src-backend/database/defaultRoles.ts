import { defaultRoles } from '#shared/domain/permissions.ts';
import { textKey } from '#shared/domain/text.ts';
import { inEachTenant } from './eachTenant.ts';
import { newId } from './newId.ts';
import type { SqlSession } from './sqlDatabase.ts';

/*
 * What the default roles allow is written in the code, and kept in rows of each tenant, where grants and the feed find
 * it. So a start of a version whose default roles differ from those that the database last saw writes them into every
 * tenant: what a role gained reaches people who hold it, and what it lost is taken away. Custom roles stay as they are.
 */

const key = 'roles.default';

async function lastSeen(session: SqlSession): Promise<string | undefined> {
  const { rows } = await session.query<{ value: string }>(
    'select value from directory.configuration where key = $1',
    [key],
  );
  return rows[0]?.value;
}

/** Only roles whose set of permissions differs: their version and their place in the feed tell consoles. */
const update = `
  update roles r set permissions = d.permissions, version = r.version + 1
  from jsonb_to_recordset($2) as d (name_key text, permissions text[])
  where r.tenant_id = $1::uuid and r.kind = 'default' and r.name_key = d.name_key
    and not (r.permissions @> d.permissions and r.permissions <@ d.permissions)`;

/** Roles that are new in the code. A custom role of that name keeps it. */
const insert = `
  insert into roles (tenant_id, role_id, kind, name, name_key, permissions)
  select $1::uuid, d.id, 'default', d.name, d.name_key, d.permissions
  from jsonb_to_recordset($2) as d (id uuid, name text, name_key text, permissions text[])
  on conflict do nothing`;

/** Brings the default roles of all tenants to this version's. `lock` begins a transaction that replicas share. */
export async function settleDefaultRoles(session: SqlSession, lock: string): Promise<void> {
  const current = JSON.stringify(defaultRoles);
  if ((await lastSeen(session)) === current) return;
  await session.script(lock);
  if ((await lastSeen(session)) !== current) {
    await inEachTenant(session, async (tenantId) => {
      const roles = JSON.stringify(
        Object.entries(defaultRoles).map(([name, permissions]) => ({
          id: newId(),
          name,
          name_key: textKey(name),
          permissions,
        })),
      );
      await session.query(update, [tenantId, roles]);
      await session.query(insert, [tenantId, roles]);
    });
    await session.query(
      `insert into directory.configuration (key, value) values ($1, $2)
       on conflict (key) do update set value = excluded.value`,
      [key, current],
    );
  }
  await session.query('commit');
}
