import type { AccountProfile, TenantSummary } from '#shared/api/tenants.ts';
import type { WritableDatabase } from '../../cache/database.ts';
import { idBytes, idText } from '../../cache/ids.ts';
import { dropUserTable, sharedTable, usersOf } from '../users/userTables.ts';

/** How many tenants the switcher remembers as recent (T2). */
export const recentLimit = 8;

export interface AccountAndTenants {
  readonly account: AccountProfile;
  readonly tenants: readonly TenantSummary[];
}

/**
 * Takes over whom the account is and which tenants it may work on. The rows of tenants that are gone leave the copy in
 * the same transaction. Answers whether anything changed, and which tenants went.
 */
export function saveTenants(
  database: WritableDatabase,
  { account, tenants }: AccountAndTenants,
): { readonly changed: boolean; readonly gone: readonly string[] } {
  return database.transaction(() => {
    const before = database.all<{ key: number; id: Uint8Array; summary: string; position: number }>(
      'SELECT key, id, summary, position FROM tenants',
    );
    const held = new Map(before.map((row) => [idText(row.id), row]));
    let changed = saveFact(database, 'account', JSON.stringify(account));
    tenants.forEach((tenant, position) => {
      const summary = JSON.stringify(tenant);
      const row = held.get(tenant.id);
      held.delete(tenant.id);
      if (row?.summary === summary && row.position === position) return;
      changed = true;
      database.run(
        `INSERT INTO tenants (id, position, summary) VALUES (:id, :position, :summary)
         ON CONFLICT (id) DO UPDATE SET position = excluded.position, summary = excluded.summary`,
        { id: idBytes(tenant.id), position, summary },
      );
    });
    for (const { key } of held.values()) dropTenant(database, key);
    return { changed: changed || held.size > 0, gone: [...held.keys()] };
  });
}

/** Takes everything of a tenant out of the copy. */
function dropTenant(database: WritableDatabase, tenant: number): void {
  const row = database.get<{ table: number }>(
    'SELECT user_table AS "table" FROM sync_states WHERE tenant = :tenant',
    {
      tenant,
    },
  );
  if (row !== undefined && row.table !== sharedTable) dropUserTable(database, row.table);
  database.run(`DELETE FROM ${usersOf(sharedTable)} WHERE tenant = :tenant`, { tenant });
  for (const table of [
    'pictures',
    'name_sets',
    'name_set_members',
    'customers',
    'profiles',
    'products',
    'roles',
    'sync_states',
  ]) {
    database.run(`DELETE FROM ${table} WHERE tenant = :tenant`, { tenant });
  }
  for (const table of ['pins', 'recents']) {
    database.run(`DELETE FROM ${table} WHERE tenant_id = (SELECT id FROM tenants WHERE key = :tenant)`, {
      tenant,
    });
  }
  database.run('DELETE FROM tenants WHERE key = :tenant', { tenant });
}

/** Puts a tenant first among the recent ones. */
export function rememberOpened(
  database: WritableDatabase,
  { tenantId, now }: { readonly tenantId: string; readonly now: number },
): void {
  database.transaction(() => {
    // One after the newest, so that a clock turned back doesn't hide what was just opened.
    database.run(
      `INSERT OR REPLACE INTO recents (tenant_id, opened_at)
       SELECT :id, max(:now, coalesce((SELECT max(opened_at) + 1 FROM recents), 0))`,
      { id: idBytes(tenantId), now },
    );
    database.run(
      `DELETE FROM recents WHERE tenant_id NOT IN
         (SELECT tenant_id FROM recents ORDER BY opened_at DESC LIMIT ${String(recentLimit)})`,
    );
  });
}

export function setPinned(
  database: WritableDatabase,
  { tenantId, pinned }: { readonly tenantId: string; readonly pinned: boolean },
): void {
  const id = idBytes(tenantId);
  if (pinned) database.run('INSERT OR IGNORE INTO pins (tenant_id) VALUES (:id)', { id });
  else database.run('DELETE FROM pins WHERE tenant_id = :id', { id });
}

/** Keeps one JSON text under a name. Answers whether it is another than before. */
export function saveFact(database: WritableDatabase, name: string, value: string): boolean {
  return (
    database.run(
      `INSERT INTO facts (name, value) VALUES (:name, :value)
       ON CONFLICT (name) DO UPDATE SET value = excluded.value WHERE excluded.value <> facts.value`,
      { name, value },
    ) > 0
  );
}
