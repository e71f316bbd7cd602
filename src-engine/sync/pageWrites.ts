import { type SyncedKind, syncedKindNames, syncedKinds } from '#shared/api/syncedKinds.ts';
import type { WritableDatabase } from '../cache/database.ts';
import { contextOf, type CopyKinds, settle } from './copyKind.ts';
import { heldHead, hold, type PageHead, release } from './heldPage.ts';
import { sharedTables, syncRowOf, type SyncRow, visibleKinds } from './syncRow.ts';

export interface PageToApply {
  readonly tenantId: string;
  /** The page as it came: JSON in UTF-8. */
  readonly body: Uint8Array;
  /** The cursor that it was asked with: a page asked before the copy moved on is not taken. */
  readonly askedWith: string | null;
  readonly now: number;
}

/** What a change made here did of a row: the row as it is now, as JSON, or the id of one that is gone. */
export type Effect = { readonly json: string } | { readonly id: string };

export interface EffectToApply {
  readonly tenantId: string;
  readonly kind: SyncedKind;
  readonly effect: Effect;
  readonly now: number;
}

/** What a page did; nothing when it was not taken. */
export interface PageOutcome {
  readonly caughtUp: boolean;
  readonly changed: readonly SyncedKind[];
}

/** Bytes of a page of some hundred rows, which is in within milliseconds. */
const shortPage = 65_536;

/** A tenant that will have more rows than this gets tables of its own. */
export const sharedTablesLimit = 50_000;

export function createPageWrites(kinds: CopyKinds) {
  /**
   * Writes a page and the cursor behind it in one transaction, so that a process killed at any point continues where the
   * rows end. Kinds that the account may not see any more leave in the same transaction.
   * @throws CacheFault `unfit` when the page does not have the agreed form; nothing of it is written
   */
  function applyPage(database: WritableDatabase, page: PageToApply): PageOutcome {
    return database.transaction(() => {
      const before = syncRowOf(database, page.tenantId);
      if (before === undefined || before.cursor !== page.askedWith) return { caughtUp: false, changed: [] };
      if (page.body.byteLength > shortPage) database.longWork();
      hold(database, page.body);
      const { head, counts } = heldHead(database);
      const row = placed(database, before, head.expected);
      const context = contextOf(row, page.tenantId, page.now);
      const lost = visibleKinds(row).filter((kind) => !head.visible.includes(kind));
      const swept = head.caughtUp && row.sweeping === 1;
      if (lost.length > 0 || swept) database.longWork();
      const arrived = syncedKindNames.filter((kind) => counts[kind] > 0);
      for (const kind of lost) kinds[kind].removeAll(database, context);
      for (const kind of arrived) kinds[kind].apply(database, context);
      release(database);
      const left = syncedKindNames.filter((kind) => {
        const ids = head.removed.filter(({ entity }) => entity === kind).map(({ id }) => id);
        if (ids.length > 0) kinds[kind].remove(database, context, ids);
        return ids.length > 0;
      });
      if (swept) for (const kind of syncedKindNames) kinds[kind].sweep(database, context);
      const after = advanced(row, head, { arrived: sum(Object.values(counts)), now: page.now });
      save(database, after);
      const followed = settle(database, kinds, { row: after, context });
      const touched = new Set([...lost, ...arrived, ...left, ...followed]);
      const changed = swept ? syncedKindNames : syncedKindNames.filter((kind) => touched.has(kind));
      return { caughtUp: head.caughtUp, changed };
    });
  }

  /** Takes over what a change made here did. Returns the kinds that changed by it. */
  function applyEffect(
    database: WritableDatabase,
    { tenantId, kind, effect, now }: EffectToApply,
  ): readonly SyncedKind[] {
    return database.transaction(() => {
      const row = syncRowOf(database, tenantId);
      if (row === undefined || !visibleKinds(row).includes(kind)) return [];
      const context = contextOf(row, tenantId, now);
      if ('id' in effect) kinds[kind].remove(database, context, [effect.id]);
      else {
        hold(database, new TextEncoder().encode(`{"${syncedKinds[kind].list}":[${effect.json}]}`));
        kinds[kind].apply(database, context);
        release(database);
      }
      return [kind, ...settle(database, kinds, { row, context })];
    });
  }

  /** The first page says how many rows will come: many get tables of their own, filled without indexes. */
  function placed(database: WritableDatabase, row: SyncRow, expected: number | null): SyncRow {
    const first = row.stage === 'loading' && row.cursor === null && row.table === sharedTables;
    if (!first || (expected ?? 0) <= sharedTablesLimit) return row;
    for (const kind of syncedKindNames) kinds[kind].ownTables?.create(database, row.tenant);
    return { ...row, table: row.tenant };
  }

  return { applyPage, applyEffect };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

/** Where the copy stands behind a page. */
function advanced(
  row: SyncRow,
  head: PageHead,
  { arrived, now }: { readonly arrived: number; readonly now: number },
): SyncRow {
  const visible = JSON.stringify(head.visible);
  const { cursor } = head;
  if (!head.caughtUp) {
    const counting = row.stage === 'loading' || row.sweeping === 1;
    const loaded = row.loaded + (counting ? arrived : 0);
    return { ...row, cursor, visible, loaded, expected: head.expected ?? row.expected };
  }
  const stage = row.stage === 'loading' ? (row.table === sharedTables ? 'complete' : 'indexing') : row.stage;
  return { ...row, cursor, visible, stage, sweeping: 0, loaded: 0, expected: null, asOf: now };
}

function save(database: WritableDatabase, row: SyncRow): void {
  const { tenant, cursor, visible, stage, sweeping, table, loaded, expected, asOf } = row;
  database.run(
    `UPDATE sync_states SET cursor = :cursor, visible = :visible, stage = :stage, sweeping = :sweeping,
       user_table = :table, loaded = :loaded, expected = :expected, as_of = :asOf
     WHERE tenant = :tenant`,
    { tenant, cursor, visible, stage, sweeping, table, loaded, expected, asOf },
  );
}
