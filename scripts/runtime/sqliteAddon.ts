/**
 * The encrypted SQLite addon for an Electron older than 35. The package's own binaries need Node-API 10, which such an
 * Electron lacks, and loading them there crashes. The addon's source only uses what older Node-APIs had as experimental,
 * so it is compiled once more, with that switch, and kept in the user's cache.
 */
import { cp, copyFile, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { buildOnce, cacheFolder, exists } from './cache.ts';
import { run } from './processes.ts';
import { report, SetupError } from './report.ts';
import { ensurePackages } from './systemPackages.ts';

const ADDON = 'better-sqlite3-multiple-ciphers';
const BINARY = 'better_sqlite3.node';
const PINNED = "'NAPI_VERSION=10'";

const require = createRequire(import.meta.url);

/** Returns the absolute path of an addon that loads in `electronVersion`, building it on first use (about two minutes). */
export async function sqliteAddonFor(electronVersion: string): Promise<string> {
  const source = dirname(require.resolve(`${ADDON}/package.json`));
  const { version } = require(`${ADDON}/package.json`) as { readonly version: string };
  const name = `${ADDON}-${version}-electron-${electronVersion}-${process.platform}-${process.arch}`;
  const folder = await buildOnce(join(cacheFolder(), 'addons', name), async (place) => {
    report(`Compiling ${ADDON} ${version} for Electron ${electronVersion} (about two minutes, once) …`);
    await ensurePackages('build');
    await compile(source, place);
  });
  return join(folder, BINARY);
}

async function compile(source: string, place: string): Promise<void> {
  const work = join(place, 'source');
  for (const part of ['binding.gyp', 'package.json', 'deps', 'src', 'lib']) {
    await cp(join(source, part), join(work, part), { recursive: true });
  }
  const recipe = await readFile(join(work, 'binding.gyp'), 'utf8');
  if (!recipe.includes(PINNED)) {
    throw new SetupError(
      `${ADDON} no longer pins ${PINNED} in its binding.gyp: adapt ${import.meta.filename}.`,
    );
  }
  await writeFile(join(work, 'binding.gyp'), recipe.replace(PINNED, "'NAPI_EXPERIMENTAL'"));
  const gyp = require.resolve('node-gyp/bin/node-gyp.js');
  const headers = await nodeHeaders();
  const where = headers === undefined ? [] : [`--nodedir=${headers}`];
  await run(process.execPath, [gyp, 'rebuild', '--release', '--force_build=1', '--jobs=max', ...where], {
    cwd: work,
    // The copy lies outside node_modules, and its recipe asks Node for node-addon-api.
    env: { ...process.env, NODE_PATH: [join(source, 'node_modules'), dirname(source)].join(delimiter) },
    advice:
      'It needs g++, make and Python 3, and Node headers (from /usr/include/node, npm config nodedir, or nodejs.org).',
  });
  await copyFile(join(work, 'build', 'Release', BINARY), join(place, BINARY));
  await rm(work, { recursive: true });
}

/** A prefix with Node headers that is already here. Node-API is stable, so the headers of any Node from 20 on do. */
async function nodeHeaders(): Promise<string | undefined> {
  const candidates = [
    process.env['npm_config_nodedir'],
    dirname(dirname(process.execPath)),
    '/usr',
    '/usr/local',
  ];
  for (const prefix of candidates) {
    if (prefix !== undefined && (await exists(join(prefix, 'include', 'node', 'node_api.h')))) return prefix;
  }
  return undefined;
}
