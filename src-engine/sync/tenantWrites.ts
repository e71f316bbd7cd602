import type { AccountProfile, TenantSummary } from '#shared/api/tenants.ts';
import { syncedKindNames } from '#shared/api/syncedKinds.ts';
import type { WritableDatabase } from '../cache/database.ts';
import { saveFact } from '../cache/facts.ts';
import { idBytes, idText } from '../cache/ids.ts';
import type { CopyKinds } from './copyKind.ts';
import { sharedTables } from './syncRow.ts';

export interface AccountAndTenants {
  readonly account: AccountProfile;
  readonly tenants: readonly TenantSummary[];
}

export function createTenantWrites(kinds: CopyKinds) {
  /**
   * Takes over who the account is and which tenants it may work on. The rows of tenants that are gone leave the copy in
   * the same transaction. Returns whether anything changed, and which tenants went.
   */
  function saveTenants(
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
      if (held.size > 0) database.longWork();
      for (const { key, id } of held.values()) dropTenant(database, { tenant: key, tenantId: id });
      return { changed: changed || held.size > 0, gone: [...held.keys()] };
    });
  }

  /** Takes everything of a tenant out of the copy: whatever table has a column for it. */
  function dropTenant(
    database: WritableDatabase,
    one: { readonly tenant: number; readonly tenantId: Uint8Array },
  ): void {
    const own = database.get<{ number: number }>(
      'SELECT user_table AS number FROM sync_states WHERE tenant = :tenant AND user_table <> :shared',
      { tenant: one.tenant, shared: sharedTables },
    );
    if (own !== undefined)
      for (const kind of syncedKindNames) kinds[kind].ownTables?.drop(database, own.number);
    const held = database.all<{ name: string; column: 'tenant' | 'tenant_id' }>(
      `SELECT t.name, c.name AS "column" FROM sqlite_schema AS t, pragma_table_info(t.name) AS c
       WHERE t.type = 'table' AND c.name IN ('tenant', 'tenant_id')`,
    );
    for (const { name, column } of held) {
      const value = column === 'tenant' ? one.tenant : one.tenantId;
      database.run(`DELETE FROM ${name} WHERE ${column} = :value`, { value });
    }
    database.run('DELETE FROM tenants WHERE key = :tenant', { tenant: one.tenant });
  }

  return { saveTenants };
}
