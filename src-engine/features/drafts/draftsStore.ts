import { draft as draftSchema, type Draft } from '#shared/desktop/drafts.ts';
import type { ReadableDatabase } from '../../cache/database.ts';
import { idText } from '../../cache/ids.ts';

/** What somebody typed in a tenant, and when it was kept, in milliseconds since the epoch. */
export interface StoredDraft {
  readonly tenantId: string;
  readonly keptAt: number;
  readonly draft: Draft;
}

/** All of the account, the newest first. What another version kept in words that this one doesn't know is left where it is. */
export function allDrafts(database: ReadableDatabase): StoredDraft[] {
  const rows = database.all<{ tenant: Uint8Array; at: number; draft: string }>(
    'SELECT tenant_id AS tenant, kept_at AS at, draft FROM drafts ORDER BY kept_at DESC, id',
  );
  return rows.flatMap(({ tenant, at, draft }) => {
    const parsed = draftSchema.safeParse(JSON.parse(draft));
    return parsed.success ? [{ tenantId: idText(tenant), keptAt: at, draft: parsed.data }] : [];
  });
}
