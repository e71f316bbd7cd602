import { chmod, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Dumps kept at most, and how long, in milliseconds. */
export const mostDumps = 5;
const longestKept = 30 * 86_400_000;

/** The dumps of crashed processes on this machine. One may hold pieces of what that process had in memory. */
export interface CrashDumps {
  /** When they were written, the newest first. */
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
    const names = await readdir(folder, { recursive: true }).catch(() => []);
    const found = names
      .filter((name) => name.endsWith('.dmp'))
      .map(async (name) => {
        const file = join(folder, name);
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
      for (const { file } of old) {
        await rm(file, { force: true });
        await rm(file.replace(/\.dmp$/u, '.meta'), { force: true });
      }
    },
  };
}
