import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { BenchError } from '../harness/goal.ts';

export interface ServerProcess {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** Starts `server.ts` on a database and waits until it listens. Its log is written as in production, and dropped. */
export async function startServerProcess(databaseUrl: string): Promise<ServerProcess> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'server.ts'), databaseUrl], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exit = once(child, 'exit');
  let log = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (log = (log + text).slice(-4000)));
  const first = await Promise.race([
    createInterface({ input: child.stdout })[Symbol.asyncIterator]().next(),
    exit.then(() => ({ value: undefined })),
  ]);
  const url: unknown = first.value;
  if (typeof url !== 'string') throw new BenchError(`The backend under test did not start:\n${log}`);
  const endWithUs = (): void => void child.kill('SIGKILL');
  process.on('exit', endWithUs);
  return {
    url,
    stop: async () => {
      child.kill('SIGTERM');
      await exit;
      process.off('exit', endWithUs);
    },
  };
}
