/** The npm packages of which something is in the console, as its build says: what the bundler took, and the two with native code. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectFolder } from '../runtime/backend.ts';
import { type InstalledPackage, packageFolderOf, readPackage } from './installedPackages.ts';

/** `out` is the folder of the build, with its source maps. */
export async function packagesInside(
  out: string,
  native: readonly string[],
): Promise<readonly InstalledPackage[]> {
  const folders = new Set(native.map((name) => join(projectFolder, 'node_modules', name)));
  for (const entry of await readdir(out, { recursive: true, withFileTypes: true })) {
    if (!entry.name.endsWith('.map')) continue;
    const map = await readFile(join(entry.parentPath, entry.name), 'utf8');
    for (const source of (JSON.parse(map) as { readonly sources: readonly string[] }).sources) {
      const folder = packageFolderOf(join(entry.parentPath, source));
      if (folder !== undefined) folders.add(folder);
    }
  }
  // A font has no script, so no map: its package is the one that a style names.
  folders.add(join(projectFolder, 'node_modules', '@fontsource-variable', 'inter'));
  return await Promise.all([...folders].toSorted().map(readPackage));
}
