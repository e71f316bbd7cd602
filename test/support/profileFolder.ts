import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Where a profile folder of the console keeps the window's last look, if it does. */
export async function snapshotIn(folder: string): Promise<string | undefined> {
  const files = await readdir(folder, { recursive: true });
  return files.find((file) => file.endsWith('start.snapshot'));
}

/** The files below a folder, and their names, in which one of these words can be read, however it is encoded. */
export async function filesWith(folder: string, words: readonly string[]): Promise<string[]> {
  const wanted = words.flatMap((word) => [Buffer.from(word, 'utf8'), Buffer.from(word, 'utf16le')]);
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const found: string[] = [];
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name);
    const content = entry.isFile() ? await readFile(path) : Buffer.alloc(0);
    const readable = Buffer.concat([Buffer.from(path), content]);
    if (wanted.some((word) => readable.includes(word))) found.push(path);
  }
  return found;
}

/** The dumps of crashed processes in a profile folder. */
export async function dumpsIn(folder: string): Promise<readonly string[]> {
  const files = await readdir(folder, { recursive: true });
  return files.filter((file) => file.endsWith('.dmp'));
}
