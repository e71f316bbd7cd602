/** Under which terms the packages of others inside ours are used, in one file with all their texts. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SetupError } from '../runtime/report.ts';
import { type InstalledPackage, isLicence } from './installedPackages.ts';

/** Texts of licences that packages name without bringing them along. */
const TEXTS = join(import.meta.dirname, 'licences');

const RULE = `\n${'='.repeat(78)}\n\n`;

/** The page of all these packages in `what`. @throws SetupError for a package that doesn't say its licence. */
export async function licencesOf(what: string, packages: readonly InstalledPackage[]): Promise<string> {
  const entries = await Promise.all(packages.map(entryOf));
  const head = `${what} contains ${packages.length} packages by others, some of them in part:\n`;
  return [head, ...entries].join(RULE);
}

async function entryOf({ folder, manifest }: InstalledPackage): Promise<string> {
  const { name, version, license, homepage } = manifest;
  if (typeof license !== 'string') {
    throw new SetupError(
      `${name} ${version} names no licence in its package.json. Find out whether it may be shipped.`,
    );
  }
  const title = [`${name} ${version}`, `Licence: ${license}`, homepage].filter(Boolean).join('\n');
  return [title, ...(await textsOf(folder, license))].join('\n\n');
}

async function textsOf(folder: string, license: string): Promise<readonly string[]> {
  const names = await readdir(folder);
  const own = names.filter(isLicence);
  // Without a file of its own a package says in its README what it contains, under which terms.
  const readme = names.filter((name) => /^readme/iu.test(name));
  const texts = await readTexts(folder, own.length > 0 ? own : readme);
  const standard = (await readdir(TEXTS)).filter((name) => license.startsWith(name.replace('.txt', '')));
  return own.length > 0 ? texts : [...texts, ...(await readTexts(TEXTS, standard))];
}

async function readTexts(folder: string, names: readonly string[]): Promise<readonly string[]> {
  return await Promise.all(names.map(async (name) => (await readFile(join(folder, name), 'utf8')).trim()));
}
