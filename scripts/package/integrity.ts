/**
 * The list by which a console on Linux notices that its own files are not as they were built (src-main/integrity.ts): a line per
 * file as `sha256sum` writes it.
 */
import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

/** Writes `resources/app.sha256`: the archive, and what lies unpacked beside it. */
export async function writeIntegrity(resources: string): Promise<void> {
  const unpacked = await readdir(join(resources, 'app.asar.unpacked'), {
    recursive: true,
    withFileTypes: true,
  });
  const files = unpacked
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  const lines = await Promise.all(
    [join(resources, 'app.asar'), ...files].map(async (file) => {
      const hash = createHash('sha256')
        .update(await readFile(file))
        .digest('hex');
      return `${hash}  ${relative(resources, file).split(sep).join('/')}\n`;
    }),
  );
  await writeFile(join(resources, 'app.sha256'), lines.toSorted().join(''));
}
