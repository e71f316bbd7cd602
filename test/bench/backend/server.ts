/**
 * The backend as the bench runs it, a process of its own: the product's composition (`src-backend/composition.ts`), answers
 * written as in production (unchecked), without the limit of requests per minute. Prints its URL when it listens.
 *
 *   node test/bench/backend/server.ts postgres://…
 */
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { composeBackend } from '../../../src-backend/composition.ts';
import { openDatabase } from '../../../src-backend/start/openDatabase.ts';
import { createJobs } from '../../../src-backend/jobs/createJobs.ts';
import { createLogger } from '../../../src-backend/logging/createLogger.ts';

const host = '127.0.0.1';

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, host);
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

async function serve(databaseUrl: string): Promise<void> {
  const port = await freePort();
  const publicUrl = `http://${host}:${port}`;
  const logger = createLogger('info');
  const opened = await openDatabase({ kind: 'url', url: databaseUrl });
  const jobs = await createJobs({ database: opened.database, logger });
  const { app, work } = await composeBackend(
    { ...opened, jobs, logger },
    {
      publicUrl,
      smtp: null,
      bounceKey: null,
      production: true,
      demo: null,
      requestsPerMinute: Number.MAX_SAFE_INTEGER,
    },
  );
  await app.listen({ host, port });
  await work();
  process.on('SIGTERM', () => process.exit(0));
  process.stdout.write(`${publicUrl}\n`);
}

await serve(process.argv[2] ?? '');
