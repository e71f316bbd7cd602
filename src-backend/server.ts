import { once } from 'node:events';
import { createServer } from 'node:net';
import type { Logger } from 'pino';
import { composeBackend } from './composition.ts';
import type { Configuration } from './configuration.ts';
import { createJobs } from './jobs/createJobs.ts';
import type { ReadyLine } from './parts.ts';
import { openDatabase } from './start/openDatabase.ts';

export interface RunningBackend {
  readonly ready: ReadyLine;
  /** Takes no more requests, lets those in hand end, stops jobs, closes the database. */
  readonly close: () => Promise<void>;
}

/** A port that is free now. Links and issuer need it before the server listens. */
async function freePort(host: string): Promise<number> {
  const probe = createServer().listen(0, host);
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('A TCP server has a port.');
  return address.port;
}

/** Hosts that mean "every address" can't be opened in a browser. */
const reachable = (host: string): string =>
  host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host;

/** One account may ask this often; a console that syncs or polls stays far below. Demo data is for benchmarks. */
const requestsPerMinute = { usual: 6_000, demo: 1_000_000 };
const drainMilliseconds = 6_000;

/** Opens the database, composes the backend and listens. */
export async function startServer(configuration: Configuration, logger: Logger): Promise<RunningBackend> {
  const { host } = configuration;
  const port = configuration.port === 0 ? await freePort(host) : configuration.port;
  const publicUrl = configuration.publicUrl ?? `http://${reachable(host)}:${port}`;
  const opened = await openDatabase(configuration.database);
  const { database } = opened;
  const closing: (() => Promise<void>)[] = [database.close];
  const close = async (): Promise<void> => {
    for (const end of closing.splice(0).toReversed()) {
      await end().catch((error: unknown) => logger.error({ err: error }, 'closing failed'));
    }
  };
  try {
    const jobs = await createJobs({ database, logger });
    closing.push(jobs.stop);
    const { app, work, mailbox, accounts } = await composeBackend(
      { ...opened, jobs, logger },
      {
        ...configuration,
        publicUrl,
        requestsPerMinute: requestsPerMinute[configuration.demo === null ? 'usual' : 'demo'],
      },
    );
    closing.push(async () => {
      const impatient = setTimeout(() => app.server.closeAllConnections(), drainMilliseconds);
      await app.close();
      clearTimeout(impatient);
    });
    await app.listen({ host, port });
    await work();
    return {
      ready: { url: publicUrl, openapi: `${publicUrl}/v1/openapi.json`, mailbox, accounts },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
