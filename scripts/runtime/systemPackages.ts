/**
 * System libraries and programs that npm can't bring: which are needed for what, how to notice that one is missing
 * without asking the package manager (that takes a second; reading a few folders takes a millisecond), and how to get it.
 */
import { accessSync, constants, existsSync, readdirSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run } from './processes.ts';
import { report, SetupError } from './report.ts';

export type Purpose = 'app' | 'tests' | 'build';

interface SystemPackage {
  /** Its name in Debian and Ubuntu; where a newer release renamed it, the newer name comes second. */
  readonly names: readonly [string, ...string[]];
  readonly purpose: Purpose;
  readonly isThere: () => boolean;
}

const LIBRARY_FOLDERS = ['x86_64-linux-gnu', 'aarch64-linux-gnu', 'arm-linux-gnueabihf']
  .flatMap((triplet) => [`/usr/lib/${triplet}`, `/lib/${triplet}`])
  .concat('/usr/lib64', '/lib64', '/usr/lib', '/usr/local/lib');

const library = (file: string) => () => LIBRARY_FOLDERS.some((folder) => existsSync(join(folder, file)));
const program = (name: string) => () => hasProgram(name);
const file =
  (...paths: readonly string[]) =>
  () =>
    paths.some((path) => existsSync(path));

const SYSTEM_PACKAGES: readonly SystemPackage[] = [
  { names: ['libgtk-3-0', 'libgtk-3-0t64'], purpose: 'app', isThere: library('libgtk-3.so.0') },
  { names: ['libnss3'], purpose: 'app', isThere: library('libnss3.so') },
  { names: ['libgbm1'], purpose: 'app', isThere: library('libgbm.so.1') },
  { names: ['libasound2', 'libasound2t64'], purpose: 'app', isThere: library('libasound.so.2') },
  { names: ['libsecret-1-0'], purpose: 'app', isThere: library('libsecret-1.so.0') },
  { names: ['xvfb'], purpose: 'tests', isThere: program('Xvfb') },
  { names: ['xdotool'], purpose: 'tests', isThere: program('xdotool') },
  { names: ['xauth'], purpose: 'tests', isThere: program('xauth') },
  {
    names: ['chromium', 'chromium-browser'],
    purpose: 'tests',
    isThere: () => program('chromium')() || program('chromium-browser')(),
  },
  { names: ['dbus'], purpose: 'tests', isThere: program('dbus-run-session') },
  {
    names: ['at-spi2-core'],
    purpose: 'tests',
    isThere: file('/usr/libexec/at-spi-bus-launcher', '/usr/lib/at-spi2-core/at-spi-bus-launcher'),
  },
  { names: ['gnome-keyring'], purpose: 'tests', isThere: program('gnome-keyring-daemon') },
  { names: ['postgresql'], purpose: 'tests', isThere: hasPostgresServer },
  { names: ['postgresql-common'], purpose: 'tests', isThere: program('pg_virtualenv') },
  {
    names: ['fonts-noto-core'],
    purpose: 'tests',
    isThere: file('/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf'),
  },
  {
    names: ['fonts-noto-cjk'],
    purpose: 'tests',
    isThere: file('/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc'),
  },
  { names: ['g++'], purpose: 'build', isThere: program('g++') },
  { names: ['make'], purpose: 'build', isThere: program('make') },
  { names: ['python3'], purpose: 'build', isThere: program('python3') },
];

/** The packages of these purposes that this machine lacks. */
export function missingPackages(...purposes: readonly Purpose[]): readonly SystemPackage[] {
  return SYSTEM_PACKAGES.filter((each) => purposes.includes(each.purpose) && !each.isThere());
}

/**
 * Makes sure that everything for these purposes is there: as root on Debian or Ubuntu by installing it, otherwise by
 * naming the one command to run. Does nothing outside Linux, where Electron brings what it needs.
 * @throws SetupError when something is missing and can't be installed from here.
 */
export async function ensurePackages(...purposes: readonly Purpose[]): Promise<void> {
  if (process.platform !== 'linux') return;
  const missing = missingPackages(...purposes);
  if (missing.length === 0) return;
  const wanted = missing.map(({ names }) => names[0]).join(' ');
  if (!hasApt()) {
    throw new SetupError(
      `Missing on this machine: ${wanted} (Debian's names). Install your system's packages of them, then try again.`,
    );
  }
  const isRoot = process.getuid?.() === 0;
  if (!isRoot) {
    throw new SetupError(
      `Missing on this machine: ${wanted}. Install them, then try again:\n  sudo apt-get install -y ${wanted}`,
    );
  }
  report(`Installing what is missing on this machine: ${wanted} …`);
  await install(missing);
  const left = missingPackages(...purposes);
  if (left.length > 0) {
    const names = left.map(({ names: [name] }) => name).join(' ');
    throw new SetupError(`Installed, yet still not found: ${names}. Look at "apt-get install ${names}".`);
  }
}

async function install(missing: readonly SystemPackage[]): Promise<void> {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const advice = 'Check that this machine reaches its package mirror, then try again.';
  await run('apt-get', ['update', '-q'], { env, advice });
  const known = await run('apt-cache', ['pkgnames'], { env });
  const available = new Set(known.split('\n'));
  const names = missing.map(({ names: all }) => all.find((name) => available.has(name)) ?? all[0]);
  await run('apt-get', ['install', '-q', '-y', '--no-install-recommends', ...names], { env, advice });
}

/** Whether a program of this name is on the PATH. */
export function hasProgram(name: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => isExecutable(join(folder, name)));
}

function hasApt(): boolean {
  const about = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
  return /^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(about) && program('apt-get')();
}

function hasPostgresServer(): boolean {
  const versions = '/usr/lib/postgresql';
  return (
    existsSync(versions) &&
    readdirSync(versions).some((version) => existsSync(join(versions, version, 'bin', 'initdb')))
  );
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
