import { mkdir, open, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { openPglite } from '../database/pglite.ts';
import { createPgliteDatabase } from '../database/pgliteDatabase.ts';
import { copyTemplate } from './pgliteTemplate.ts';
import type { SqlDatabase } from '../database/sqlDatabase.ts';
import { DataFolderInUseError } from '../database/startErrors.ts';

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Takes the folder for this process; a lock left by a process that is gone is taken over. */
async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const path = join(folder, 'backend.pid');
  for (;;) {
    try {
      const file = await open(path, 'wx');
      await file.writeFile(String(process.pid));
      await file.close();
      return () => rm(path, { force: true });
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
    const pid = Number(await readFile(path, 'utf8').catch(() => '0'));
    if (pid > 0 && pid !== process.pid && isAlive(pid)) throw new DataFolderInUseError(folder, pid);
    await rm(path, { force: true });
  }
}

/**
 * Opens the embedded database in a folder, for this process alone. A folder without one gets a copy of the template,
 * which takes a fraction of making a cluster.
 */
export async function openPgliteFolder(folder: string): Promise<SqlDatabase> {
  await mkdir(folder, { recursive: true });
  const unlock = await lockFolder(folder);
  try {
    const data = join(folder, 'postgres');
    const made = await stat(join(data, 'PG_VERSION')).catch(() => null);
    if (made === null) {
      await rm(data, { recursive: true, force: true });
      await copyTemplate(data);
    }
    const database = createPgliteDatabase(await openPglite(data));
    return {
      ...database,
      close: async () => {
        await database.close();
        await unlock();
      },
    };
  } catch (error) {
    await unlock();
    throw error;
  }
}
