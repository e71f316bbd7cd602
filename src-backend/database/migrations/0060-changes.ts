import type { Migration } from './migration.ts';
import { syncedTable, tenantTable } from './tenancy.ts';

const synced = [
  ['roles', 'role', 'role_id'],
  ['products', 'product', 'product_id'],
  ['profiles', 'profile', 'profile_id'],
  ['customers', 'customer', 'customer_id'],
  ['users', 'user', 'user_id'],
] as const;

/** Row-level security stands aside for the owner while the lines of every tenant are read. */
const moved = ([table, entity, idColumn]: (typeof synced)[number]): string => `
  alter table tenantdesk.${table} no force row level security;
  insert into tenantdesk.changes (tenant_id, entity, id, changed_xid)
    select tenant_id, '${entity}', ${idColumn}, changed_xid from tenantdesk.${table};
  alter table tenantdesk.${table} force row level security;
  drop trigger ${table}_stamp on tenantdesk.${table};
  drop trigger ${table}_bury on tenantdesk.${table};
  drop trigger ${table}_unbury on tenantdesk.${table};
  alter table tenantdesk.${table} drop column changed_xid;
  ${syncedTable(table, entity, idColumn)}`;

/**
 * Where every object is in the change feed is a table of its own: one line for each that exists or existed. Users keep
 * room in their pages, so that an update that changes no key (a profile, a phone number, a job title) is written beside the row
 * and into no index: each of eight had a new entry each time, trigrams too.
 */
export const changes: Migration = {
  name: '0060-changes',
  async up(run) {
    await run(`
      -- All at once, in the order in which units of work come to them.
      lock table tenantdesk.users, tenantdesk.customers, tenantdesk.profiles, tenantdesk.products, tenantdesk.roles,
        tenantdesk.tombstones in access exclusive mode;
      create table tenantdesk.changes (
        tenant_id uuid not null references tenantdesk.tenants on delete cascade,
        entity text collate "C" not null,
        id uuid not null,
        changed_xid xid8 not null default pg_current_xact_id(),
        removed boolean not null default false,
        primary key (tenant_id, entity, id)
      );
      alter table tenantdesk.tombstones no force row level security;
      insert into tenantdesk.changes (tenant_id, entity, id, changed_xid, removed)
        select tenant_id, entity, id, changed_xid, true from tenantdesk.tombstones;
      drop table tenantdesk.tombstones;
      ${synced.map(moved).join('')}
      drop function tenantdesk.stamp_change, tenantdesk.bury, tenantdesk.unbury;
      create index changes_feed on tenantdesk.changes (tenant_id, entity, changed_xid, id) where not removed;
      create index changes_removed on tenantdesk.changes (tenant_id, changed_xid, entity, id) where removed;
      ${tenantTable('tenantdesk.changes', ['select', 'insert', 'update'])}
      alter table tenantdesk.users set (fillfactor = 85);`);
  },
};
