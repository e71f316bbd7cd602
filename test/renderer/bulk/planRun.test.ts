import { describe, expect, it } from 'vitest';
import type { BulkAction, UserSelection } from '#shared/api/bulkPlans.ts';
import type { InputOf } from '#shared/desktop/index.ts';
import { createDesktop } from '../../../src-renderer/bridge/desktop.ts';
import { createPlanRun, type PlanRunState } from '../../../src-renderer/features/bulk/createPlanRun.ts';
import { openConsole } from '../support/world/openConsole.ts';

const deactivate: BulkAction = { kind: 'deactivate' };

/** A run of Mara's, the first three people of Contoso, and what was asked of the backend. */
async function setUp() {
  const desk = await openConsole({ customers: 2, users: 12 });
  const failures: string[] = [];
  const run = createPlanRun({
    desktop: createDesktop(desk.bridge),
    tenantKey: desk.inView,
    settle: 1,
    poll: [1, 2],
    onFailed: ({ code }) => failures.push(code),
  });
  const some: UserSelection = { kind: 'users', userIds: desk.userIds.slice(0, 3) };
  const until = (step: PlanRunState['step']) =>
    new Promise<PlanRunState>((resolve) => {
      const look = (state: PlanRunState) => state.step === step && resolve(state);
      run.store.subscribe(look);
      look(run.store.getState());
    });
  return {
    ...desk,
    run,
    some,
    until,
    failures,
    plan: async () => {
      run.choose(deactivate, some);
      const { plan } = await until('planned');
      if (plan === null) throw new Error('It is planned.');
      return plan;
    },
    requests: (route: string) =>
      desk.bridge.calls
        .map(({ input }) => input as InputOf<'backend.call'> | undefined)
        .filter((call) => call?.route === route),
    isDisabled: async (index: number) =>
      (await desk.colleague.user(`person${index}@nord.example`)).disabledAt !== null,
  };
}

describe('The run of a bulk plan', () => {
  it('follows the job to its end', async () => {
    const { run, plan, isDisabled } = await setUp();
    expect((await plan()).totals.changed).toBe(3);
    await run.apply();
    expect(run.store.getState()).toMatchObject({ step: 'finished', plan: { state: 'applied' } });
    expect(await Promise.all([0, 1, 2].map(isDisabled))).toEqual([true, true, true]);
  });

  it('makes a stale plan again, changes nothing, and says so', async () => {
    const { run, plan, requests, colleague, tenantId, isDisabled } = await setUp();
    const { id: planId } = await plan();
    await colleague.call('bulkPlans.cancel', { params: { tenantId, planId } });
    await run.apply();
    expect(run.store.getState()).toMatchObject({ step: 'planned', replanned: true, error: null });
    expect(requests('bulkPlans.create')).toHaveLength(2);
    expect(await isDisabled(0)).toBe(false);
  });

  it('repeats a lost OK under the same key, so that nothing runs twice', async () => {
    const { run, plan, requests, world } = await setUp();
    await plan();
    await world.wire.fail('answer-lost', '^POST .*/application$');
    await run.apply();
    expect(run.store.getState()).toMatchObject({ step: 'planned', error: { code: 'OFFLINE' } });
    await world.wire.mend();
    await run.apply();
    const [first, second, ...more] = requests('bulkPlans.apply').map((call) => call?.idempotencyKey);
    expect(second).toBe(first);
    expect(more).toEqual([]);
    expect(run.store.getState()).toMatchObject({ step: 'finished', plan: { progress: { succeeded: 3 } } });
  });

  it('keeps following while the backend does not answer', async () => {
    const { run, plan, world, some, until } = await setUp();
    await plan();
    const errors = new Set<string | undefined>();
    run.store.subscribe(({ error }) => errors.add(error?.code));
    await world.wire.fail('cut', '^GET .*/bulk-plans/', 4);
    await run.apply();
    expect(errors).toContain('OFFLINE');
    expect(run.store.getState()).toMatchObject({
      step: 'finished',
      plan: { state: 'applied' },
      error: null,
    });
    run.choose(null, some);
    expect((await until('choosing')).plan).toBeNull();
  });

  it('says, also after the dialog was closed, that it was not begun', async () => {
    const { run, plan, world, mara, tenantId, failures } = await setUp();
    await plan();
    await world.setRole(mara, tenantId, 'Viewer');
    await run.apply();
    expect(failures).toEqual(['PERMISSION_DENIED']);
  });

  it('says, also after the dialog was closed, that it can not be followed', async () => {
    const { run, plan, world, mara, tenantId, until, failures } = await setUp();
    await plan();
    await world.wire.fail('held', '^GET .*/bulk-plans/');
    const applying = run.apply();
    await until('running');
    await world.revoke(mara, [tenantId]);
    await world.wire.mend();
    await applying;
    expect(failures).toEqual(['NOT_FOUND']);
  });

  it('drops the answer of a choice that was changed since', async () => {
    const { run, some, requests, until, userIds } = await setUp();
    run.choose(deactivate, some);
    run.choose({ kind: 'activate' }, { kind: 'users', userIds: [userIds[4] ?? ''] });
    const { plan } = await until('planned');
    expect(plan?.action.kind).toBe('activate');
    expect(requests('bulkPlans.create')).toHaveLength(1);
  });

  it('retries just the failed ones by a new plan', async () => {
    const { run, plan, requests, colleague, userIds } = await setUp();
    await plan();
    await colleague.changeUser('person1@nord.example', { department: 'Night' });
    await run.apply();
    await run.retryFailed();
    expect(requests('bulkPlans.create').at(-1)?.body).toMatchObject({
      selection: { kind: 'users', userIds: [userIds[1]] },
    });
    expect(run.store.getState().step).toBe('planned');
  });
});
