/**
 * The backend as the bench runs it, a process of its own: the product's composition as in `src-backend/server.ts`, answers
 * written as in production (unchecked), without the limit of requests per minute. Prints its URL when it listens.
 *
 *   node test/bench/backend/server.ts postgres://…
 */
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { buildApp } from '../../../src-backend/app.ts';
import { composeBackend } from '../../../src-backend/composition.ts';
import { createUnitOfWork } from '../../../src-backend/database/createUnitOfWork.ts';
import { openDatabase } from '../../../src-backend/database/openDatabase.ts';
import { createRequestUnit } from '../../../src-backend/database/requestUnit.ts';
import { writeAnswer } from '../../../src-backend/http/answers.ts';
import { createCursors } from '../../../src-backend/http/cursors.ts';
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
  const { database, identity } = await openDatabase({ kind: 'url', url: databaseUrl });
  const now = (): Date => new Date();
  const jobs = await createJobs({ database, logger });
  const unit = { database, enqueueOn: jobs.enqueueOn, now };
  const parts = {
    unitOfWork: createUnitOfWork(unit),
    signals: database.signals,
    cursors: createCursors(identity.signingKey),
    configuration: { publicUrl, smtp: null, production: true },
    databaseId: identity.id,
    logger,
    now,
  };
  const { authenticate, features, plugins } = await composeBackend(parts, null);
  const app = await buildApp({
    database,
    requestUnit: createRequestUnit(unit),
    authenticate,
    features,
    plugins,
    logger,
    write: writeAnswer,
    publicUrl,
    requestsPerMinute: Number.MAX_SAFE_INTEGER,
  });
  await app.listen({ host, port });
  await jobs.work(features.map((feature) => feature.jobs ?? {}));
  process.on('SIGTERM', () => process.exit(0));
  process.stdout.write(`${publicUrl}\n`);
}

await serve(process.argv[2] ?? '');
