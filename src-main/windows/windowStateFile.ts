import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { defaultWindowState, parseWindowState, type WindowState } from './windowState.ts';

export interface WindowStateFile {
  readonly read: () => WindowState;
  readonly write: (state: WindowState) => void;
}

/**
 * The file with the window's place. Read and written synchronously: a few bytes, before the window exists and when it
 * closes. A file that can't be read or written costs the remembered place and nothing else.
 */
export function createWindowStateFile(file: string): WindowStateFile {
  return {
    read() {
      try {
        return parseWindowState(JSON.parse(readFileSync(file, 'utf8')));
      } catch {
        return defaultWindowState;
      }
    },
    write(state) {
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
