import { describe, expect, it } from 'vitest';
import type { BulkAction, BulkPlan, UserSelection } from '#shared/api/bulkPlans.ts';
import { apiError, type Result } from '#shared/api/errors.ts';
import type { BulkCalls } from '../../../src-renderer/features/bulk/bulkCalls.ts';
import { createPlanRun } from '../../../src-renderer/features/bulk/createPlanRun.ts';
import { matchesUserFilter } from '../support/memoryGrids.ts';
import { createMemoryPlans } from '../support/memoryPlans.ts';
import { createMemoryWorld, tenantId } from '../support/memoryWorld.ts';
import { userId } from '../support/usersStory.ts';

const deactivate: BulkAction = { kind: 'deactivate' };
const some: UserSelection = { kind: 'users', userIds: [0, 1, 2].map((index) => userId(index)) };

/** Plans of a backend in memory, with what was asked of it; `override` breaks single calls. */
function setUp(override: Partial<BulkCalls> = {}) {
  const world = createMemoryWorld({ customers: 2, users: 12 });
  const plans = createMemoryPlans({
    users: () => world.users,
    matches: matchesUserFilter,
    put: (user) => {
      world.users = world.users.map((one) => (one.id === user.id ? user : one));
    },
    remove: () => undefined,
    profileName: (id) => id,
    actor: () => ({ userId: null, permissions: ['users.activate'] }),
  });
  const created: UserSelection[] = [];
  const calls: BulkCalls = {
    create: async (action, selection) => {
      created.push(selection);
      return { ok: true, value: plans.create(tenantId, action, selection) };
    },
    get: async (planId) => plans.get(planId),
    apply: async (planId) => plans.apply(planId),
    cancel: async (planId) => plans.cancel(planId),
    undo: async (planId) => plans.undo(planId),
    failedIds: async () => ({ ok: true, value: [userId(1)] }),
    ...override,
  };
  const failures: string[] = [];
  const run = createPlanRun(calls, {
    settle: 1,
    poll: [1, 2],
    onFailed: ({ code }) => failures.push(code),
  });
  const until = async (step: string) => {
    for (let turn = 0; turn < 500 && run.store.getState().step !== step; turn++)
      await new Promise((resolve) => setTimeout(resolve, 2));
    return run.store.getState();
  };
  return { run, calls, created, world, until, failures };
}

describe('The run of a bulk plan', () => {
  it('follows the job to its end', async () => {
    const { run, world, until } = setUp();
    run.choose(deactivate, some);
    expect((await until('planned')).plan?.totals.changed).toBe(3);
    await run.apply();
    expect(run.store.getState()).toMatchObject({ step: 'finished', plan: { state: 'applied' } });
    expect(world.users.slice(0, 3).every(({ disabledAt }) => disabledAt !== null)).toBe(true);
  });

  it('makes a stale plan anew, changes nothing, and says so', async () => {
    let stale = true;
    const plain = setUp();
    const { run, created, world, until } = setUp({
      apply: async (planId, key): ReturnType<BulkCalls['apply']> => {
        if (!stale) return plain.calls.apply(planId, key);
        stale = false;
        return { ok: false, error: apiError('PLAN_STALE', 'Users changed.') };
      },
    });
    run.choose(deactivate, some);
    await until('planned');
    await run.apply();
    expect(run.store.getState()).toMatchObject({ step: 'planned', replanned: true, error: null });
    expect(created).toHaveLength(2);
    expect(world.users[0]?.disabledAt).toBeNull();
  });

  it('repeats a lost OK under the same key, so that nothing runs twice', async () => {
    const keys: string[] = [];
    const lost: Result<never> = { ok: false, error: apiError('OFFLINE', 'No answer.', { saved: 'unknown' }) };
    const { run, until } = setUp({
      apply: async (_, key) => {
        keys.push(key);
        return lost;
      },
    });
    run.choose(deactivate, some);
    await until('planned');
    await run.apply();
    expect(run.store.getState()).toMatchObject({ step: 'planned', error: { code: 'OFFLINE' } });
    await run.apply();
    expect(keys).toHaveLength(2);
    expect(new Set(keys).size).toBe(1);
  });

  it('keeps following while the backend does not answer', async () => {
    let turns = 0;
    const { run, calls, until } = setUp();
    const flaky = setUp({
      ...calls,
      get: async (planId) => {
        turns++;
        return turns === 1 ? { ok: false, error: apiError('OFFLINE', 'Gone.') } : calls.get(planId);
      },
    });
    flaky.run.choose(deactivate, some);
    await flaky.until('planned');
    await flaky.run.apply();
    expect(flaky.run.store.getState()).toMatchObject({
      step: 'finished',
      plan: { state: 'applied' },
      error: null,
    });
    run.choose(null, some);
    expect((await until('choosing')).plan).toBeNull();
  });

  it('tells whoever closed the dialog meanwhile that it was not begun, or can not be followed', async () => {
    const refused = apiError('PERMISSION_DENIED', 'Not any more.');
    const denied = setUp({ apply: async () => ({ ok: false, error: refused }) });
    denied.run.choose(deactivate, some);
    await denied.until('planned');
    await denied.run.apply();
    expect(denied.failures).toEqual(['PERMISSION_DENIED']);

    const gone = setUp({
      apply: async () => ({
        ok: true,
        value: { ...(gone.run.store.getState().plan as BulkPlan), state: 'applying' },
      }),
      get: async () => ({ ok: false, error: apiError('NOT_FOUND', 'The tenant is gone.') }),
    });
    gone.run.choose(deactivate, some);
    await gone.until('planned');
    await gone.run.apply();
    expect(gone.failures).toEqual(['NOT_FOUND']);
  });

  it('drops the answer of a choice that was changed since', async () => {
    const { run, created, until } = setUp();
    run.choose(deactivate, some);
    run.choose({ kind: 'activate' }, { kind: 'users', userIds: [userId(4)] });
    const { plan } = await until('planned');
    expect(plan?.action.kind).toBe('activate');
    expect(created).toHaveLength(1);
  });

  it('retries just the failed ones by a new plan', async () => {
    const { run, created, until } = setUp();
    run.choose(deactivate, some);
    await until('planned');
    await run.apply();
    await run.retryFailed();
    expect(created.at(-1)).toEqual({ kind: 'users', userIds: [userId(1)] });
    expect(run.store.getState().step).toBe('planned');
  });
});
