import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** What this computer remembers in a small file of its own, whoever is signed in. */
export interface StateFile<S extends object> {
  readonly current: () => S;
  /** Changes what is named, now and for the next start. */
  readonly change: (change: Partial<S>) => void;
}

/**
 * Read and written synchronously: a few bytes, before the window exists and when it closes. A file that can't be read or
 * written costs what was remembered and nothing else. `parse` is given anything, `null` without a file that is JSON, and takes what
 * is missing or wrong from what is usual.
 */
export function createStateFile<S extends object>(file: string, parse: (given: unknown) => S): StateFile<S> {
  let state = parse(read(file));
  return {
    current: () => state,
    change(change) {
      state = { ...state, ...change };
      const next = `${file}.new`;
      try {
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(next, JSON.stringify(state));
        renameSync(next, file);
      } catch {
        // A full or read-only disk must not keep the window from closing, or end what else is under way.
      }
    },
  };
}

function read(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}
