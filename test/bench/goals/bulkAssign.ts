import { setTimeout as wait } from 'node:timers/promises';
import type pg from 'pg';
import type { UserSelection } from '#shared/api/bulkPlans.ts';
import { selectionLimit } from '#shared/domain/bulkSelection.ts';
import { assignByStatement } from '../baselines/bulkAssignStatement.ts';
import { oneRequestPerUser, usersOf } from '../baselines/oneRequestPerUser.ts';
import { connectToTenant } from '../backend/tenantConnection.ts';
import { bulkUsers, type LargeWorld } from '../backend/world.ts';
import { type Goal, must, type Scale } from '../harness/goal.ts';
import type { Measured } from '../harness/measured.ts';
import { milliseconds, ratio } from '../harness/pairs.ts';

/** Often enough to see the end, seldom enough to be no load of its own: the console asks every 100 to 500 ms. */
const betweenQuestions = 25;

/** Plans, applies and waits until every user is done, as the console does. */
async function assign(
  { client, large }: LargeWorld,
  profileId: string,
  selection: UserSelection,
  users: number,
): Promise<void> {
  const plan = await client.call('bulkPlans.create', {
    params: { tenantId: large.id },
    body: { action: { kind: 'assign-profiles', profileIds: [profileId], mode: 'replace' }, selection },
  });
  const params = { tenantId: large.id, planId: plan.id };
  await client.text('bulkPlans.apply', { params });
  for (;;) {
    const { state, progress } = await client.call('bulkPlans.get', { params });
    if (state === 'applied') {
      must(progress.succeeded === users, `${progress.succeeded} of ${users} users were changed.`);
      return;
    }
    must(state === 'applying', `The plan is ${state}.`);
    await wait(betweenQuestions);
  }
}

interface Bench {
  readonly world: LargeWorld;
  readonly sql: pg.Client;
  /** The customers that take turns: ours in one, theirs in the other. */
  readonly customers: readonly [string, string];
  /** A profile that nobody of the customer has yet, so that everybody changes. */
  readonly nextProfile: (customerId: string) => string;
  /** What the last round left behind is cleared away before the next is timed. */
  readonly settle: () => Promise<void>;
}

function createBench(world: LargeWorld, sql: pg.Client): Bench {
  const [first, second] = world.large.customerIds;
  const { profileIds } = world.large;
  must(
    first !== undefined && second !== undefined && profileIds.length > 1,
    'The large tenant lacks its customers.',
  );
  const turns = new Map<string, number>();
  return {
    world,
    sql,
    customers: [first, second],
    nextProfile: (customerId) => {
      const turn = (turns.get(customerId) ?? -1) + 1;
      turns.set(customerId, turn);
      return profileIds[turn % profileIds.length] ?? '';
    },
    settle: async () => {
      await world.database.owner.query(
        'vacuum analyze users, user_profiles, bulk_plan_users, bulk_plans, audit_events, idempotency_keys, customers',
      );
    },
  };
}

/** Changes all users of the customer, by filter. */
async function byFilter({ world, nextProfile, settle }: Bench, customerId: string): Promise<number> {
  await settle();
  const selection: UserSelection = { kind: 'filter', filter: { customerId }, exceptIds: [] };
  return milliseconds(() => assign(world, nextProfile(customerId), selection, bulkUsers));
}

/** Changes the same users, named by id, in as many plans as the limit of a selection wants. */
async function byIds({ world, nextProfile, settle }: Bench, customerId: string): Promise<number> {
  const userIds = (await usersOf(world, customerId)).map((user) => user.id);
  await settle();
  const profileId = nextProfile(customerId);
  return milliseconds(async () => {
    for (let from = 0; from < userIds.length; from += selectionLimit) {
      const some = userIds.slice(from, from + selectionLimit);
      await assign(world, profileId, { kind: 'users', userIds: some }, some.length);
    }
  });
}

async function byStatement({ world, sql, nextProfile, settle }: Bench, customerId: string): Promise<number> {
  await settle();
  const profileId = nextProfile(customerId);
  return milliseconds(async () => {
    const changed = await assignByStatement(sql, { tenantId: world.large.id, customerId, profileId });
    must(changed === bulkUsers, `The statement changed ${changed} users.`);
  });
}

/** What one request per user takes for all users of the customer; measured on a sample of them. */
async function oneByOne(bench: Bench, customerId: string, sample: number): Promise<number> {
  const users = await usersOf(bench.world, customerId);
  await bench.settle();
  const profileId = bench.nextProfile(customerId);
  const some = users.slice(0, sample);
  const taken = await milliseconds(() => oneRequestPerUser(bench.world, some, profileId));
  return (taken / some.length) * bulkUsers;
}

async function measureEach(bench: Bench, { wants, pick }: Scale): Promise<readonly Measured[]> {
  const [ours, theirs] = bench.customers;
  const on = 'PostgreSQL';
  const measured: Measured[] = [];
  if (wants('G33')) {
    const pairs = { pairs: pick(7, 15), warmUp: 2 };
    measured.push({
      id: 'G33',
      what: 'bulk assign 10 k users by filter over the API, planned and applied ÷ one raw statement',
      limit: { atMost: 1.4 },
      estimate: await ratio(
        () => byFilter(bench, ours),
        () => byStatement(bench, theirs),
        pairs,
      ),
      unit: '×',
      on,
    });
  }
  if (wants('G35')) {
    const pairs = { pairs: pick(3, 7), warmUp: 1 };
    const sample = pick(250, 1000);
    const note = `extrapolated from ${sample} requests`;
    measured.push(
      {
        id: 'G35',
        what: 'one request per user ÷ ours, 10 k users by filter',
        limit: { atLeast: 30 },
        estimate: await ratio(
          () => oneByOne(bench, theirs, sample),
          () => byFilter(bench, ours),
          pairs,
        ),
        unit: '×',
        on,
        note,
      },
      {
        id: 'G35',
        what: 'one request per user ÷ ours, 10 k users by id',
        limit: { atLeast: 25 },
        estimate: await ratio(
          () => oneByOne(bench, theirs, sample),
          () => byIds(bench, ours),
          pairs,
        ),
        unit: '×',
        on,
        note,
      },
    );
  }
  return measured;
}

/** G33 and G35: bulk against the least that it could cost, and against what other consoles do. */
export const bulkAssign: Goal = {
  ids: ['G33', 'G35'],
  measure: async (fixtures, scale) => {
    const world = await fixtures.largeWorld();
    const sql = await connectToTenant(world.database, world.large.id);
    try {
      const bench = createBench(world, sql);
      // Everybody holds the same from here on, so that each round changes everybody.
      for (const customerId of bench.customers) await byStatement(bench, customerId);
      return await measureEach(bench, scale);
    } finally {
      await sql.end();
    }
  },
};
