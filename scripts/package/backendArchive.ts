/** A folder as one file to hand on, with its hash beside it. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat, readdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { run } from '../runtime/processes.ts';

/** The same folder gives the same file, whoever packs it and when: npm's packages carry this date, too. */
const REPRODUCIBLE = [
  '--sort=name',
  '--owner=0',
  '--group=0',
  '--numeric-owner',
  '--mode=u=rwX,go=rX',
  '--mtime=1985-10-26T08:15:00Z',
];

/** Packs the folder into a .tar.gz beside it, and writes what `sha256sum --check` reads; returns the archive's path. */
export async function archive(folder: string): Promise<string> {
  const path = `${folder}.tar.gz`;
  const isGnu = (await run('tar', ['--version'])).includes('GNU tar');
  const options = isGnu ? REPRODUCIBLE : [];
  await run('tar', [...options, '-czf', path, '-C', dirname(folder), basename(folder)]);
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  await writeFile(`${path}.sha256`, `${hash.digest('hex')}  ${basename(path)}\n`);
  return path;
}

/** Bytes of a file, or of all files in a folder. */
export async function sizeOf(path: string): Promise<number> {
  const about = await lstat(path);
  if (!about.isDirectory()) return about.size;
  const sizes = await Promise.all((await readdir(path)).map((name) => sizeOf(join(path, name))));
  return sizes.reduce((sum, size) => sum + size, 0);
}
