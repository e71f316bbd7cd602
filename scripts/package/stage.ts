/**
 * Lays out what the package's archive is made of: the build without its source maps, the two packages with native code, and a
 * package.json that says only what the running console asks for. The binaries are of this platform, for all its processors;
 * electron-builder.yml takes those of the one that is packaged.
 */
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectFolder } from '../runtime/backend.ts';
import { packagesInside } from './consolePackages.ts';
import { licencesOf } from './licenceTexts.ts';
import type { UpdateSource } from '../../src-main/updates/updateSource.ts';

export const appFolder = join(projectFolder, 'dist', 'app');

/** Texts that lie beside the program, for people. */
export const textsFolder = join(projectFolder, 'dist', 'texts');

const nativePackages = ['keytar', 'better-sqlite3-multiple-ciphers'] as const;

export interface Staged {
  /** Where the console looks for updates; null for a build that is updated by hand. */
  readonly updates: UpdateSource | null;
  /** An SQLite addon for a runtime that can't load the package's own. */
  readonly nativeBinding: string | undefined;
}

/** Fills `dist/app` anew from `out/`, which `npm run build` made. */
export async function stage({ updates, nativeBinding }: Staged): Promise<void> {
  await rm(appFolder, { recursive: true, force: true });
  await mkdir(appFolder, { recursive: true });
  await cp(join(projectFolder, 'out'), join(appFolder, 'out'), {
    recursive: true,
    filter: (file) => !file.endsWith('.map'),
  });
  await mkdir(textsFolder, { recursive: true });
  const inside = await packagesInside(join(projectFolder, 'out'), nativePackages);
  await writeFile(
    join(textsFolder, 'THIRD-PARTY-LICENSES.txt'),
    await licencesOf("TenantDesk's console", inside),
  );
  await cp(join(projectFolder, 'LICENSE'), join(textsFolder, 'LICENSE.txt'));
  for (const name of nativePackages) {
    for (const part of ['package.json', 'lib', 'prebuilds'])
      await cp(join(projectFolder, 'node_modules', name, part), join(appFolder, 'node_modules', name, part), {
        recursive: true,
      });
  }
  if (nativeBinding !== undefined) {
    const [, sqlite] = nativePackages;
    const binary = `${process.platform}-${process.arch}.node`;
    await cp(nativeBinding, join(appFolder, 'node_modules', sqlite, 'prebuilds', binary));
  }
  await writeFile(join(appFolder, 'package.json'), JSON.stringify(await about(updates), null, 2));
}

async function about(updates: UpdateSource | null): Promise<object> {
  const text = await readFile(join(projectFolder, 'package.json'), 'utf8');
  const { name, productName, version, description, license, type, main } = JSON.parse(text) as Record<
    string,
    unknown
  >;
  const author = { name: 'TenantDesk', email: 'releases@tenantdesk.example' };
  return {
    name,
    productName,
    version,
    description,
    author,
    license,
    type,
    main,
    ...(updates && { updates }),
  };
}
