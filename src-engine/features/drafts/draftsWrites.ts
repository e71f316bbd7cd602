import type { Draft } from '#shared/desktop/drafts.ts';
import type { WritableDatabase } from '../../cache/database.ts';
import { idBytes } from '../../cache/ids.ts';
import { defineWrites } from '../../cache/write.ts';

/** How many drafts an account keeps: whoever has left more than these behind doesn't want the oldest. */
export const draftLimit = 20;

/** Only added to a copy, so an older version goes on with it and drops a lost tenant's drafts like all its rows. */
export function makeDraftsTable(database: WritableDatabase): void {
  database.execute(`
    CREATE TABLE IF NOT EXISTS drafts (
      tenant_id BLOB NOT NULL, id BLOB NOT NULL, kept_at INTEGER NOT NULL, draft TEXT NOT NULL,
      PRIMARY KEY (tenant_id, id)
    ) STRICT, WITHOUT ROWID`);
}

/** Nothing is kept of a tenant that the account lost a moment ago. */
function keepDraft(
  database: WritableDatabase,
  { tenantId, draft, now }: { readonly tenantId: string; readonly draft: Draft; readonly now: number },
): void {
  durably(database, () => {
    database.run(
      `INSERT INTO drafts (tenant_id, id, kept_at, draft)
       SELECT :tenant, :id, :now, :draft WHERE EXISTS (SELECT 1 FROM tenants WHERE id = :tenant)
       ON CONFLICT (tenant_id, id) DO UPDATE SET kept_at = excluded.kept_at, draft = excluded.draft`,
      { tenant: idBytes(tenantId), id: idBytes(draft.id), now, draft: JSON.stringify(draft) },
    );
    // Not the one that is being typed, even if a clock that went wrong made all others look newer.
    database.run(
      `DELETE FROM drafts WHERE (tenant_id, id) IN
         (SELECT tenant_id, id FROM drafts WHERE id <> :id
          ORDER BY kept_at DESC LIMIT -1 OFFSET ${String(draftLimit - 1)})`,
      { id: idBytes(draft.id) },
    );
  });
}

function dropDraft(
  database: WritableDatabase,
  { tenantId, id }: { readonly tenantId: string; readonly id: string },
): void {
  database.run('DELETE FROM drafts WHERE tenant_id = :tenant AND id = :id', {
    tenant: idBytes(tenantId),
    id: idBytes(id),
  });
}

/** Waits for the disk: everything else in the copy can be loaded again, what was typed can't. */
function durably(database: WritableDatabase, work: () => void): void {
  database.execute('PRAGMA synchronous = FULL');
  try {
    database.transaction(work);
  } finally {
    database.execute('PRAGMA synchronous = NORMAL');
  }
}

export const draftsWrites = defineWrites({ keepDraft, dropDraft });
