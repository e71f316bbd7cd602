/**
 * Runs a command on a desktop of its own: a virtual screen, a session bus and an unlocked keyring that nothing else uses
 * and that are gone afterwards. So tests of the console need no real desktop and never touch the passwords of a real one.
 *
 *   node scripts/with-desktop.ts node scripts/tour.ts
 *   node scripts/with-desktop.ts --desktops 2 playwright test
 *
 * Several desktops are for a command that works on several at once: it is on the first, and TENANTDESK_DESKTOPS has the
 * variables of each, as a JSON list. With TENANTDESK_USE_DISPLAY=1 the windows appear on the screen in DISPLAY, to watch; bus
 * and keyring stay private. On macOS and Windows the command simply runs: there is no such thing as a private desktop.
 */
import { rmSync } from 'node:fs';
import { mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startKeyring, startScreen, startSessionBus, type Service } from './runtime/desktop.ts';
import { handOver } from './runtime/processes.ts';
import { SetupError } from './runtime/report.ts';
import { runScript } from './runtime/script.ts';

const useScreen = process.env['TENANTDESK_USE_DISPLAY'] === '1' && process.env['DISPLAY'] !== undefined;

async function onOwnDesktops(count: number, command: string, args: readonly string[]): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'tenantdesk-desktop-'));
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
      desktops.push(await startDesktop(join(folder, `${desktops.length}`), services));
    const env = { ...process.env, ...desktops[0], TENANTDESK_DESKTOPS: JSON.stringify(desktops) };
    return await handOver(command, args, { env, ownGroup: true });
  } finally {
    process.off('exit', endAll);
    endAll();
  }
}

/** Starts the services of one desktop and adds them to the list. Returns the variables by which programs find them. */
async function startDesktop(folder: string, services: Service[]): Promise<NodeJS.ProcessEnv> {
  const own: NodeJS.ProcessEnv = {
    XDG_RUNTIME_DIR: join(folder, 'run'),
    XDG_DATA_HOME: join(folder, 'data'),
  };
  const env = (): NodeJS.ProcessEnv => ({ ...process.env, ...own });
  const start = async (service: Promise<Service>): Promise<void> => {
    const started = await service;
    services.push(started);
    Object.assign(own, started.env);
  };
  await mkdir(join(folder, 'data'), { recursive: true });
  await mkdir(join(folder, 'run'), { mode: 0o700 });
  if (!useScreen) await start(startScreen(folder, env()));
  await start(startSessionBus(env()));
  await start(startKeyring(env()));
  return own;
}

await runScript(async () => {
  const given = process.argv.slice(2);
  const count = given[0] === '--desktops' ? Number(given.splice(0, 2)[1]) : 1;
  const [command, ...args] = given;
  if (command === undefined || !Number.isInteger(count) || count < 1)
    throw new SetupError(
      'Name the command to run: node scripts/with-desktop.ts [--desktops NUMBER] COMMAND …',
    );
  if (process.platform !== 'linux') return await handOver(command, args);
  return await onOwnDesktops(count, command, args);
});
