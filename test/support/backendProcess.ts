import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';

const announcement = z.object({
  url: z.url(),
  openapi: z.url(),
  mailbox: z.url().nullable(),
  accounts: z.array(
    z.object({ email: z.string(), password: z.string(), roles: z.array(z.string()), tenant: z.string() }),
  ),
});
export type BackendAnnouncement = z.infer<typeof announcement>;
export type DemoAccount = BackendAnnouncement['accounts'][number];

export interface BackendProcess extends BackendAnnouncement {
  /** Ends it as an operator would (SIGTERM), and answers its exit code. */
  stop(): Promise<number | null>;
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
  /** Everything that it logged so far. */
  log(): string;
}

export interface BackendProcessOptions {
  /** Folder of the embedded database, or the URL of a PostgreSQL. */
  readonly data?: string;
  readonly database?: string;
  readonly port?: number;
  /** More arguments of the command line, such as `--demo small`. */
  readonly args?: readonly string[];
}

/** Starts the backend as its own process, by its own command line, and waits for the line that says it is ready. */
export async function startBackendProcess(options: BackendProcessOptions): Promise<BackendProcess> {
  const place =
    options.database === undefined ? ['--data', options.data ?? ''] : ['--database', options.database];
  const child = spawn(
    process.execPath,
    ['src-backend/main.ts', '--port', String(options.port ?? 0), ...place, ...(options.args ?? [])],
    { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, NODE_OPTIONS: '' } },
  );
  let log = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (log += text));
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const first = await Promise.race([
    lines.next(),
    once(child, 'exit').then(([code]) => {
      throw new Error(`The backend ended with ${String(code)} before it was ready:\n${log}`);
    }),
    wait(60_000, undefined, { ref: false }).then(() => {
      throw new Error(`The backend was not ready within 60 s:\n${log}`);
    }),
  ]);
  const ready = announcement.parse(JSON.parse(String(first.value)));
  return {
    ...ready,
    log: () => log,
    stop: () => ended(child, 'SIGTERM'),
    kill: async () => void (await ended(child, 'SIGKILL')),
  };
}

async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const exit = once(child, 'exit');
  child.kill(signal);
  const [code] = (await exit) as [number | null];
  return code;
}
