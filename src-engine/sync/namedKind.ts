import { type SyncedKind, syncedKinds, type SyncedRow } from '#shared/api/syncedKinds.ts';
import type { ReadableDatabase, WritableDatabase } from '../cache/database.ts';
import { idBytes } from '../cache/ids.ts';
import { nameSortKey } from '../cache/sortKeys.ts';
import type { CopyKind, WriteContext } from './copyKind.ts';
import { heldRows } from './heldPage.ts';
import { keepRow } from './keepRow.ts';
import type { SyncRow } from './syncRow.ts';

/** Kinds whose rows have a name. */
export type NamedKind = {
  [K in SyncedKind]: SyncedRow<K> extends { readonly name: string } ? K : never;
}[SyncedKind];

/** Called with the ids of rows that came, were renamed or went. */
export type OnNamed = (database: WritableDatabase, context: WriteContext, ids: readonly string[]) => void;

/**
 * A kind of which a tenant has few rows, read whole: each is kept as one text with its name beside it, in a table with
 * the name of the kind's list, which is made when a copy is opened without it.
 */
export function createNamedKind(kind: NamedKind, onNamed: OnNamed = () => undefined): CopyKind {
  const table = syncedKinds[kind].list;

  function remove(database: WritableDatabase, context: WriteContext, ids: readonly string[]): void {
    const { tenant } = context;
    for (const id of ids) {
      database.run(`DELETE FROM ${table} WHERE tenant = :tenant AND id = :id`, { tenant, id: idBytes(id) });
    }
    onNamed(database, context, ids);
  }

  function removeOlder(database: WritableDatabase, context: WriteContext, generation: number): void {
    const gone = database.all<{ id: string }>(
      `SELECT entity ->> '$.id' AS id FROM ${table} WHERE tenant = :tenant AND generation < :generation`,
      { tenant: context.tenant, generation },
    );
    remove(
      database,
      context,
      gone.map(({ id }) => id),
    );
  }

  return {
    align(database) {
      database.execute(`
        CREATE TABLE IF NOT EXISTS ${table} (
          tenant INTEGER NOT NULL, id BLOB NOT NULL, version INTEGER NOT NULL, generation INTEGER NOT NULL,
          name TEXT NOT NULL, name_key TEXT NOT NULL, entity TEXT NOT NULL,
          PRIMARY KEY (tenant, id)
        ) STRICT, WITHOUT ROWID`);
      return false;
    },
    apply(database, context) {
      const rows = heldRows(database, context, kind);
      for (const row of rows) {
        const columns = { name: row.name, name_key: nameSortKey(row.name) };
        keepRow(database, context, { table, row, columns });
      }
      onNamed(
        database,
        context,
        rows.map(({ id }) => id),
      );
    },
    remove,
    sweep: (database, context) => removeOlder(database, context, context.generation),
    removeAll: (database, context) => removeOlder(database, context, context.generation + 1),
  };
}

/** All rows of a named kind, by name. */
export function namedRows<K extends NamedKind>(
  database: ReadableDatabase,
  { tenant }: SyncRow,
  kind: K,
): SyncedRow<K>[] {
  return database
    .all<{ entity: string }>(
      `SELECT entity FROM ${syncedKinds[kind].list} WHERE tenant = :tenant ORDER BY name_key, id`,
      { tenant },
    )
    .map(({ entity }) => JSON.parse(entity) as SyncedRow<K>);
}
