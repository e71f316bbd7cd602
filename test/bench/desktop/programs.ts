import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectFolder } from '../../../scripts/runtime/backend.ts';
import { launch, sandboxArguments } from '../../../scripts/runtime/launch.ts';
import { run } from '../../../scripts/runtime/processes.ts';
import { report } from '../../../scripts/runtime/report.ts';
import { type Milestones, observerScript } from './pageObserver.ts';
import type { Profile } from './profile.ts';
import { type Program, startProgram } from './program.ts';

/** The console and the bare window, started on the same runtime in the same way. */
export interface Programs {
  readonly electronVersion: string;
  /** Folder of the console's files, as `npm run build` makes them. */
  readonly built: string;
  readonly startConsole: (profile: Profile, options?: { readonly debug: boolean }) => Promise<Program>;
  readonly startBare: () => Promise<Program>;
  readonly close: () => Promise<void>;
}

/** As many rows as fit into the window at least; a header and a skeleton have no address in them. */
const rowsShown = 15;
const rowsWithAddress = (rows: string): string =>
  `[...document.querySelectorAll('${rows}')].filter((row) => row.textContent.includes('@')).length >= ${rowsShown}`;

/** Readable: the first rows stand there. Interactive: the whole grid has taken over, with its checkboxes and menus. */
const ofConsole: Milestones = {
  readable: rowsWithAddress('[role=row]'),
  interactive: rowsWithAddress('[role=grid] [role=row]'),
};

const ofBare: Milestones = {
  readable: `document.querySelector('h1') !== null`,
  interactive: `document.querySelector('h1') !== null`,
};

const bareEntry = join(import.meta.dirname, '..', 'baselines', 'bareElectron', 'main.cjs');

/**
 * Builds the console and takes a copy, so that whoever builds meanwhile doesn't change what is measured. Within the
 * project, because its programs find their packages from there.
 */
async function buildConsole(): Promise<string> {
  report('Building the console …');
  const electronVite = join(projectFolder, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
  await run(process.execPath, [electronVite, 'build'], { cwd: projectFolder });
  await mkdir(join(projectFolder, '.data'), { recursive: true });
  const built = await mkdtemp(join(projectFolder, '.data', 'bench-'));
  for (const part of ['main', 'preload', 'renderer']) {
    const filter = (file: string): boolean => !file.endsWith('.map');
    await cp(join(projectFolder, 'out', part), join(built, part), { recursive: true, filter });
  }
  return built;
}

/** Builds the console and finds the runtime. */
export async function createPrograms(): Promise<Programs> {
  const { executable, env, runtime } = await launch();
  const built = await buildConsole();
  const folder = await mkdtemp(join(tmpdir(), 'tenantdesk-programs-'));
  const observer = async (name: string, milestones: Milestones): Promise<string> => {
    const file = join(folder, `${name}.cjs`);
    await writeFile(file, observerScript(milestones));
    return file;
  };
  const [consoleObserver, bareObserver] = [
    await observer('console', ofConsole),
    await observer('bare', ofBare),
  ];
  return {
    electronVersion: runtime.version,
    built,
    startConsole: (profile, { debug } = { debug: false }) =>
      startProgram({
        executable,
        args: sandboxArguments(),
        env: { ...env, TENANTDESK_USER_DATA: profile.folder, TENANTDESK_BACKEND: profile.backendUrl },
        entry: join(built, 'main', 'index.js'),
        observer: consoleObserver,
        debug,
      }),
    startBare: () =>
      startProgram({
        executable,
        args: [...sandboxArguments(), `--user-data-dir=${join(folder, 'bare')}`],
        env,
        entry: bareEntry,
        observer: bareObserver,
        debug: false,
      }),
    close: async () => {
      for (const made of [folder, built]) {
        await rm(made, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
      }
    },
  };
}
