import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { extractFile, listPackage } from '@electron/asar';
import { fuses, readFuses } from '../../scripts/package/fuses.ts';
import { projectFolder } from '../../scripts/runtime/backend.ts';
import { expect, test } from './fixtures.ts';

test('The archive holds the very bytes of out/ that the other tests of the console ran on @security', async ({
  installed,
}) => {
  const archive = join(installed, 'resources', 'app.asar');
  const built = join(projectFolder, 'out');
  const entries = await readdir(built, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.map'))
    .map((entry) => join(entry.parentPath, entry.name).slice(built.length + 1));
  expect(files).toContain('main/index.js');

  const listed = listPackage(archive, { isPack: false }).map((file) => file.slice(1));
  const isFile = (file: string): boolean => /\.\w+$/u.test(file);
  expect(listed.filter((file) => file.startsWith('out/') && isFile(file)).toSorted()).toEqual(
    files.map((file) => `out/${file}`).toSorted(),
  );
  for (const file of files)
    expect(extractFile(archive, `out/${file}`).equals(await readFile(join(built, file))), file).toBe(true);
});

test('The executable has every fuse of Electron set as the release wants it @security', async ({
  installed,
}) => {
  const found = await readFuses(join(installed, 'tenantdesk'));
  expect(found).toMatchObject({
    RunAsNode: false,
    EnableNodeOptionsEnvironmentVariable: false,
    EnableNodeCliInspectArguments: false,
    OnlyLoadAppFromAsar: true,
    EnableEmbeddedAsarIntegrityValidation: true,
    EnableCookieEncryption: true,
    GrantFileProtocolExtraPrivileges: false,
  });
  // An older Electron lacks the newest of them; none has one that is not named.
  expect(Object.keys(found).length).toBeLessThanOrEqual(Object.keys(fuses).length);
});
