import type { Migration } from './migration.ts';
import { stampedTable } from './stampedTable.ts';
import { alsoReadable, tenantTable } from './tenancy.ts';

/** Tenants, which of them the staff of another manage, roles, and who holds which role where. */
export const tenants: Migration = {
  name: '0002-tenants',
  async up(run) {
    await run(`
      create table tenantdesk.tenants (
        tenant_id uuid primary key,
        parent_id uuid,
        name text not null,
        code text not null,
        color text not null,
        kind text not null check (kind in ('service-provider', 'managed', 'sub-tenant')),
        settings jsonb not null default '{}',
        user_count integer not null default 0,
        customer_count integer not null default 0,
        created_at timestamptz not null default now()
      );
      ${tenantTable('tenantdesk.tenants')}

      create table directory.tenants (
        tenant_id uuid primary key references tenantdesk.tenants on delete cascade
      );
      ${tenantTable('directory.tenants', ['select', 'insert'])}
      create policy directory_reads on directory.tenants for select to tenantdesk_directory using (true);
      grant select on directory.tenants to tenantdesk_directory;
      create function tenantdesk.list_tenant() returns trigger language plpgsql as $$
      begin
        insert into directory.tenants (tenant_id) values (new.tenant_id);
        return null;
      end $$;
      create trigger tenants_list after insert on tenantdesk.tenants
        for each row execute function tenantdesk.list_tenant();

      create table tenantdesk.tombstones (
        tenant_id uuid not null references tenantdesk.tenants on delete cascade,
        entity text not null,
        id uuid not null,
        changed_xid xid8 not null default pg_current_xact_id(),
        primary key (tenant_id, entity, id)
      );
      create index tombstones_feed on tenantdesk.tombstones (tenant_id, changed_xid, entity, id);
      ${tenantTable('tenantdesk.tombstones')}

      create table tenantdesk.roles (
        tenant_id uuid not null references tenantdesk.tenants on delete cascade,
        role_id uuid not null,
        version integer not null default 1,
        kind text not null check (kind in ('default', 'custom')),
        name text not null,
        name_key text collate "C" not null,
        permissions text[] not null,
        changed_xid xid8 not null,
        primary key (tenant_id, role_id),
        unique (tenant_id, name_key)
      );
      ${tenantTable('tenantdesk.roles')}
      ${stampedTable('roles', 'role', 'role_id')}

      create table tenantdesk.role_grants (
        tenant_id uuid not null,
        grantee_tenant_id uuid not null,
        grantee_user_id uuid not null,
        role_id uuid not null,
        granted_at timestamptz not null default now(),
        primary key (tenant_id, grantee_tenant_id, grantee_user_id, role_id),
        foreign key (tenant_id, role_id) references tenantdesk.roles on delete cascade
      );
      create index role_grants_by_role on tenantdesk.role_grants (tenant_id, role_id);
      ${tenantTable('tenantdesk.role_grants')}
      ${alsoReadable('tenantdesk.role_grants', 'granted_to_own_staff', 'grantee_tenant_id = :tenant')}

      create table tenantdesk.account_tenants (
        tenant_id uuid not null references tenantdesk.tenants on delete cascade,
        user_id uuid not null,
        managed_tenant_id uuid not null,
        primary key (tenant_id, user_id, managed_tenant_id)
      );
      create index account_tenants_managed on tenantdesk.account_tenants (tenant_id, managed_tenant_id);
      ${tenantTable('tenantdesk.account_tenants')}
      ${['tenants', 'roles']
        .map((table) =>
          alsoReadable(
            `tenantdesk.${table}`,
            'managed_by_own_staff',
            'tenant_id in (select a.managed_tenant_id from tenantdesk.account_tenants a where a.tenant_id = :tenant)',
          ),
        )
        .join('\n')}`);
  },
};
