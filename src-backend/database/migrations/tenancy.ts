import type { Migration } from './migration.ts';

/** The tenant of the unit of work, as every policy reads it: no tenant set means no row. */
const currentTenant = "nullif(current_setting('app.tenant', true), '')::uuid";

export type Right = 'select' | 'insert' | 'update' | 'delete';

/**
 * SQL that puts a table under row-level security, for its owner too, and gives the application role the rights it
 * needs (security.md, tenant isolation).
 */
export function tenantTable(
  table: string,
  rights: readonly Right[] = ['select', 'insert', 'update', 'delete'],
): string {
  return `
    alter table ${table} enable row level security;
    alter table ${table} force row level security;
    create policy tenant_isolation on ${table} for all to tenantdesk_app
      using (tenant_id = ${currentTenant}) with check (tenant_id = ${currentTenant});
    grant ${rights.join(', ')} on ${table} to tenantdesk_app;`;
}

/** SQL that lets the tenant in hand read further rows of a table; `:tenant` stands for it in the condition. */
export function alsoReadable(table: string, policy: string, condition: string): string {
  return `create policy ${policy} on ${table} for select to tenantdesk_app
    using (${condition.replaceAll(':tenant', currentTenant)});`;
}

/**
 * SQL that makes a table part of the change feed: every insert and update stamps the row with the id of its
 * transaction, every delete leaves a tombstone, and an insert takes the tombstone of the same id away.
 */
export function syncedTable(table: string, entity: string, idColumn: string): string {
  return `
    create index ${table}_feed on tenantdesk.${table} (tenant_id, changed_xid, ${idColumn});
    create trigger ${table}_stamp before insert or update on tenantdesk.${table}
      for each row execute function tenantdesk.stamp_change();
    create trigger ${table}_bury after delete on tenantdesk.${table}
      referencing old table as gone for each statement execute function tenantdesk.bury('${entity}', '${idColumn}');
    create trigger ${table}_unbury after insert on tenantdesk.${table}
      referencing new table as born for each statement execute function tenantdesk.unbury('${entity}', '${idColumn}');`;
}

/**
 * The migration for a plain text of an entity (`plainText` in its field table). One with a key gets the column of the
 * key too, and an index over those that say something.
 */
export const addText = (name: string, table: string, column: string, key?: 'keyed'): Migration => ({
  name,
  async up(run) {
    await run(`alter table tenantdesk.${table} add column ${column} text not null default ''`);
    if (key === undefined) return;
    await run(`
      alter table tenantdesk.${table} add column ${column}_key text collate "C" not null default '';
      create index ${table}_by_${column} on tenantdesk.${table} (tenant_id, ${column}_key) where ${column}_key <> '';`);
  },
});
