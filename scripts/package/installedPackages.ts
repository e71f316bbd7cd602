/** The npm packages that go into the backend's package as they are: which, and without what nobody runs. */
import { cp, readdir, readFile, rmdir } from 'node:fs/promises';
import { relative } from 'node:path';
// Paths have slashes here on every system, as the bundler has them, so that they can be compared.
import { basename, dirname, join } from 'node:path/posix';
import { exists } from '../runtime/cache.ts';
import { projectFolder } from '../runtime/backend.ts';
import { SetupError } from '../runtime/report.ts';

/** What this reads of a package.json. */
interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly homepage?: string;
  readonly os?: readonly string[];
  readonly cpu?: readonly string[];
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** A package as npm has installed it. */
export interface InstalledPackage {
  /** Absolute path. */
  readonly folder: string;
  readonly manifest: Manifest;
}

const slashed = (path: string): string => path.replaceAll('\\', '/');
const NODE_MODULES = '/node_modules/';

/** The folder of the installed package that a file belongs to; undefined for files of our own. */
export function packageFolderOf(file: string): string | undefined {
  const path = slashed(file);
  const start = path.lastIndexOf(NODE_MODULES);
  if (start < 0) return undefined;
  const end = start + NODE_MODULES.length;
  const [scope = '', name = ''] = path.slice(end).split('/');
  return path.slice(0, end) + (scope.startsWith('@') ? `${scope}/${name}` : scope);
}

/** Whether `node_modules` itself holds it, where every file of the bundle finds it by its name. */
export const isOnTop = (folder: string): boolean =>
  folder.indexOf(NODE_MODULES) === folder.lastIndexOf(NODE_MODULES);

/** Reads what npm installed in a folder. */
export async function readPackage(folder: string): Promise<InstalledPackage> {
  return { folder, manifest: JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as Manifest };
}

/** These packages and all that they need, each once. Those for other systems are left out. */
export async function withDependencies(folders: Iterable<string>): Promise<readonly InstalledPackage[]> {
  const found = new Map<string, InstalledPackage>();
  async function take(folder: string): Promise<void> {
    if (found.has(folder)) return;
    const taken = await readPackage(folder);
    const { manifest } = taken;
    if (!isForThisMachine(manifest)) return;
    found.set(folder, taken);
    const optional = Object.keys(manifest.optionalDependencies ?? {});
    for (const name of new Set([...Object.keys(manifest.dependencies ?? {}), ...optional])) {
      const dependency = await findFrom(folder, name);
      if (dependency !== undefined) await take(dependency);
      else if (!optional.includes(name)) {
        throw new SetupError(
          `${manifest.name} needs ${name}, which is not installed. Run npm ci, then try again.`,
        );
      }
    }
  }
  for (const folder of folders) await take(folder);
  return [...found.values()].toSorted((a, b) => (a.folder < b.folder ? -1 : 1));
}

/** A package for all systems names none; others list those that it is for, or with ! those that it is not for. */
function isForThisMachine({ os = [], cpu = [] }: Manifest): boolean {
  const allows = (names: readonly string[], own: string): boolean =>
    names.includes(own) || names.every((name) => name.startsWith('!') && name !== `!${own}`);
  return allows(os, process.platform) && allows(cpu, process.arch);
}

/** Looks where Node would, from the package's own node_modules upwards to the project's. */
async function findFrom(folder: string, name: string): Promise<string | undefined> {
  for (let place = folder; place.startsWith(slashed(projectFolder)); place = dirname(place)) {
    if (basename(place) === 'node_modules') continue;
    const candidate = join(place, 'node_modules', name);
    if (await exists(join(candidate, 'package.json'))) return candidate;
  }
  return undefined;
}

/** Files that no program runs: types, maps, the sources of addons, texts. Licences are kept. */
const UNUSED_FILE =
  /\.(?:map|[cm]?tsx?|flow|md|markdown|cc|cpp|c|h|gypi?|ya?ml)$|^(?:\.|tsconfig|eslint|Makefile)/iu;
const UNUSED_FOLDERS = new Set([
  'test',
  'tests',
  '__tests__',
  'docs',
  'example',
  'examples',
  'benchmarks',
  '.github',
]);
const LICENCE = /^(?:licen[cs]e|copying|notice|third-party)/iu;

/** Whether a file holds the terms under which a package is used. */
export const isLicence = (name: string): boolean => LICENCE.test(name);

/** Copies a package to the same place below another folder. Packages inside it are packages of their own. */
export async function copyPackage({ folder }: InstalledPackage, into: string): Promise<void> {
  const target = join(into, slashed(relative(projectFolder, folder)));
  await cp(folder, target, { recursive: true, filter: (path) => isUsed(slashed(relative(folder, path))) });
  await removeEmptyFolders(target);
}

function isUsed(path: string): boolean {
  if (path === '') return true;
  const [first = ''] = path.split('/');
  if (first === 'node_modules' || UNUSED_FOLDERS.has(first)) return false;
  const name = basename(path);
  return isLicence(name) || !UNUSED_FILE.test(name);
}

async function removeEmptyFolders(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) await removeEmptyFolders(join(folder, entry.name));
  }
  if ((await readdir(folder)).length === 0) await rmdir(folder);
}
