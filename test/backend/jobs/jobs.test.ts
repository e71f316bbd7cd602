import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SqlDatabase } from '../../../src-backend/database/sqlDatabase.ts';
import { jobSchedules } from '../../../src-backend/jobNames.ts';
import { createJobs } from '../../../src-backend/jobs/createJobs.ts';
import { purgeTenant } from '../../../src-backend/features/retention/feature.ts';
import { type TestBackend, startTestBackend, type TestTenant } from '#test/support/backend.ts';
import { testDatabaseKind } from '#test/support/database.ts';
import { asSystem } from '#test/support/rows.ts';

let backend: TestBackend;
let tenant: TestTenant;
const attempts = new Map<string, number>();

beforeAll(async () => {
  backend = await startTestBackend({
    features: () => [
      {
        jobs: {
          'bulk.apply': async ({ planId }) => {
            const attempt = (attempts.get(planId) ?? 0) + 1;
            attempts.set(planId, attempt);
            if (planId === 'fails once' && attempt === 1) throw new Error('not this time');
          },
        },
      },
    ],
  });
  tenant = await backend.tenant();
});
afterAll(() => backend.close());

const enqueue = (planId: string) =>
  backend.unitOfWork.run(asSystem(tenant), async (work) =>
    work.enqueue('bulk.apply', { tenantId: tenant.id, planId }),
  );

async function until(done: () => boolean): Promise<void> {
  while (!done()) await new Promise((resolve) => setTimeout(resolve, 10));
}

test('Each of many jobs runs once', async () => {
  const plans = Array.from({ length: 20 }, (_, index) => `plan ${index}`);
  await Promise.all(plans.map(enqueue));
  await backend.jobs.settled();
  expect(plans.map((plan) => attempts.get(plan))).toEqual(plans.map(() => 1));
});

test('All workers look for jobs over two connections, so that people’s requests find warm ones', async () => {
  const { database } = backend;
  let asked = 0;
  let open = 0;
  let most = 0;
  const counted = async <T>(text: string, run: () => Promise<T>): Promise<T> => {
    if (!/skip locked/iu.test(text)) return await run();
    asked += 1;
    open += 1;
    most = Math.max(most, open);
    return await run().finally(() => (open -= 1));
  };
  const counting: SqlDatabase = {
    ...database,
    session: (body, options) =>
      database.session(
        (session) =>
          body({
            query: (text, values) => counted(text, () => session.query(text, values)),
            script: (text) => counted(text, () => session.script(text)),
          }),
        options,
      ),
  };
  const logger = pino({ enabled: false });
  const jobs = await createJobs({ database: counting, logger, pollSeconds: 0.5 });
  await jobs.work([
    Object.fromEntries(Object.keys(jobSchedules).map((name) => [name, async () => undefined])),
  ]);
  await until(() => asked >= 12);
  await jobs.stop();
  // The embedded database has one connection for all.
  expect(most).toBe(testDatabaseKind === 'pglite' ? 1 : 2);
});

test('A job that fails is tried again', async () => {
  await enqueue('fails once');
  await until(() => attempts.get('fails once') === 2);
  expect(attempts.get('fails once')).toBe(2);
});

test('The daily cleaning takes what is over and leaves the rest', async () => {
  const account = await tenant.account('Viewer');
  const kept = await tenant.account('Viewer');
  const day = 86_400_000;
  await backend.unitOfWork.run(asSystem(tenant), async ({ db }) => {
    for (const [user, purge] of [
      [account, -1],
      [kept, 1],
    ] as const) {
      await db
        .insertInto('deleted_users')
        .values({
          tenant_id: tenant.id,
          user_id: user.userId,
          before_image: '{}',
          purge_after: new Date(Date.now() + purge * day),
        })
        .execute();
      await db
        .insertInto('activation_tokens')
        .values({
          tenant_id: tenant.id,
          token_hash: Buffer.from(user.userId),
          user_id: user.userId,
          expires_at: new Date(Date.now() + purge * 40 * day),
        })
        .execute();
    }
  });
  expect(await purgeTenant(backend, tenant.id, new AbortController().signal)).toBe(2);
  const left = await backend.unitOfWork.read(asSystem(tenant), async ({ db }) => ({
    bin: await db.selectFrom('deleted_users').select('user_id').execute(),
    links: await db.selectFrom('activation_tokens').select('user_id').execute(),
  }));
  expect(left).toEqual({ bin: [{ user_id: kept.userId }], links: [{ user_id: kept.userId }] });
});
