import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectFolder } from '../../../scripts/runtime/backend.ts';
import { launch, sandboxArguments } from '../../../scripts/runtime/launch.ts';
import { type Milestones, observerScript } from './pageObserver.ts';
import type { Profile } from './profile.ts';
import { type Program, startProgram } from './program.ts';

/** The console and the bare window, started on the same runtime in the same way. */
export interface Programs {
  readonly electronVersion: string;
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
const consoleEntry = join(projectFolder, 'out', 'main', 'index.js');

/** Finds the runtime. The console is what `npm run build` made last. */
export async function createPrograms(): Promise<Programs> {
  const { executable, env, runtime } = await launch();
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
    startConsole: (profile, { debug } = { debug: false }) =>
      startProgram({
        executable,
        args: sandboxArguments(),
        env: { ...env, TENANTDESK_USER_DATA: profile.folder, TENANTDESK_BACKEND: profile.backendUrl },
        entry: consoleEntry,
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
    close: () => rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }),
  };
}
