import type { GridLayout } from '#shared/desktop/views.ts';
import type { WritableDatabase } from '../../cache/database.ts';
import { saveFact } from '../../cache/facts.ts';
import { idBytes } from '../../cache/ids.ts';
import { defineWrites } from '../../cache/write.ts';
import { type KeptFilter, keptLayouts, layoutsFact } from './viewsStore.ts';

/** How many filters an account keeps: all are read at each start. */
export const filterLimit = 30;

/** Only added to a copy, so an older version goes on with it and drops a lost tenant's filters like all its rows. */
export function makeFiltersTable(database: WritableDatabase): void {
  database.execute(`
    CREATE TABLE IF NOT EXISTS grid_filters (
      tenant_id BLOB NOT NULL, grid TEXT NOT NULL, kept_at INTEGER NOT NULL, filter TEXT NOT NULL,
      PRIMARY KEY (tenant_id, grid)
    ) STRICT, WITHOUT ROWID`);
}

function keepLayout(
  database: WritableDatabase,
  { grid, layout }: { readonly grid: string; readonly layout: GridLayout },
): void {
  database.transaction(() => {
    saveFact(database, layoutsFact, JSON.stringify({ ...keptLayouts(database), [grid]: layout }));
  });
}

/** Nothing is kept of a tenant that the account lost a moment ago. */
function keepFilter(
  database: WritableDatabase,
  { tenantId, grid, filter, now }: KeptFilter & { readonly now: number },
): void {
  database.transaction(() => {
    database.run(
      `INSERT INTO grid_filters (tenant_id, grid, kept_at, filter)
       SELECT :tenant, :grid, :now, :filter WHERE EXISTS (SELECT 1 FROM tenants WHERE id = :tenant)
       ON CONFLICT (tenant_id, grid) DO UPDATE SET kept_at = excluded.kept_at, filter = excluded.filter`,
      { tenant: idBytes(tenantId), grid, now, filter },
    );
    database.run(
      `DELETE FROM grid_filters WHERE (tenant_id, grid) IN
         (SELECT tenant_id, grid FROM grid_filters ORDER BY kept_at DESC LIMIT -1 OFFSET ${String(filterLimit)})`,
    );
  });
}

function dropFilter(
  database: WritableDatabase,
  { tenantId, grid }: Pick<KeptFilter, 'tenantId' | 'grid'>,
): void {
  database.run('DELETE FROM grid_filters WHERE tenant_id = :tenant AND grid = :grid', {
    tenant: idBytes(tenantId),
    grid,
  });
}

export const viewsWrites = defineWrites({ keepLayout, keepFilter, dropFilter });
