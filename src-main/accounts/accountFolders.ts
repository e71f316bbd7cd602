import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { snapshotName } from '../snapshot/snapshots.ts';

/** One folder per account for its encrypted copy and what lies beside it. */
export interface AccountFolders {
  /** The copy's file; its folder exists afterwards. */
  readonly copyFile: (accountId: string) => Promise<string>;
  readonly hasCopy: (accountId: string) => Promise<boolean>;
  /** Gives an unreadable copy another name, so that nothing is deleted before its owner says so. */
  readonly setCopyAside: (accountId: string) => Promise<void>;
  /** Deletes the window's last look, as far as there is one. */
  readonly removeSnapshot: (accountId: string) => Promise<void>;
  /** Deletes everything of the account. */
  readonly remove: (accountId: string) => Promise<void>;
}

const copyName = 'copy.db';

export function createAccountFolders(folder: string, now: () => number = Date.now): AccountFolders {
  const folderOf = (accountId: string): string => join(folder, accountId);
  return {
    async copyFile(accountId) {
      await mkdir(folderOf(accountId), { recursive: true, mode: 0o700 });
      return join(folderOf(accountId), copyName);
    },
    async hasCopy(accountId) {
      const found = await stat(join(folderOf(accountId), copyName)).catch(() => null);
      return found !== null && found.size > 0;
    },
    async setCopyAside(accountId) {
      const from = folderOf(accountId);
      for (const name of await readdir(from)) {
        // The file and what SQLite keeps beside it (-wal, -shm), which belongs to it.
        if (name.startsWith(copyName))
          await rename(join(from, name), join(from, `unreadable-${now()}-${name}`));
      }
    },
    async removeSnapshot(accountId) {
      await rm(join(folderOf(accountId), snapshotName), { force: true });
    },
    async remove(accountId) {
      await rm(folderOf(accountId), { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
}
