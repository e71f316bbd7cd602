import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestDatabase, type TestDatabase } from '#test/support/database.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await startTestDatabase();
});
afterAll(() => database.close());

/** Asks the catalogue as the owner. */
async function ask<R>(text: string): Promise<R[]> {
  const { rows } = await database.database.session((session) => session.query<R>(text));
  return rows;
}

const tenantTables = `select c.oid, c.relname from pg_class c
  where c.relnamespace = 'tenantdesk'::regnamespace and c.relkind in ('r', 'p')`;

describe('Every table of tenants', () => {
  test('has row-level security enabled, forced, and no policy that lets a write out of its tenant @security', async () => {
    const rows = await ask<{ relname: string; ok: boolean; policies: number }>(`
      select c.relname, c.relrowsecurity and c.relforcerowsecurity as ok,
        (select count(*)::int from pg_policy p where p.polrelid = c.oid and p.polcmd = '*'
          and pg_get_expr(p.polqual, p.polrelid) = pg_get_expr(p.polwithcheck, p.polrelid)
          and pg_get_expr(p.polqual, p.polrelid) ~
            'tenant_id = \\(NULLIF\\(current_setting\\(''app.tenant''::text, true\\), ''''::text\\)\\)::uuid') as policies
      from pg_class c where c.oid in (select oid from (${tenantTables}) t)`);
    expect(rows.length).toBeGreaterThan(20);
    expect(rows.filter((row) => !row.ok || row.policies !== 1)).toEqual([]);
    const others = await ask(`
      select polname from pg_policy p join pg_class c on c.oid = p.polrelid
      where c.relnamespace = 'tenantdesk'::regnamespace and p.polname <> 'tenant_isolation' and p.polcmd <> 'r'`);
    expect(others).toEqual([]);
  });

  test('has tenant_id first in every primary key, unique key and index @security', async () => {
    const rows = await ask<{ indexname: string; first: string }>(`
      select i.indexrelid::regclass::text as indexname, a.attname as first
      from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
      where i.indrelid in (select oid from (${tenantTables}) t) and a.attname <> 'tenant_id'`);
    expect(rows).toEqual([]);
    const without = await ask(`
      select relname from (${tenantTables}) t
      where not exists (select from pg_index i where i.indrelid = t.oid and i.indisprimary)`);
    expect(without).toEqual([]);
  });

  test('refers to others only together with the tenant @security', async () => {
    const rows = await ask(`
      select c.conrelid::regclass::text as "from", c.conname
      from pg_constraint c
      join pg_attribute own on own.attrelid = c.conrelid and own.attnum = c.conkey[1]
      join pg_attribute foreign_one on foreign_one.attrelid = c.confrelid and foreign_one.attnum = c.confkey[1]
      where c.contype = 'f' and c.connamespace in ('tenantdesk'::regnamespace, 'directory'::regnamespace)
        and (own.attname <> 'tenant_id' or foreign_one.attname <> 'tenant_id')`);
    expect(rows).toEqual([]);
  });

  test('is not reached by views without the asker’s rights, nor copied by materialised ones @security', async () => {
    const rows = await ask(`
      select relname from pg_class where relnamespace in ('tenantdesk'::regnamespace, 'directory'::regnamespace)
        and (relkind = 'm' or (relkind = 'v' and not coalesce(reloptions::text like '%security_invoker=true%', false)))`);
    expect(rows).toEqual([]);
  });
});

describe('The roles', () => {
  test('can’t log in, pass row-level security, or own anything @security', async () => {
    const rows = await ask(`
      select rolname, rolcanlogin or rolsuper or rolbypassrls or rolcreaterole or rolcreatedb as mighty,
        exists (select from pg_class c where c.relowner = r.oid) as owns
      from pg_roles r where rolname in ('tenantdesk_app', 'tenantdesk_directory') order by 1`);
    expect(rows).toEqual([
      { rolname: 'tenantdesk_app', mighty: false, owns: false },
      { rolname: 'tenantdesk_directory', mighty: false, owns: false },
    ]);
  });

  test('may only add to the audit log and read it @security', async () => {
    const [row] = await ask(`
      select has_table_privilege('tenantdesk_app', 'tenantdesk.audit_events', 'select') as reads,
        has_table_privilege('tenantdesk_app', 'tenantdesk.audit_events', 'insert') as adds,
        has_any_column_privilege('tenantdesk_app', 'tenantdesk.audit_events', 'update') as changes,
        has_table_privilege('tenantdesk_app', 'tenantdesk.audit_events', 'delete') as deletes,
        has_table_privilege('tenantdesk_app', 'tenantdesk.audit_events', 'truncate') as empties,
        has_table_privilege('tenantdesk_app', 'tenantdesk.audit_heads', 'delete') as beheads`);
    expect(row).toEqual({
      reads: true,
      adds: true,
      changes: false,
      deletes: false,
      empties: false,
      beheads: false,
    });
  });

  test('of the directory sees nothing of tenants, and the application nothing of keys and sessions @security', async () => {
    const directory = await ask(`
      select relname from (${tenantTables}) t
      where has_any_column_privilege('tenantdesk_directory', t.oid, 'select, insert, update, references')
        or has_table_privilege('tenantdesk_directory', t.oid, 'select, insert, update, delete, truncate')`);
    expect(directory).toEqual([]);
    const [app] = await ask(`
      select has_any_column_privilege('tenantdesk_app', 'directory.oidc_keys', 'select') as keys,
        has_column_privilege('tenantdesk_app', 'directory.oidc_payloads', 'payload', 'select') as payloads,
        has_any_column_privilege('tenantdesk_app', 'directory.configuration', 'select') as configuration,
        has_any_column_privilege('tenantdesk_directory', 'directory.configuration', 'select') as signing`);
    expect(app).toEqual({ keys: false, payloads: false, configuration: false, signing: false });
  });

  test('of the application may not define functions or tables @security', async () => {
    const rows = await ask(`
      select nspname from pg_namespace
      where has_schema_privilege('tenantdesk_app', oid, 'create') and nspname in ('tenantdesk', 'directory', 'pgboss')`);
    expect(rows).toEqual([]);
  });
});
