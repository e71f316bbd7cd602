import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { extractFile, listPackage } from '@electron/asar';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { projectFolder } from '../../scripts/runtime/backend.ts';
import { expect, test } from './fixtures.ts';

const isFile = (path: string): boolean => /\.\w+$/u.test(path);

/** The files in the archive of a console, without the folders. */
const filesIn = (archive: string): string[] =>
  listPackage(archive, { isPack: false })
    .map((path) => path.slice(1))
    .filter(isFile);

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

  expect(
    filesIn(archive)
      .filter((file) => file.startsWith('out/'))
      .toSorted(),
  ).toEqual(files.map((file) => `out/${file}`).toSorted());
  for (const file of files)
    expect(extractFile(archive, `out/${file}`).equals(await readFile(join(built, file))), file).toBe(true);
});

test('Beside them the archive holds its own description and the two packages with native code, and nothing else @security', async ({
  installed,
}) => {
  const system = `${process.platform}-${process.arch}`;
  const sqlite = 'node_modules/better-sqlite3-multiple-ciphers';
  const methods = ['aggregate', 'backup', 'explain', 'function', 'inspect', 'pragma', 'serialize', 'table'];
  const expected = [
    'package.json',
    'node_modules/keytar/package.json',
    'node_modules/keytar/lib/keytar.js',
    `node_modules/keytar/prebuilds/${system}/keytar.node`,
    `${sqlite}/package.json`,
    ...['binding', 'database', 'index', 'sqlite-error', 'util'].map((name) => `${sqlite}/lib/${name}.js`),
    ...[...methods, 'transaction', 'wrappers'].map((name) => `${sqlite}/lib/methods/${name}.js`),
    `${sqlite}/prebuilds/${system}.node`,
  ];
  const found = filesIn(join(installed, 'resources', 'app.asar')).filter((file) => !file.startsWith('out/'));
  expect(found.toSorted()).toEqual(expected.toSorted());
  expect((await readdir(join(installed, 'resources'))).toSorted()).toEqual(
    ['app.asar', 'app.asar.unpacked', 'app.sha256'].toSorted(),
  );
});

test('Beside the program lie the terms of everything that is inside', async ({ installed }) => {
  const terms = await readFile(join(installed, 'THIRD-PARTY-LICENSES.txt'), 'utf8');
  for (const name of [
    'react',
    '@mui/material',
    'electron-updater',
    'keytar',
    'better-sqlite3-multiple-ciphers',
    'inter',
  ])
    expect(terms).toContain(name);
  expect(await readFile(join(installed, 'LICENSE.txt'), 'utf8')).toContain('MIT License');
});

test('The executable has every fuse of Electron set as the release wants it @security', async ({
  installed,
}) => {
  const wire = await getCurrentFuseWire(join(installed, 'tenantdesk'));
  const on = (fuse: FuseV1Options): boolean => wire[fuse] === FuseState.ENABLE;
  expect(on(FuseV1Options.RunAsNode)).toBe(false);
  expect(on(FuseV1Options.EnableNodeOptionsEnvironmentVariable)).toBe(false);
  expect(on(FuseV1Options.EnableNodeCliInspectArguments)).toBe(false);
  expect(on(FuseV1Options.GrantFileProtocolExtraPrivileges)).toBe(false);
  expect(on(FuseV1Options.OnlyLoadAppFromAsar)).toBe(true);
  expect(on(FuseV1Options.EnableEmbeddedAsarIntegrityValidation)).toBe(true);
  expect(on(FuseV1Options.EnableCookieEncryption)).toBe(true);
});
