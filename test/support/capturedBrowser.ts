import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { giveTo, type ProcessOwner } from '../../scripts/runtime/ordinaryUser.ts';

/** Stands in for the system's browser: notes what it is asked to open. */
export interface CapturedBrowser {
  readonly env: Readonly<Record<string, string>>;
  /** Waits for the next address, 15 s at most. */
  readonly nextUrl: () => Promise<string>;
  readonly dispose: () => Promise<void>;
}

/**
 * Electron opens addresses on Linux with the program `xdg-open`. One that comes first in PATH works on every desktop,
 * while $BROWSER is asked only where no desktop and no registered browser is found.
 * @param owner of the console, where that is not us.
 */
export async function createCapturedBrowser(
  path: string,
  owner: ProcessOwner = {},
): Promise<CapturedBrowser> {
  const folder = await mkdtemp(join(tmpdir(), 'tenantdesk-browser-'));
  const opened = join(folder, 'opened');
  await writeFile(opened, '');
  await writeFile(join(folder, 'xdg-open'), `#!/bin/sh\nprintf '%s\\n' "$1" >> '${opened}'\n`, {
    mode: 0o755,
  });
  await giveTo(owner, folder, opened);
  let answered = 0;
  return {
    env: { PATH: `${folder}:${path}` },
    async nextUrl() {
      for (let tries = 0; tries < 300; tries += 1) {
        const lines = (await readFile(opened, 'utf8')).split('\n').slice(0, -1);
        const next = lines[answered];
        if (next !== undefined) {
          answered += 1;
          return next;
        }
        await wait(50);
      }
      throw new Error('The console opened nothing in the browser.');
    },
    dispose: async () => await rm(folder, { recursive: true, force: true }),
  };
}
