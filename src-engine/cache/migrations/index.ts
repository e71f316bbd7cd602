import type { WritableDatabase } from '../database.ts';
import { migrateTo1 } from './0001-first.ts';

/** Migration n brings the copy from version n - 1 to n, in one transaction. */
const migrations: readonly ((database: WritableDatabase) => void)[] = [migrateTo1];

export const copyVersion = migrations.length;

export type MigrationOutcome = 'ready' | 'newer-version';

/** Brings the copy to this version. One written by a newer TenantDesk is left untouched. */
export function migrate(database: WritableDatabase): MigrationOutcome {
  const found = database.get<{ user_version: number }>('PRAGMA user_version')?.user_version ?? 0;
  if (found > copyVersion) return 'newer-version';
  migrations.slice(found).forEach((migration, at) => {
    database.transaction(() => {
      migration(database);
      database.execute(`PRAGMA user_version = ${String(found + at + 1)}`);
    });
  });
  return 'ready';
}
