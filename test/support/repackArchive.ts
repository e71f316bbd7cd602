/** Changes what is inside a packaged console's archive, as nobody may who has only the console: for measuring and tests. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPackageWithOptions, extractAll } from '@electron/asar';
import { writeIntegrity } from '../../scripts/package/integrity.ts';

/** `resources` is the folder with `app.asar`; `change` is given its files, laid out in a folder. */
export async function repackArchive(
  resources: string,
  change: (folder: string) => Promise<void>,
): Promise<void> {
  const archive = join(resources, 'app.asar');
  const folder = await mkdtemp(join(tmpdir(), 'tenantdesk-archive-'));
  try {
    extractAll(archive, folder);
    await change(folder);
    for (const old of [archive, `${archive}.unpacked`]) await rm(old, { recursive: true });
    await createPackageWithOptions(folder, archive, { unpack: '**/*.node' });
    await writeIntegrity(resources);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
