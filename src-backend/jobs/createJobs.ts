import pLimit from 'p-limit';
import { PgBoss } from 'pg-boss';
import type { Logger } from 'pino';
import type { SqlDatabase, SqlSession } from '../database/sqlDatabase.ts';
import type { EnqueueOn } from '../database/enqueue.ts';
import { type JobHandler, type JobHandlers, type JobName, jobSchedules } from '../jobNames.ts';

export interface Jobs {
  /** Puts jobs into the queue inside an open transaction; see `EnqueueOn`. */
  readonly enqueueOn: EnqueueOn;
  /** Starts the workers. What was enqueued before waits until then. */
  readonly work: (handlers: readonly JobHandlers[]) => Promise<void>;
  /** Resolves when no job waits or runs. Jobs that wait for a retry don't count. */
  readonly settled: () => Promise<void>;
  /** Takes no more jobs, tells running ones by their signal, and waits for them. */
  readonly stop: () => Promise<void>;
}

export interface JobsDependencies {
  readonly database: SqlDatabase;
  readonly logger: Logger;
  /** Seconds between looks for jobs of other replicas and of before a crash; own ones wake their workers. */
  readonly pollSeconds?: number;
}

/** Seconds after which a worker that died is noticed, and its job given to another. */
const heartbeatSeconds = 20;
/**
 * Connections over which the workers of a replica look for jobs. They all look at the same moment: without a limit each holds one,
 * and people's requests get now this one and now that, none of them warm.
 */
const lookingConnections = 2;
/** How looking is told from the rest: it waits for nobody. What may wait for a lock must not hold the others up. */
const looking = /\bskip locked\b/iu;
const schema = 'pgboss';

const sqlOn = (session: SqlSession) => ({
  executeSql: async (text: string, values: readonly unknown[] = []) => {
    // Without values it may be several statements; pg-boss wants the rows of all of them.
    if (values.length === 0) return { rows: (await session.script(text)).flat() };
    const { rows } = await session.query(text, values);
    return { rows };
  },
});

/**
 * Jobs on pg-boss, in the same database as everything else, so that a job exists exactly if the change that wants it
 * was committed. Workers of this process are woken directly after the commit; polling finds what other replicas
 * enqueued and what a crash left behind.
 */
export async function createJobs({
  database,
  logger,
  // Nobody else writes into an embedded database.
  pollSeconds = database.kind === 'pglite' ? 5 : 2,
}: JobsDependencies): Promise<Jobs> {
  const inTurn = pLimit(lookingConnections);
  const boss = new PgBoss({
    schema,
    backend: database.kind,
    db: {
      executeSql: (text: string, values?: unknown[]) => {
        const run = () =>
          database.session((session) => sqlOn(session).executeSql(text, values), { counted: false });
        return looking.test(text) ? inTurn(run) : run();
      },
    },
    superviseIntervalSeconds: 10,
    monitorIntervalSeconds: 10,
    reindex: false,
    monitorVacuum: false,
  });
  boss.on('error', (error) => logger.warn({ err: error }, 'job queue'));
  const stopping = new AbortController();
  const workers = new Map<JobName, string[]>();
  let running = 0;

  await boss.start();
  const existing = new Set((await boss.getQueues()).map((queue) => queue.name));
  for (const name of Object.keys(jobSchedules)) {
    if (existing.has(name)) continue;
    await boss.createQueue(name, {
      retryLimit: 10,
      retryDelay: 1,
      retryBackoff: true,
      retryDelayMax: 300,
      expireInSeconds: 3600,
      heartbeatSeconds,
    });
    // Also fills pg-boss's cache of queues, which must not be read while a transaction holds the one connection.
    await boss.insert(name, []);
  }

  const wake = (names: Iterable<string>): void => {
    for (const name of names) for (const id of workers.get(name as JobName) ?? []) boss.notifyWorker(id);
  };

  async function startWorker<N extends JobName>(name: N, handler: JobHandler<N>): Promise<void> {
    const id = await boss.work<Parameters<JobHandler<N>>[0]>(
      name,
      { batchSize: 1, pollingIntervalSeconds: pollSeconds },
      async ([job]) => {
        if (job === undefined) return;
        running += 1;
        try {
          await handler(job.data, { signal: AbortSignal.any([job.signal, stopping.signal]) });
        } catch (error) {
          logger.warn({ err: error, job: name, id: job.id }, 'job failed, will be tried again');
          throw error;
        } finally {
          running -= 1;
        }
      },
    );
    workers.set(name, [...(workers.get(name) ?? []), id]);
  }

  return {
    enqueueOn: async (session, jobs) => {
      // The queue's tables belong to the owner; the transaction's own role may not touch them.
      await session.query(`select set_config('role', 'none', true)`);
      const byName = Map.groupBy(jobs, (job) => job.name);
      for (const [name, some] of byName) {
        await boss.insert(
          name,
          some.map(({ payload }) => ({ data: payload })),
          { db: sqlOn(session) },
        );
      }
      return () => wake(byName.keys());
    },

    work: async (handlers) => {
      for (const [name, handler] of handlers.flatMap((set) => Object.entries(set))) {
        await startWorker(name as JobName, handler as JobHandler<JobName>);
      }
      for (const [name, cron] of Object.entries(jobSchedules)) {
        if (cron !== null) await boss.schedule(name, cron);
      }
    },

    settled: async () => {
      for (;;) {
        const { rows } = await database.session(
          (session) =>
            session.query(
              `select from ${schema}.job where name = any($1) and
                 (state in ('created', 'active') or (state = 'retry' and start_after <= now())) limit 1`,
              [[...workers.keys()]],
            ),
          { counted: false },
        );
        if (rows.length === 0 && running === 0) return;
        wake(workers.keys());
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    },

    stop: async () => {
      stopping.abort();
      await boss.stop({ graceful: true, timeout: 5_000 });
    },
  };
}
