/**
 * The backend as a child process: started, waited for until it says that it is ready, ended cleanly.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { SetupError } from './report.ts';

export const projectFolder = dirname(dirname(import.meta.dirname));

/** What the backend prints on stdout, as one line of JSON, once it answers requests. */
export interface BackendReady {
  readonly url: string;
  readonly openapi: string;
  /** Where mails can be read; null with a mail server. */
  readonly mailbox: string | null;
  readonly accounts: readonly DemoAccount[];
}

export interface DemoAccount {
  readonly email: string;
  readonly password: string;
  readonly roles: readonly string[];
  /** Where it is at home. */
  readonly tenant: string;
  /** Names of the tenants that it may work on. */
  readonly tenants: readonly string[];
}

export interface RunningBackend {
  readonly ready: BackendReady;
  /** Resolves when the process has ended, by whatever cause, with its exit code; null if a signal ended it. */
  readonly ended: Promise<number | null>;
  /** Asks it to finish (SIGTERM) and waits; after ten seconds it is killed. */
  stop(): Promise<void>;
  /** Ends it as a power cut would, for tests. */
  kill(): Promise<void>;
}

export interface BackendOptions {
  /** The program to start, in its own folder: that of a packaged backend. src-backend/main.ts unless said. */
  readonly program?: string;
  /** Arguments of src-backend/main.ts, for example ['--port', '0', '--data', folder, '--demo', 'small']. */
  readonly args: readonly string[];
  /** The file that its log is written to. */
  readonly log: string;
  readonly env?: NodeJS.ProcessEnv;
}

const STOP_TIMEOUT = 10_000;

/** Starts the backend and waits until it is ready. @throws SetupError when it ends before, with the end of its log. */
export async function startBackend({
  program,
  args,
  log,
  env = process.env,
}: BackendOptions): Promise<RunningBackend> {
  await mkdir(dirname(log), { recursive: true });
  const main = program ?? join(projectFolder, 'src-backend', 'main.ts');
  const child = spawn(process.execPath, [main, ...args], {
    cwd: program === undefined ? projectFolder : dirname(program),
    env,
    // In a group of its own: Ctrl-C in the terminal reaches us, and the backend ends when we say so.
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const endWithUs = (): void => void child.kill('SIGTERM');
  process.on('exit', endWithUs);
  const ended = new Promise<number | null>((resolve) => {
    child.on('close', (code) => {
      process.off('exit', endWithUs);
      resolve(code);
    });
  });
  const ready = await readyLine(child, log);
  return {
    ready,
    ended,
    stop: async () => await stop(child, ended),
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

async function readyLine(child: ChildProcess, log: string): Promise<BackendReady> {
  const { stdout, stderr } = child;
  if (stdout === null || stderr === null) throw new Error('The backend was started without pipes.');
  let tail = '';
  stderr.pipe(createWriteStream(log));
  stderr.setEncoding('utf8').on('data', (chunk: string) => {
    tail = (tail + chunk).slice(-1500);
  });
  return await new Promise<BackendReady>((resolve, reject) => {
    createInterface({ input: stdout }).on('line', (line) => {
      if (line.startsWith('{')) resolve(JSON.parse(line) as BackendReady);
    });
    child.on('error', reject);
    child.on('close', (code) => {
      reject(
        new SetupError(
          `The backend ended before it was ready (exit code ${code}). The end of its log:\n${tail.trim()}\nAll of it: ${log}`,
        ),
      );
    });
  });
}

async function stop(child: ChildProcess, ended: Promise<unknown>): Promise<void> {
  child.kill('SIGTERM');
  const late = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT);
  await ended;
  clearTimeout(late);
}
