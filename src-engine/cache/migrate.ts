import type { ReadableDatabase, WritableDatabase } from './database.ts';

/** Migration n brings the copy from version n - 1 to n, in one transaction. */
export type Migration = (database: WritableDatabase) => void;

export type MigrationOutcome = 'ready' | 'newer-version';

/** The number of the last migration that the copy went through; 0 for an empty file. */
export const versionOf = (database: ReadableDatabase): number =>
  database.get<{ user_version: number }>('PRAGMA user_version')?.user_version ?? 0;

/** Brings the copy to the version of the last migration. One written by a newer TenantDesk is left untouched. */
export function migrate(database: WritableDatabase, migrations: readonly Migration[]): MigrationOutcome {
  for (const [at, migration] of [...migrations.entries()].slice(versionOf(database))) {
    database.transaction(() => {
      // Another process may have done it while this one waited for its turn.
      if (versionOf(database) > at) return;
      migration(database);
      database.execute(`PRAGMA user_version = ${String(at + 1)}`);
    });
  }
  return versionOf(database) > migrations.length ? 'newer-version' : 'ready';
}
