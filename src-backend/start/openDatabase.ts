import type { Configuration } from '../configuration.ts';
import { type DatabaseIdentity, migrate } from '../database/migrate.ts';
import { openPgliteFolder } from './pgliteFolder.ts';
import { createPostgresDatabase } from '../database/postgresDatabase.ts';
import type { SqlDatabase } from '../database/sqlDatabase.ts';

export interface OpenedDatabase {
  readonly database: SqlDatabase;
  readonly identity: DatabaseIdentity;
}

/** Opens the database, embedded in a folder or a server by URL, and brings it to this version's schema. */
export async function openDatabase(where: Configuration['database']): Promise<OpenedDatabase> {
  const database =
    where.kind === 'folder' ? await openPgliteFolder(where.path) : createPostgresDatabase({ url: where.url });
  try {
    return { database, identity: await migrate(database) };
  } catch (error) {
    await database.close();
    throw error;
  }
}
