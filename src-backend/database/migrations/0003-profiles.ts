import type { Migration } from './migration.ts';
import { stampedTable } from './stampedTable.ts';
import { tenantTable } from './tenancy.ts';

/** Products licensed to a tenant, their processes, and profiles made of processes (P1, P2). */
export const profiles: Migration = {
  name: '0003-profiles',
  async up(run) {
    await run(`
      create table tenantdesk.products (
        tenant_id uuid not null references tenantdesk.tenants on delete cascade,
        product_id uuid not null,
        version integer not null default 1,
        code text not null,
        name text not null,
        description text not null default '',
        changed_xid xid8 not null,
        primary key (tenant_id, product_id),
        unique (tenant_id, code)
      );
      ${tenantTable('tenantdesk.products')}
      ${stampedTable('products', 'product', 'product_id')}

      create table tenantdesk.processes (
        tenant_id uuid not null,
        process_id uuid not null,
        product_id uuid not null,
        name text not null,
        section text not null,
        position integer not null default 0,
        primary key (tenant_id, process_id),
        foreign key (tenant_id, product_id) references tenantdesk.products on delete cascade
      );
      create index processes_by_product on tenantdesk.processes (tenant_id, product_id, position, process_id);
      ${tenantTable('tenantdesk.processes')}

      create table tenantdesk.profiles (
        tenant_id uuid not null references tenantdesk.tenants on delete cascade,
        profile_id uuid not null,
        version integer not null default 1,
        kind text not null check (kind in ('system', 'custom')),
        product_id uuid,
        name text not null,
        name_key text collate "C" not null,
        description text not null default '',
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        changed_xid xid8 not null,
        primary key (tenant_id, profile_id),
        unique (tenant_id, name_key),
        foreign key (tenant_id, product_id) references tenantdesk.products on delete cascade
      );
      create index profiles_by_product on tenantdesk.profiles (tenant_id, product_id);
      ${tenantTable('tenantdesk.profiles')}
      ${stampedTable('profiles', 'profile', 'profile_id')}

      create table tenantdesk.profile_processes (
        tenant_id uuid not null,
        profile_id uuid not null,
        process_id uuid not null,
        primary key (tenant_id, profile_id, process_id),
        foreign key (tenant_id, profile_id) references tenantdesk.profiles on delete cascade,
        foreign key (tenant_id, process_id) references tenantdesk.processes on delete cascade
      );
      create index profile_processes_by_process on tenantdesk.profile_processes (tenant_id, process_id);
      ${tenantTable('tenantdesk.profile_processes')}`);
  },
};
