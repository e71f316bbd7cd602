/** Facts about an Electron distribution folder. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Where the executable lies inside a distribution folder (the `path.txt` of the `electron` package says the same). */
export function executableName(): string {
  if (process.platform === 'win32') return 'electron.exe';
  return process.platform === 'darwin' ? 'Electron.app/Contents/MacOS/Electron' : 'electron';
}

/** The version that a distribution folder states in its `version` file, or undefined when it has none. */
export async function versionOf(folder: string): Promise<string | undefined> {
  const text = await readFile(join(folder, 'version'), 'utf8').catch(() => undefined);
  return text?.trim().replace(/^v/, '');
}

/**
 * The addon's own binaries need Node-API 10, which Node has from 22.14 and so Electron from 35 on.
 * @see https://nodejs.org/api/n-api.html#node-api-version-matrix
 */
export function hasNodeApi10(electronVersion: string): boolean {
  return Number.parseInt(electronVersion, 10) >= 35;
}
