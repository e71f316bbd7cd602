import { chmod, cp, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { extractAll } from '@electron/asar';
import { projectFolder } from '../../../scripts/runtime/backend.ts';
import { repackArchive } from '#test/support/repackArchive.ts';
import { folderSize } from '../harness/folderSize.ts';

/** Everything that is started, in one place that an ordinary user can read, whoever builds meanwhile. */
export interface Ground {
  readonly folder: string;
  /** The runtime, as plain Electron. */
  readonly runtime: string;
  /** The console's files, as `npm run build` makes them. */
  readonly built: string;
  /** The SQLite addon, where the runtime needs another than the package's own. */
  readonly addon: string;
  /** `observed/main.js` and the bare window. */
  readonly observed: string;
  readonly bare: string;
  /** `startWhenDriven.cjs`. */
  readonly starter: string;
  /** The packaged console, with the observer in its archive and nothing else changed. */
  readonly packaged: string;
  /** Bytes, of the package as it ships. */
  readonly sizes: { readonly archive: number; readonly installed: number; readonly runtime: number };
}

/** `executable` is the runtime's, `nativeBinding` the SQLite addon that it needs. */
export async function createGround(executable: string, nativeBinding: string | undefined): Promise<Ground> {
  const folder = await mkdtemp(join(tmpdir(), 'tenantdesk-programs-'));
  await chmod(folder, 0o755);
  const at = (...parts: readonly string[]): string => join(folder, ...parts);
  const shipped = join(projectFolder, 'dist', 'linux-unpacked');
  await cp(dirname(executable), at('runtime'), { recursive: true });
  // The cache is its user's alone.
  await chmod(at('runtime'), 0o755);
  await cp(shipped, at('packaged'), { recursive: true });
  await cp(join(import.meta.dirname, 'observed'), at('observed'), { recursive: true });
  await cp(join(import.meta.dirname, '..', 'baselines', 'bareElectron'), at('bare'), { recursive: true });
  await cp(join(projectFolder, 'test', 'support', 'startWhenDriven.cjs'), at('startWhenDriven.cjs'));
  const resources = at('packaged', 'resources');
  const archive = join(resources, 'app.asar');
  const sizes = {
    archive: (await readFile(archive)).length,
    installed: await folderSize(shipped),
    runtime: await folderSize(dirname(executable)),
  };
  // The very files of the package are the other side: what lies in an archive and what lies in a folder.
  extractAll(archive, at('app'));
  if (nativeBinding !== undefined) await cp(nativeBinding, at('app', 'sqlite.node'));
  await repackArchive(resources, async (inside) => {
    const file = join(inside, 'package.json');
    const about = JSON.parse(await readFile(file, 'utf8')) as object;
    await cp(join(import.meta.dirname, 'observed', 'main.js'), join(inside, 'bench.js'));
    await writeFile(file, JSON.stringify({ ...about, main: 'bench.js' }));
  });
  return {
    folder,
    runtime: at('runtime'),
    built: at('app', 'out'),
    addon: at('app', 'sqlite.node'),
    observed: at('observed'),
    bare: at('bare'),
    starter: at('startWhenDriven.cjs'),
    packaged: at('packaged'),
    sizes,
  };
}
