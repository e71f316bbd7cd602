import type { ChangePage } from '#shared/api/changes.ts';
import { type SyncedKind, syncedKindNames, syncedKinds, type SyncedRow } from '#shared/api/syncedKinds.ts';
import type { TenantSummary } from '#shared/api/tenants.ts';

type Rows = { readonly [K in SyncedKind]: Map<string, SyncedRow<K>> };

export interface TenantModel {
  summary: TenantSummary;
  readonly rows: Rows;
  visible: SyncedKind[];
  /** Grows with a change of rights or a lost history: older cursors answer RESYNC_REQUIRED. */
  epoch: number;
  put<K extends SyncedKind>(kind: K, row: SyncedRow<K>): void;
  remove(kind: SyncedKind, id: string): void;
  /** A page as `changes.list` describes it; null when the cursor is of an older epoch. */
  page(cursor: string | null, limit: number): ChangePage | null;
}

type Cursor =
  | { readonly epoch: number; readonly kind: number; readonly after: string; readonly since: number }
  | { readonly epoch: number; readonly since: number };

/** One tenant in memory, with a change feed as the contract describes it. */
export function createTenantModel(summary: TenantSummary): TenantModel {
  const rows = Object.fromEntries(syncedKindNames.map((kind) => [kind, new Map()])) as unknown as Rows;
  const log: { kind: SyncedKind; id: string }[] = [];

  const empty = (): ChangePage => ({
    ...(Object.fromEntries(
      Object.values(syncedKinds).map(({ list }) => [list, []]),
    ) as unknown as ChangePage),
    cursor: '',
    caughtUp: false,
    visible: [...model.visible],
    expected: null,
    removed: [],
  });
  const add = (page: ChangePage, kind: SyncedKind, id: string): void => {
    const row = rows[kind].get(id);
    if (row === undefined) page.removed.push({ entity: kind, id });
    else (page[syncedKinds[kind].list] as unknown[]).push(row);
  };
  const write = (cursor: Cursor): string => Buffer.from(JSON.stringify(cursor)).toString('base64url');

  function loadPage(cursor: { kind: number; after: string; since: number }, limit: number): ChangePage {
    const page = empty();
    page.expected = syncedKindNames.reduce(
      (sum, kind) => sum + (model.visible.includes(kind) ? rows[kind].size : 0),
      0,
    );
    let { kind, after } = cursor;
    let left = limit;
    while (kind < syncedKindNames.length && left > 0) {
      const entity = syncedKindNames[kind] as SyncedKind;
      const ids = model.visible.includes(entity)
        ? [...rows[entity].keys()].filter((id) => id > after).toSorted()
        : [];
      for (const id of ids.slice(0, left)) {
        add(page, entity, id);
        after = id;
      }
      if (ids.length <= left) {
        kind += 1;
        after = '';
      }
      left -= Math.min(ids.length, left);
    }
    page.cursor =
      kind < syncedKindNames.length
        ? write({ epoch: model.epoch, kind, after, since: cursor.since })
        : write({ epoch: model.epoch, since: cursor.since });
    return page;
  }

  function deltaPage(since: number, limit: number): ChangePage {
    const page = empty();
    const part = log.slice(since, since + limit);
    const seen = new Set<string>();
    for (const { kind, id } of part.toReversed()) {
      if (seen.has(kind + id) || !model.visible.includes(kind)) continue;
      seen.add(kind + id);
      add(page, kind, id);
    }
    page.caughtUp = since + part.length === log.length;
    page.cursor = write({ epoch: model.epoch, since: since + part.length });
    return page;
  }

  const model: TenantModel = {
    summary,
    rows,
    visible: [...syncedKindNames],
    epoch: 1,
    put(kind, row) {
      (rows[kind] as Map<string, unknown>).set(row.id, row);
      log.push({ kind, id: row.id });
    },
    remove(kind, id) {
      rows[kind].delete(id);
      log.push({ kind, id });
    },
    page(text, limit) {
      if (text === null) return loadPage({ kind: 0, after: '', since: log.length }, limit);
      const cursor = JSON.parse(Buffer.from(text, 'base64url').toString()) as Cursor;
      if (cursor.epoch !== model.epoch) return null;
      return 'kind' in cursor ? loadPage(cursor, limit) : deltaPage(cursor.since, limit);
    },
  };
  return model;
}
