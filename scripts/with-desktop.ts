/**
 * Runs a command on a desktop of its own: a virtual screen, a session bus and an unlocked keyring that nothing else uses
 * and that are gone afterwards. So tests of the console need no real desktop and never touch the passwords of a real one.
 *
 *   node scripts/with-desktop.ts playwright test
 *
 * With TENANTDESK_USE_DISPLAY=1 the windows appear on the screen in DISPLAY, to watch; bus and keyring stay private.
 * On macOS and Windows the command simply runs: there is no such thing as a private desktop.
 */
import { rmSync } from 'node:fs';
import { mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startKeyring, startScreen, startSessionBus, type Service } from './runtime/desktop.ts';
import { handOver } from './runtime/processes.ts';
import { SetupError } from './runtime/report.ts';
import { runScript } from './runtime/script.ts';

async function onOwnDesktop(command: string, args: readonly string[]): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'tenantdesk-desktop-'));
  const services: Service[] = [];
  let env: NodeJS.ProcessEnv = { ...process.env };
  const start = async (service: Promise<Service>): Promise<void> => {
    const started = await service;
    services.push(started);
    env = { ...env, ...started.env };
  };
  // Before the command runs, a signal ends us at once; these still have to go.
  const endAll = (): void => {
    for (const service of services.toReversed()) service.end();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  };
  process.on('exit', endAll);
  try {
    env['XDG_RUNTIME_DIR'] = join(folder, 'run');
    env['XDG_DATA_HOME'] = join(folder, 'data');
    await mkdir(env['XDG_RUNTIME_DIR'], { mode: 0o700 });
    await mkdir(env['XDG_DATA_HOME']);
    const useScreen = env['TENANTDESK_USE_DISPLAY'] === '1' && env['DISPLAY'] !== undefined;
    if (!useScreen) {
      delete env['WAYLAND_DISPLAY'];
      await start(startScreen(folder, env));
    }
    await start(startSessionBus(env));
    await start(startKeyring(env));
    return await handOver(command, args, { env, ownGroup: true });
  } finally {
    process.off('exit', endAll);
    endAll();
  }
}

await runScript(async () => {
  const [command, ...args] = process.argv.slice(2);
  if (command === undefined)
    throw new SetupError('Name the command to run: node scripts/with-desktop.ts COMMAND …');
  if (process.platform !== 'linux') return await handOver(command, args);
  return await onOwnDesktop(command, args);
});
