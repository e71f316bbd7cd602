import { createHash } from 'node:crypto';
import { join } from 'node:path';

/** Reads a whole file. In Electron not `fs`, for which an archive is a folder: the bytes are what counts. */
export type ReadFile = (file: string) => Buffer;

/**
 * Compares the program's own files with the list that was made with them. On Windows and macOS Electron does this itself
 * with what is signed; on Linux it does not, and this finds a disk's fault, a half copied folder or a changed archive. It is
 * no wall against somebody who may write the folder: they can write the list too.
 *
 * `resources` is the folder with `app.asar` and `app.sha256`. Returns the first file that is not as it was, or null.
 */
export function changedFile(resources: string, readFile: ReadFile): string | null {
  const read = (file: string): Buffer | null => {
    try {
      return readFile(join(resources, file));
    } catch {
      return null;
    }
  };
  const lines = read('app.sha256')?.toString('utf8').split('\n').filter(Boolean) ?? [];
  const named = lines.map((line) => ({ hash: line.slice(0, 64), file: line.slice(66) }));
  if (!named.some(({ file }) => file === 'app.asar')) return 'app.sha256';
  return named.find(({ hash, file }) => hashOf(read(file)) !== hash)?.file ?? null;
}

const hashOf = (content: Buffer | null): string | null =>
  content === null ? null : createHash('sha256').update(content).digest('hex');
