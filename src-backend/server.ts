import { once } from 'node:events';
import { createServer } from 'node:net';
import type { Logger } from 'pino';
import { buildApp } from './app.ts';
import { composeBackend } from './composition.ts';
import type { Configuration } from './configuration.ts';
import { createUnitOfWork } from './database/createUnitOfWork.ts';
import { openDatabase } from './database/openDatabase.ts';
import { createRequestUnit } from './database/requestUnit.ts';
import { writeAnswer, writeCheckedAnswer } from './http/answers.ts';
import { createCursors } from './http/cursors.ts';
import { createJobs } from './jobs/createJobs.ts';
import { createRetention } from './jobs/retention.ts';
import type { BackendParts, ReadyLine } from './parts.ts';

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

/** Builds the backend in the order in which its parts need each other, and listens. */
export async function startServer(configuration: Configuration, logger: Logger): Promise<RunningBackend> {
  const { host } = configuration;
  const port = configuration.port === 0 ? await freePort(host) : configuration.port;
  const publicUrl = configuration.publicUrl ?? `http://${reachable(host)}:${port}`;
  const { database, identity } = await openDatabase(configuration.database);
  const closing: (() => Promise<void>)[] = [database.close];
  const close = async (): Promise<void> => {
    for (const end of closing.splice(0).toReversed()) {
      await end().catch((error: unknown) => logger.error({ err: error }, 'closing failed'));
    }
  };
  try {
    const now = (): Date => new Date();
    const jobs = await createJobs({ database, logger });
    closing.push(jobs.stop);
    const unitDependencies = { database, enqueueOn: jobs.enqueueOn, now };
    const unitOfWork = createUnitOfWork(unitDependencies);
    const parts: BackendParts = {
      unitOfWork,
      signals: database.signals,
      cursors: createCursors(identity.signingKey),
      configuration: { publicUrl, smtp: configuration.smtp, production: configuration.production },
      databaseId: identity.id,
      logger,
      now,
    };
    const { authenticate, features, plugins, mailbox, accounts } = await composeBackend(
      parts,
      configuration.demo === null ? null : { ...configuration.demo, database },
    );
    const app = await buildApp({
      database,
      requestUnit: createRequestUnit(unitDependencies),
      authenticate,
      features,
      plugins,
      logger,
      write: configuration.production ? writeAnswer : writeCheckedAnswer,
      publicUrl,
      requestsPerMinute: configuration.demo === null ? requestsPerMinute.usual : requestsPerMinute.demo,
    });
    closing.push(async () => {
      const impatient = setTimeout(() => app.server.closeAllConnections(), drainMilliseconds);
      await app.close();
      clearTimeout(impatient);
    });
    await app.listen({ host, port });
    await jobs.work([...features.map((feature) => feature.jobs ?? {}), createRetention({ unitOfWork })]);
    return {
      ready: { url: publicUrl, openapi: `${publicUrl}/v1/openapi.json`, mailbox, accounts },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
