import type { Draft } from '#shared/desktop/drafts.ts';
import type { WritableDatabase } from '../../cache/database.ts';
import { idBytes } from '../../cache/ids.ts';
import { createKeptRows } from '../../cache/keptRows.ts';
import { defineWrites } from '../../cache/write.ts';

/** How many drafts an account keeps: whoever has left more than these behind doesn't want the oldest. */
export const draftLimit = 20;

const drafts = createKeptRows({
  name: 'drafts',
  key: 'id',
  keyType: 'BLOB',
  text: 'draft',
  limit: draftLimit,
});
export const makeDraftsTable = drafts.make;

function keepDraft(
  database: WritableDatabase,
  { tenantId, draft, now }: { readonly tenantId: string; readonly draft: Draft; readonly now: number },
): void {
  durably(database, () =>
    drafts.keep(database, { tenantId, key: idBytes(draft.id), text: JSON.stringify(draft), now }),
  );
}

function dropDraft(
  database: WritableDatabase,
  { tenantId, id }: { readonly tenantId: string; readonly id: string },
): void {
  drafts.drop(database, { tenantId, key: idBytes(id) });
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
