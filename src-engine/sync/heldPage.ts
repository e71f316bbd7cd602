import { z } from 'zod';
import { changeHead } from '#shared/api/changes.ts';
import { type SyncedKind, syncedKindNames, syncedKinds, type SyncedRow } from '#shared/api/syncedKinds.ts';
import { CacheFault, type WritableDatabase } from '../cache/database.ts';
import type { WriteContext } from './copyKind.ts';

/*
 * The page in hand lies in a table of the writer, parsed once by SQLite. A kind reads its own list there: as objects,
 * or, where a page has thousands of rows, by SQL alone.
 */

/** Where the page in hand lies: `body`, JSON as SQLite keeps it. */
export const heldPage = 'CREATE TEMP TABLE page (body BLOB NOT NULL)';

export type PageHead = z.output<typeof changeHead>;

const decoder = new TextDecoder('utf-8', { fatal: true });

/** Takes a page in hand: JSON in UTF-8. @throws CacheFault `unfit` */
export function hold(database: WritableDatabase, body: Uint8Array): void {
  let text: string;
  try {
    text = decoder.decode(body);
  } catch {
    throw new CacheFault('unfit', 'The page is not UTF-8.');
  }
  release(database);
  database.run('INSERT INTO temp.page (body) VALUES (jsonb(:text))', { text });
}

export function release(database: WritableDatabase): void {
  database.run('DELETE FROM temp.page');
}

const paths = syncedKindNames.map((kind) => `'$.${syncedKinds[kind].list}'`);
const lengths = z.record(z.enum(syncedKindNames), z.int().nullable());
const readSql = `SELECT json_remove(body, ${paths.join(', ')}) AS head, json_object(${syncedKindNames
  .map(
    (kind, at) =>
      `'${kind}', iif(json_type(body, ${paths[at] ?? ''}) = 'array', json_array_length(body, ${paths[at] ?? ''}), NULL)`,
  )
  .join(', ')}) AS lengths FROM temp.page`;

/**
 * The page in hand without its rows, and how many rows of each kind it has. A kind that an older backend doesn't know is not
 * visible and has no list. @throws CacheFault `unfit`
 */
export function heldHead(database: WritableDatabase): {
  readonly head: PageHead;
  readonly counts: Readonly<Record<SyncedKind, number>>;
} {
  const read = database.get<{ head: string; lengths: string }>(readSql);
  const head = changeHead.safeParse(JSON.parse(read?.head ?? 'null'));
  const listed = lengths.safeParse(JSON.parse(read?.lengths ?? 'null'));
  if (!head.success || !listed.success || head.data.visible.some((kind) => listed.data[kind] === null)) {
    throw new CacheFault('unfit', 'The page of changes does not have the agreed form.');
  }
  const counts = Object.fromEntries(syncedKindNames.map((kind) => [kind, listed.data[kind] ?? 0]));
  return { head: head.data, counts: counts as Record<SyncedKind, number> };
}

/** The rows of one kind in the page in hand. @throws CacheFault `unfit` */
export function heldRows<K extends SyncedKind>(
  database: WritableDatabase,
  { tenantId }: WriteContext,
  kind: K,
): readonly SyncedRow<K>[] {
  const { schema, list } = syncedKinds[kind];
  const rows: z.ZodType = z.array(schema);
  const held = database.get<{ rows: string | null }>(`SELECT body -> '$.${list}' AS rows FROM temp.page`);
  const parsed = rows.safeParse(JSON.parse(held?.rows ?? 'null'));
  if (!parsed.success) throw new CacheFault('unfit', `Not every row of ${list} is as agreed.`);
  const data = parsed.data as readonly SyncedRow<K>[];
  if (data.some((row) => row.tenantId !== tenantId)) {
    throw new CacheFault('unfit', `The page holds ${list} of another tenant.`);
  }
  return data;
}
