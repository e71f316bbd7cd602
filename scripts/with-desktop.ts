/**
 * Runs a command on a desktop of its own: a virtual screen, a session bus and an unlocked keyring that nothing else uses
 * and that are gone afterwards. So tests of the console need no real desktop and never touch the passwords of a real one.
 *
 *   node scripts/with-desktop.ts node scripts/tour.ts
 *   node scripts/with-desktop.ts --desktops 2 playwright test
 *   node scripts/with-desktop.ts --ordinary-user playwright test
 *
 * Several desktops are for a command that works on several at once: it is on the first, and TENANTDESK_DESKTOPS has the
 * variables of each, as a JSON list. The desktop of an ordinary user (scripts/runtime/ordinaryUser.ts) is for the packaged
 * console, which does not run as root; the command itself does where we do. With TENANTDESK_USE_DISPLAY=1 the windows appear on the screen in DISPLAY, to watch; bus
 * and keyring stay private. On macOS and Windows the command simply runs: there is no such thing as a private desktop.
 */
import { rmSync } from 'node:fs';
import { mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startKeyring, startScreen, startSessionBus, type Service } from './runtime/desktop.ts';
import { giveTo, ordinaryUser, type ProcessOwner } from './runtime/ordinaryUser.ts';
import { handOver } from './runtime/processes.ts';
import { SetupError } from './runtime/report.ts';
import { runScript } from './runtime/script.ts';

const useScreen = process.env['TENANTDESK_USE_DISPLAY'] === '1' && process.env['DISPLAY'] !== undefined;

interface Wanted {
  readonly count: number;
  readonly owner: ProcessOwner;
}

async function onOwnDesktops(
  { count, owner }: Wanted,
  command: string,
  args: readonly string[],
): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'tenantdesk-desktop-'));
  await giveTo(owner, folder);
  const services: Service[] = [];
  if (!useScreen) delete process.env['WAYLAND_DISPLAY'];
  // Before the command runs, a signal ends us at once; these still have to go.
  const endAll = (): void => {
    for (const service of services.toReversed()) service.end();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  };
  process.on('exit', endAll);
  try {
    const desktops: NodeJS.ProcessEnv[] = [];
    while (desktops.length < count)
      desktops.push(await startDesktop(join(folder, `${desktops.length}`), owner, services));
    const env = { ...process.env, ...desktops[0], TENANTDESK_DESKTOPS: JSON.stringify(desktops) };
    return await handOver(command, args, { env, ownGroup: true });
  } finally {
    process.off('exit', endAll);
    endAll();
  }
}

/** Starts the services of one desktop and adds them to the list. Returns the variables by which programs find it. */
async function startDesktop(
  folder: string,
  owner: ProcessOwner,
  services: Service[],
): Promise<NodeJS.ProcessEnv> {
  const [run, data] = [join(folder, 'run'), join(folder, 'data')];
  for (const each of [folder, run, data]) {
    await mkdir(each, { mode: 0o700 });
    await giveTo(owner, each);
  }
  const own: NodeJS.ProcessEnv = { XDG_RUNTIME_DIR: run, XDG_DATA_HOME: data };
  // The services of another user can't read our home.
  const home = owner.uid === undefined ? {} : { HOME: folder };
  const env = (): NodeJS.ProcessEnv => ({ ...process.env, ...home, ...own });
  const start = async (service: Promise<Service>): Promise<void> => {
    const started = await service;
    services.push(started);
    Object.assign(own, started.env);
  };
  if (!useScreen) await start(startScreen(folder, env(), owner));
  await start(startSessionBus(env(), owner));
  await start(startKeyring(env(), owner));
  return own;
}

await runScript(async () => {
  const given = process.argv.slice(2);
  const ordinary = given[0] === '--ordinary-user';
  if (ordinary) given.shift();
  const count = given[0] === '--desktops' ? Number(given.splice(0, 2)[1]) : 1;
  const [command, ...args] = given;
  if (command === undefined || !Number.isInteger(count) || count < 1)
    throw new SetupError(
      'Name the command to run: node scripts/with-desktop.ts [--ordinary-user] [--desktops NUMBER] COMMAND …',
    );
  if (process.platform !== 'linux') return await handOver(command, args);
  return await onOwnDesktops({ count, owner: ordinary ? ordinaryUser() : {} }, command, args);
});
