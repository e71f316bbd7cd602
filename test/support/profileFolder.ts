import { readdir } from 'node:fs/promises';

/** Where a profile folder of the console keeps the window's last look, if it does. */
export async function snapshotIn(folder: string): Promise<string | undefined> {
  const files = await readdir(folder, { recursive: true });
  return files.find((file) => file.endsWith('start.snapshot'));
}
