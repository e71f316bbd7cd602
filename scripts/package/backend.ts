/** Makes the package of the backend: a folder that Node alone starts. */
import { cp, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectFolder } from '../runtime/backend.ts';
import { bundleBackend, OLDEST_NODE, packagesWithAPlace } from './backendBundle.ts';
import { licencesOf } from './licenceTexts.ts';
import { copyPackage, readPackage, withDependencies } from './installedPackages.ts';

/** What goes along as it is: where it lies in the project, and its name in the package. */
const FILES = [
  ['LICENSE', 'LICENSE'],
  ['docs/operations.md', 'OPERATIONS.md'],
  ['deploy/backend/backend.env', 'backend.env'],
  ['deploy/backend/Dockerfile', 'Dockerfile'],
  ['deploy/backend/tenantdesk-backend.service', 'tenantdesk-backend.service'],
] as const;

/**
 * Writes the package into a folder below `into`, replacing an earlier one of the same version, and returns its path. It
 * is for the system and processor that this runs on, because some packages hold programs for them.
 */
export async function packageBackend(into: string): Promise<string> {
  const { version, license } = JSON.parse(await readFile(join(projectFolder, 'package.json'), 'utf8')) as {
    readonly version: string;
    readonly license: string;
  };
  const folder = join(into, `tenantdesk-backend-${version}-${process.platform}-${process.arch}`);
  const making = `${folder}.making`;
  await rm(making, { recursive: true, force: true });
  try {
    await mkdir(making, { recursive: true });
    await fill(making);
    await writeFile(join(making, 'package.json'), manifestOf(version, license));
    await rm(folder, { recursive: true, force: true });
    await rename(making, folder);
  } finally {
    await rm(making, { recursive: true, force: true });
  }
  return folder;
}

/** Puts in code, packages, licences and what an operator needs. */
async function fill(folder: string): Promise<void> {
  const withAPlace = await packagesWithAPlace();
  const packages = await withDependencies(withAPlace);
  const copied = new Set(packages.map((each) => each.folder));
  const bundled = await bundleBackend({ into: folder, withAPlace, copied });
  for (const each of packages) await copyPackage(each, folder);

  const all = [...new Set([...bundled, ...copied])].toSorted();
  const licences = await licencesOf("TenantDesk's backend", await Promise.all(all.map(readPackage)));
  await writeFile(join(folder, 'THIRD-PARTY-LICENSES.txt'), licences);
  for (const [from, to] of FILES) await cp(join(projectFolder, from), join(folder, to));
}

/** Makes Node read the files as modules, and says what the package is and what it runs on. */
function manifestOf(version: string, license: string): string {
  const manifest = {
    name: 'tenantdesk-backend',
    version,
    license,
    private: true,
    type: 'module',
    main: 'main.js',
    engines: { node: `>=${OLDEST_NODE}` },
    os: [process.platform],
    cpu: [process.arch],
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}
