import type { SqlFunction, WritableDatabase } from './database.ts';
import type { Migration } from './migrate.ts';
import type { AnyWrite, WriteRequest } from './write.ts';

/** What the copy holds and how that changes. Given from above: the cache itself knows no table. */
export interface CopyContents {
  readonly migrations: readonly Migration[];
  /** Runs after the migrations, each time that the copy is opened. */
  readonly align: (database: WritableDatabase) => void;
  /** What SQL may call inside the writer. Queries call none: all that they compare is stored. */
  readonly functions: Readonly<Record<string, SqlFunction>>;
  /** SQL of tables that exist only while the writer works. */
  readonly temporaryTables: readonly string[];
  /** Everything that changes the copy, by its name: the writer runs these one after another and nothing else. */
  readonly writes: Readonly<Record<string, AnyWrite>>;
}

/** Makes the tables that exist only while the writer works. */
export function prepareForWrites(database: WritableDatabase, { temporaryTables }: CopyContents): void {
  for (const sql of temporaryTables) database.execute(sql);
}

/** Runs one write by its name. */
export function runWrite(
  database: WritableDatabase,
  { writes }: CopyContents,
  { name, input }: WriteRequest,
): unknown {
  const write = writes[name];
  if (write === undefined)
    throw new Error(`The copy has no write "${name}": copyContents.ts doesn't list it.`);
  return write.run(database, input as never);
}
