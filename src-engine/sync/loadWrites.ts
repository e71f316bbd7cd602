import { type SyncedKind, syncedKindNames, syncedKinds } from '#shared/api/syncedKinds.ts';
import type { WritableDatabase } from '../cache/database.ts';
import { noteNames } from '../cache/facts.ts';
import { idBytes } from '../cache/ids.ts';
import { contextOf, type CopyKinds, settle } from './copyKind.ts';
import { sharedTables, syncRowOf } from './syncRow.ts';

interface OfTenant {
  readonly tenantId: string;
}

const again =
  'UPDATE sync_states SET cursor = NULL, sweeping = 1, generation = generation + 1, loaded = 0, expected = NULL';

/**
 * Brings an opened copy to the kinds, fields and columns of this version. Where it lacks rows or values of rows, because
 * the version that wrote it did not know them, all tenants begin their load again.
 */
export function alignCopy(database: WritableDatabase, kinds: CopyKinds): void {
  const hasNew = (fact: string, names: readonly string[] = []): boolean =>
    names.length > 0 && (noteNames(database, fact, names)?.length ?? 0) > 0;
  database.transaction(() => {
    const lacking = [
      hasNew('kinds', syncedKindNames),
      ...syncedKindNames.flatMap((kind) => [
        hasNew(`${syncedKinds[kind].list}.fields`, kinds[kind].fields),
        kinds[kind].align?.(database) === true,
      ]),
    ];
    if (lacking.includes(true)) database.run(again);
  });
}

export function createLoadWrites(kinds: CopyKinds) {
  /** Begins a first load, once. Returns whether the account has the tenant. */
  function beginSync(database: WritableDatabase, { tenantId }: OfTenant): boolean {
    return database.transaction(() => {
      database.run(
        `INSERT OR IGNORE INTO sync_states (tenant, cursor, stage, sweeping, generation, user_table, visible, users,
           loaded, expected, as_of, statuses_as_of)
         SELECT key, NULL, 'loading', 0, 1, :table, :visible, 0, 0, NULL, NULL, 0 FROM tenants WHERE id = :id`,
        { id: idBytes(tenantId), table: sharedTables, visible: JSON.stringify(syncedKindNames) },
      );
      return syncRowOf(database, tenantId) !== undefined;
    });
  }

  /** Begins a load again from the start: what is there stays readable, and what the new load doesn't bring is dropped. */
  function beginAgain(database: WritableDatabase, { tenantId }: OfTenant): void {
    database.run(`${again} WHERE tenant = (SELECT key FROM tenants WHERE id = :id)`, {
      id: idBytes(tenantId),
    });
  }

  /**
   * One step of finishing a large first load. Each is its own transaction, so a process that is killed continues with
   * the next. Returns whether everything is done.
   */
  function finishLoadStep(database: WritableDatabase, { tenantId }: OfTenant): boolean {
    return database.transaction(() => {
      const row = syncRowOf(database, tenantId);
      if (row?.stage !== 'indexing') return true;
      database.longWork();
      const own = syncedKindNames.flatMap((kind) => kinds[kind].ownTables ?? []);
      if (!own.every((tables) => tables.finishStep(database, row.table))) return false;
      database.run(`UPDATE sync_states SET stage = 'complete' WHERE tenant = :tenant`, {
        tenant: row.tenant,
      });
      const context = contextOf(row, tenantId, 0);
      settle(database, kinds, { row: { ...row, stage: 'complete' }, context });
      return true;
    });
  }

  /** Puts right what changes by the clock alone, a batch of each kind. Returns the kinds that had something due. */
  function refreshByClock(
    database: WritableDatabase,
    { tenantId, now }: OfTenant & { readonly now: number },
  ): readonly SyncedKind[] {
    return database.transaction(() => {
      const row = syncRowOf(database, tenantId);
      if (row === undefined) return [];
      const context = contextOf(row, tenantId, now);
      return syncedKindNames.filter((kind) => (kinds[kind].refresh?.(database, context) ?? 0) > 0);
    });
  }

  return { beginSync, beginAgain, finishLoadStep, refreshByClock };
}
