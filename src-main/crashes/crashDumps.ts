import { chmod, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Dumps kept at most, and how long, in milliseconds. */
export const mostDumps = 5;
const longestKept = 30 * 86_400_000;

/** The dumps of crashed processes on this machine. One may hold pieces of what that process had in memory. */
export interface CrashDumps {
  /** When they were written, the newest first. Rejects where the folder can't be read. */
  readonly times: () => Promise<readonly Date[]>;
  /** Keeps the newest `most` that are not too old, for the owner's eyes only. */
  readonly tidy: (most: number) => Promise<void>;
}

interface Dump {
  readonly file: string;
  readonly at: number;
}

export function createCrashDumps(folder: string, now: () => number = Date.now): CrashDumps {
  async function dumps(): Promise<readonly Dump[]> {
    // With types, because it would go through links without: what lies outside is no dump of this program.
    const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(nothingThere);
    const found = entries
      .filter((entry) => entry.isFile() && entry.name.endsWith('.dmp'))
      .map(async ({ parentPath, name }) => {
        const file = join(parentPath, name);
        // One that is being written may get another name meanwhile.
        const facts = await stat(file).catch(() => null);
        return facts === null ? [] : [{ file, at: facts.mtimeMs }];
      });
    return (await Promise.all(found)).flat().toSorted((a, b) => b.at - a.at);
  }

  return {
    times: async () => (await dumps()).map(({ at }) => new Date(at)),
    async tidy(most) {
      await chmod(folder, 0o700).catch(() => undefined);
      const old = (await dumps()).filter(({ at }, place) => place >= most || now() - at > longestKept);
      // One that can't be deleted keeps none of the others.
      const deleted = await Promise.allSettled(
        old.flatMap(({ file }) =>
          [file, file.replace(/\.dmp$/u, '.meta')].map((each) => rm(each, { force: true })),
        ),
      );
      const failed = deleted.find(({ status }) => status === 'rejected');
      if (failed?.status === 'rejected') throw failed.reason;
    },
  };
}

function nothingThere(thrown: NodeJS.ErrnoException): [] {
  if (thrown.code === 'ENOENT') return [];
  throw thrown;
}
