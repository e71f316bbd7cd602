import type { WritableDatabase } from './database.ts';

/** Migration n brings the copy from version n - 1 to n, in one transaction. */
export type Migration = (database: WritableDatabase) => void;

export type MigrationOutcome = 'ready' | 'newer-version';

/** Brings the copy to the version of the last migration. One written by a newer TenantDesk is left untouched. */
export function migrate(database: WritableDatabase, migrations: readonly Migration[]): MigrationOutcome {
  const found = database.get<{ user_version: number }>('PRAGMA user_version')?.user_version ?? 0;
  if (found > migrations.length) return 'newer-version';
  migrations.slice(found).forEach((migration, at) => {
    database.transaction(() => {
      migration(database);
      database.execute(`PRAGMA user_version = ${String(found + at + 1)}`);
    });
  });
  return 'ready';
}
