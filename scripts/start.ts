/**
 * What `npm start` runs: builds the console, starts an embedded backend with demo data, opens the console on it, and
 * ends the backend with the console. Data stay in .data/demo between starts; delete that folder to begin anew.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describeRuntime } from './electron-runtime.ts';
import { projectFolder, startBackend } from './runtime/backend.ts';
import { buildConsole } from './runtime/build.ts';
import { demoTable } from './runtime/demoTable.ts';
import { launch, sandboxArguments } from './runtime/launch.ts';
import { handOver } from './runtime/processes.ts';
import { report, SetupError } from './runtime/report.ts';
import { runScript } from './runtime/script.ts';

const DATA = join(projectFolder, '.data');
const PORT_FILE = join(DATA, 'demo-port');

function needDisplay(): void {
  const { DISPLAY = '', WAYLAND_DISPLAY = '' } = process.env;
  if (process.platform !== 'linux' || DISPLAY !== '' || WAYLAND_DISPLAY !== '') return;
  throw new SetupError(
    'There is no screen here (neither DISPLAY nor WAYLAND_DISPLAY is set). "npm run tour" shows the console in pictures instead.',
  );
}

/**
 * The port of the last start if it is free, else 0 (any). The issuer of tokens is the backend's URL, so a new port
 * would sign everybody out.
 */
async function rememberedPort(): Promise<number> {
  const port = Number(await readFile(PORT_FILE, 'utf8').catch(() => '0'));
  if (!Number.isInteger(port) || port <= 0 || port > 65_535) return 0;
  if (await isFree(port)) return port;
  report(
    `Port ${port} of the last start is taken (is another "npm start" running?). Using a new one; sign in again.`,
  );
  return 0;
}

async function isFree(port: number): Promise<boolean> {
  return await new Promise<boolean>((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}

async function start(): Promise<number> {
  needDisplay();
  const { executable, env, runtime } = await launch();
  report(describeRuntime(runtime));
  await mkdir(DATA, { recursive: true });
  report('Building the console and starting the backend (the first time it fills a demo database) …');
  const log = join(DATA, 'backend.log');
  const port = await rememberedPort();
  const building = buildConsole();
  // Its failure is looked at when the backend is there and can be stopped.
  building.catch(() => undefined);
  const backend = await startBackend({
    args: ['--port', `${port}`, '--data', join(DATA, 'demo'), '--demo', 'small'],
    log,
  });
  let appEnded = false;
  void backend.ended.then(() => {
    if (!appEnded) report(`The backend ended by itself; the console goes on offline. Its log: ${log}`);
  });
  try {
    await building;
    await writeFile(PORT_FILE, new URL(backend.ready.url).port);
    report(`\n${demoTable(backend.ready)}\n`);
    const more = sandboxArguments();
    if (more.length > 0)
      report('Running as root: Chromium works without its sandbox. Use an ordinary account for real data.');
    return await handOver(executable, [...more, projectFolder], {
      cwd: projectFolder,
      env: { ...env, TENANTDESK_BACKEND: backend.ready.url },
    });
  } finally {
    appEnded = true;
    await backend.stop();
  }
}

await runScript(start);
