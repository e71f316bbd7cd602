import { mkdir, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { projectFolder } from '../../../scripts/runtime/backend.ts';
import { launch } from '../../../scripts/runtime/launch.ts';
import { giveTo, ordinaryUser, type ProcessOwner } from '../../../scripts/runtime/ordinaryUser.ts';
import { run } from '../../../scripts/runtime/processes.ts';
import { report } from '../../../scripts/runtime/report.ts';
import type { DesktopProgram } from '#test/support/desktopApp.ts';
import { createGround, type Ground } from './ground.ts';
import { type Milestones, observerScript } from './pageObserver.ts';
import type { Profile } from './profile.ts';
import { type Program, startProgram } from './program.ts';

/** The console, packaged and not, and the bare window, started on the same runtime in the same way, by an ordinary user. */
export interface Programs {
  readonly electronVersion: string;
  /** Folder of the console's files, as `npm run build` makes them. */
  readonly built: string;
  readonly sizes: Ground['sizes'];
  /** The same files for Playwright, to prepare what is measured. */
  readonly driven: DesktopProgram;
  readonly startConsole: (profile: Profile, options?: { readonly debug: boolean }) => Promise<Program>;
  readonly startPackaged: (
    profile: Profile,
    options?: { readonly noteRequests: boolean },
  ) => Promise<Program>;
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

/** Packages the console, which builds it, and finds the runtime. */
export async function createPrograms(): Promise<Programs> {
  const { executable, env: ours, runtime } = await launch();
  report('Packaging the console …');
  await run(process.execPath, [join(projectFolder, 'scripts', 'package.ts')], { cwd: projectFolder });
  const ground = await createGround(executable, runtime.nativeBinding);
  const owner = ordinaryUser();
  const home = join(ground.folder, 'home');
  await mkdir(home);
  await giveTo(owner, home);
  const binding = runtime.nativeBinding === undefined ? {} : { TENANTDESK_SQLITE_BINDING: ground.addon };
  const env = { ...ours, HOME: home, ...binding };
  const observer = async (name: string, milestones: Milestones): Promise<string> => {
    const file = join(ground.folder, `${name}.cjs`);
    await writeFile(file, observerScript(milestones));
    return file;
  };
  const [consoleObserver, bareObserver] = [
    await observer('console', ofConsole),
    await observer('bare', ofBare),
  ];
  const plain = {
    executable: join(ground.runtime, basename(executable)),
    host: ground.observed,
    owner,
    noteRequests: false,
  };
  const of = ({ folder, backendUrl }: Profile): Readonly<Record<string, string>> => ({
    ...env,
    TENANTDESK_USER_DATA: folder,
    TENANTDESK_BACKEND: backendUrl,
  });
  return {
    electronVersion: runtime.version,
    built: ground.built,
    sizes: ground.sizes,
    driven: {
      executable: await asOwner(ground.folder, plain.executable, owner),
      args: [],
      folder: dirname(ground.built),
      starter: ground.starter,
      env,
      owner,
    },
    startConsole: (profile, { debug } = { debug: false }) =>
      startProgram({
        ...plain,
        args: [],
        env: of(profile),
        entry: join(ground.built, 'main', 'index.js'),
        observer: consoleObserver,
        debug,
      }),
    startPackaged: (profile, { noteRequests } = { noteRequests: false }) =>
      startProgram({
        executable: join(ground.packaged, 'tenantdesk'),
        host: null,
        owner,
        args: [],
        env: of(profile),
        entry: join(ground.packaged, 'resources', 'app.asar', 'out', 'main', 'index.js'),
        observer: consoleObserver,
        debug: false,
        noteRequests,
      }),
    startBare: () =>
      startProgram({
        ...plain,
        args: [`--user-data-dir=${join(home, 'bare')}`],
        env,
        entry: join(ground.bare, 'main.cjs'),
        observer: bareObserver,
        debug: false,
      }),
    close: async () =>
      await rm(ground.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }),
  };
}

/** A program that starts another as that user: Playwright can't. */
async function asOwner(folder: string, executable: string, { uid, gid }: ProcessOwner): Promise<string> {
  if (uid === undefined || gid === undefined) return executable;
  const file = join(folder, 'asOwner.sh');
  const as = `--reuid=${uid} --regid=${gid} --clear-groups`;
  await writeFile(file, `#!/bin/sh\nexec setpriv ${as} '${executable}' "$@"\n`, { mode: 0o755 });
  return file;
}
