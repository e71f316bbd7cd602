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
 * SQL that makes a table part of the change feed: what is written or deleted gets its line in `changes`, with the id of the
 * transaction. A line of its own, so that an update of the row touches no index of its table (heap-only tuples). Rows that are
 * there already want their lines from the migration (see 0060). A migration that writes synced rows as the owner lifts
 * `force row level security` from `changes` too, or writes as `inEachTenant` does.
 */
export function syncedTable(table: string, entity: string, idColumn: string): string {
  const noting = (event: string, rows: 'old' | 'new') => `
    create trigger ${table}_note_${event} after ${event} on tenantdesk.${table} referencing ${rows} table as changed
      for each statement execute function tenantdesk.note_${table}();`;
  return `
    create function tenantdesk.note_${table}() returns trigger language plpgsql as $$
    begin
      insert into tenantdesk.changes (tenant_id, entity, id, removed)
      select tenant_id, '${entity}', ${idColumn}, tg_op = 'DELETE' from changed
      on conflict (tenant_id, entity, id) do update
        set changed_xid = excluded.changed_xid, removed = excluded.removed;
      return null;
    end $$;
    ${noting('insert', 'new')}
    ${noting('update', 'new')}
    ${noting('delete', 'old')}`;
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
