import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { defaultWindowState, parseWindowState, type WindowState } from './windowState.ts';

export interface WindowStateFile {
  readonly current: () => WindowState;
  /** Changes what is named, now and for the next start. */
  readonly change: (change: Partial<WindowState>) => void;
}

/**
 * The file with the window's place and look. Read and written synchronously: a few bytes, before the window exists and when
 * it closes. A file that can't be read or written costs what was remembered and nothing else.
 */
export function createWindowStateFile(file: string): WindowStateFile {
  let state = read(file);
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
        // A full or read-only disk must not keep the window from closing.
      }
    },
  };
}

function read(file: string): WindowState {
  try {
    return parseWindowState(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return defaultWindowState;
  }
}
