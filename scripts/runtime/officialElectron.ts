/**
 * The official Electron binary of the `electron` package. The package has no install script; it fetches the
 * binary from GitHub at first use, which is here.
 */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { exists, withLock } from './cache.ts';
import { executableName, versionOf } from './electronVersion.ts';
import { handOver } from './processes.ts';
import { report } from './report.ts';

const DOWNLOAD = 'https://github.com/electron/electron/releases/download/';
const PROBE_TIMEOUT = 4_000;
const DOWNLOAD_TIMEOUT = 15 * 60_000;

const require = createRequire(import.meta.url);
const packageFolder = dirname(require.resolve('electron/package.json'));
const { version } = require('electron/package.json') as { readonly version: string };

/** The version of Electron that the product ships with. */
export const officialVersion = version;

/** The executable if the official binary of the right version is already unpacked. */
export async function installedOfficial(): Promise<string | undefined> {
  const dist = join(packageFolder, 'dist');
  const executable = join(dist, executableName());
  return (await versionOf(dist)) === version && (await exists(executable)) ? executable : undefined;
}

/**
 * Fetches the official binary with the package's own installer (it verifies checksums). Answers undefined when the
 * download server can't be reached, within seconds: the installer itself would only fail after long retries.
 */
export async function fetchOfficial(): Promise<string | undefined> {
  if (!(await isReachable())) return undefined;
  return await withLock(join(packageFolder, '.install.lock'), async () => {
    const already = await installedOfficial();
    if (already !== undefined) return already;
    report(`Fetching Electron ${version} (about 120 MB, once) …`);
    const code = await handOver(process.execPath, [join(packageFolder, 'install.js')], {
      stdoutToStderr: true,
      timeout: DOWNLOAD_TIMEOUT,
    });
    return code === 0 ? await installedOfficial() : undefined;
  });
}

/** Asks for the checksum file of the release; follows the mirror that @electron/get would use. */
async function isReachable(): Promise<boolean> {
  const { ELECTRON_MIRROR, npm_config_electron_mirror: npmMirror } = process.env;
  const url = `${ELECTRON_MIRROR ?? npmMirror ?? DOWNLOAD}v${version}/SHASUMS256.txt`;
  try {
    const answer = await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(PROBE_TIMEOUT) });
    return answer.ok;
  } catch {
    return false;
  }
}
