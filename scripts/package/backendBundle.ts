/** The backend and the packages that it needs in a few files of JavaScript, which one Node alone can start. */
import { build, type InlineConfig, type Plugin } from 'vite';
import { projectFolder } from '../runtime/backend.ts';
import { SetupError } from '../runtime/report.ts';
import { takeOwnFiles } from './backendOwnFiles.ts';
import { isOnTop, packageFolderOf } from './installedPackages.ts';

/** The oldest Node that pg-boss runs on, and so the backend. */
export const OLDEST_NODE = '22.12';

/**
 * What a module's code has that looks for files by its own place, or loads an addon: inside a bundle it would look
 * beside the bundle. Too wide is safe: the package is copied where it could have been bundled.
 */
const NEEDS_ITS_PLACE =
  /\b__(?:dir|file)name\b|\bimport\.meta\.(?:url|dirname|filename|resolve)\b|\brequire\.resolve\b|\bcreateRequire\b|\bprocess\.dlopen\b/u;

/** Says what to do before anything that an older Node lacks is loaded. */
const ASKS_FOR_NODE = `{
  const [major, minor] = process.versions.node.split('.').map(Number);
  const [oldest, least] = [${OLDEST_NODE.replace('.', ', ')}];
  if (major < oldest || (major === oldest && minor < least)) {
    process.stderr.write('TenantDesk needs Node.js ${OLDEST_NODE} or newer, and this is ' + process.versions.node + '. Start it with a newer one.\\n');
    process.exit(1);
  }
}`;

const settings = (plugins: readonly Plugin[], output: InlineConfig['build']): InlineConfig => ({
  configFile: false,
  root: projectFolder,
  publicDir: false,
  logLevel: 'warn',
  plugins: [...plugins],
  ssr: { noExternal: true, target: 'node' },
  build: {
    ssr: 'src-backend/main.ts',
    ssrEmitAssets: true,
    target: `node${OLDEST_NODE}`,
    // Stack traces in the log name functions and readable lines as they are, without maps.
    minify: false,
    ...output,
  },
});

/** @throws SetupError with the words of the bundler, which name the file. */
async function bundle(config: InlineConfig): Promise<void> {
  try {
    await build(config);
  } catch (error) {
    throw new SetupError(
      `The backend could not be bundled. ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

/** The folders of the packages that must stay folders, found by reading all that the backend loads. */
export async function packagesWithAPlace(): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  const look: Plugin = {
    name: 'find-packages-with-a-place',
    enforce: 'pre',
    load(id) {
      if (!id.endsWith('.node')) return undefined;
      found.add(packageFolderOf(id) ?? id);
      return 'export default undefined;';
    },
    transform(code, id) {
      const folder = packageFolderOf(id);
      if (folder !== undefined && NEEDS_ITS_PLACE.test(code)) found.add(folder);
    },
  };
  // What it would warn of is not in the bundle that is made.
  await bundle({ ...settings([look], { write: false }), logLevel: 'error' });
  return found;
}

export interface BundleOptions {
  readonly into: string;
  /** Folders of the packages that must not be bundled. */
  readonly withAPlace: ReadonlySet<string>;
  /** Folders of all packages that are copied, so that none of them is there twice. */
  readonly copied: ReadonlySet<string>;
}

/** Writes the bundle, begun by `main.js`; returns the folders of the packages that it holds something of. */
export async function bundleBackend({
  into,
  withAPlace,
  copied,
}: BundleOptions): Promise<ReadonlySet<string>> {
  const inside = new Set<string>();
  const note = (file: string): void => {
    const folder = packageFolderOf(file);
    if (folder !== undefined) inside.add(folder);
  };
  const keepPackages: Plugin = {
    name: 'keep-packages',
    enforce: 'pre',
    async resolveId(id, importer, options) {
      if (importer === undefined || /^[./\0#]|^node:/u.test(id)) return undefined;
      const found = await this.resolve(id, importer, { ...options, skipSelf: true });
      const folder = found === null ? undefined : packageFolderOf(found.id);
      if (folder === undefined || !copied.has(folder)) return undefined;
      if (isOnTop(folder)) return { id, external: true };
      // A second version of it, which other packages bring along; bundled, it is found.
      if (!withAPlace.has(folder)) return undefined;
      return this.error(
        `${folder} can't be bundled, and another version of it lies above. Run npm dedupe, or align the versions.`,
      );
    },
  };
  const noteModules: Plugin = {
    name: 'note-modules',
    generateBundle(_options, files) {
      for (const file of Object.values(files)) if (file.type === 'chunk') file.moduleIds.forEach(note);
    },
  };
  await bundle(
    settings([keepPackages, takeOwnFiles(note), noteModules], {
      outDir: into,
      emptyOutDir: false,
      rolldownOptions: {
        output: {
          banner: ({ isEntry }) => (isEntry ? ASKS_FOR_NODE : ''),
          entryFileNames: '[name].js',
          chunkFileNames: 'chunks/[name]-[hash].js',
          assetFileNames: 'assets/[name]-[hash][extname]',
        },
        // Old packages compile with eval what needs their own names, and these stay: each is inside its own function.
        checks: { eval: false },
      },
    }),
  );
  return inside;
}
