import type { Place } from '#shared/desktop/place.ts';
import type { WritableDatabase } from '../../cache/database.ts';
import { saveFact } from '../../cache/facts.ts';
import { idBytes } from '../../cache/ids.ts';
import { defineWrites } from '../../cache/write.ts';
import { placeFact } from './tenantsStore.ts';

/** How many tenants the switcher remembers as recent (T2). */
export const recentLimit = 8;

/** Puts a tenant first among the recent ones. */
function rememberOpened(
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

function setPinned(
  database: WritableDatabase,
  { tenantId, pinned }: { readonly tenantId: string; readonly pinned: boolean },
): void {
  const id = idBytes(tenantId);
  if (pinned) database.run('INSERT OR IGNORE INTO pins (tenant_id) VALUES (:id)', { id });
  else database.run('DELETE FROM pins WHERE tenant_id = :id', { id });
}

function keepPlace(database: WritableDatabase, place: Place): void {
  saveFact(database, placeFact, JSON.stringify(place));
}

export const tenantsWrites = defineWrites({ rememberOpened, setPinned, keepPlace });
