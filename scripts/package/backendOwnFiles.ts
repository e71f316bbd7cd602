/** Files that the backend reads at run time (lists of words, a font) go along, and its code names their new place. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, resolve } from 'node:path';
import type { Plugin } from 'vite';
import { packageFolderOf } from './installedPackages.ts';

/** The two ways in which our sources name such a file: beside them, or in a package. */
const BESIDE = /new URL\('([^']+)', import\.meta\.url\)/gu;
const IN_PACKAGE = /import\.meta\.resolve\('([^']+)'\)/gu;
/** Finds packages, which the bundle does like the sources. */
const FINDS_PACKAGES = /createRequire\(import\.meta\.url\)/gu;

/**
 * Emits every file that a module of ours names, and puts its new address there.
 * @param took is told of each, by its absolute path.
 */
export function takeOwnFiles(took: (file: string) => void): Plugin {
  return {
    name: 'take-own-files',
    enforce: 'pre',
    async transform(code, id) {
      if (packageFolderOf(id) !== undefined || !code.includes('import.meta.')) return undefined;
      const addresses = new Map<string, string>();
      const take = async (name: string, file: string): Promise<void> => {
        took(file);
        const reference = this.emitFile({
          type: 'asset',
          name: basename(file),
          source: await readFile(file),
        });
        addresses.set(name, `import.meta.ROLLUP_FILE_URL_${reference}`);
      };
      for (const [, name = ''] of code.matchAll(BESIDE)) await take(name, resolve(dirname(id), name));
      for (const [, name = ''] of code.matchAll(IN_PACKAGE))
        await take(name, createRequire(id).resolve(name));
      const known = code.replaceAll(BESIDE, '').replaceAll(IN_PACKAGE, '').replaceAll(FINDS_PACKAGES, '');
      if (known.includes('import.meta.')) {
        this.error(
          `${id} uses import.meta in a way that the package doesn't know: add it to ${import.meta.filename}.`,
        );
      }
      return {
        code: code
          .replaceAll(BESIDE, (_all, name: string) => `new URL(${addresses.get(name)})`)
          .replaceAll(IN_PACKAGE, (_all, name: string) => addresses.get(name) ?? ''),
        map: null,
      };
    },
    // Vite's own answer is an address below a web server.
    resolveFileUrl: ({ relativePath }) => `new URL('${relativePath}', import.meta.url).href`,
  };
}
