import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BulkAction } from '#shared/api/bulkPlans.ts';
import type { TestAccount } from '#test/support/backend.ts';
import { administrationFeatures } from '#test/support/features.ts';
import { type Administration, startAdministration, type Workplace } from '../support/administration.ts';

let backend: Administration;
let nord: Workplace;
beforeAll(async () => {
  backend = await startAdministration();
  nord = await backend.workplace();
});
afterAll(() => backend.close());

const params = () => ({ tenantId: nord.tenant.id });
const of = (userId: string) => ({ ...params(), userId });
const get = async (userId: string) => backend.call(nord.admin, 'users.get', { params: of(userId) });
const plan = async (action: BulkAction, userIds: string[]) => {
  const made = await backend.call(nord.admin, 'bulkPlans.create', {
    params: params(),
    body: { action, selection: { kind: 'users', userIds } },
  });
  expect(made.status, made.text).toBe(201);
  return made.body;
};
const run = async (action: BulkAction, userIds: string[]) => {
  const done = await backend.applied(nord, await plan(action, userIds));
  expect(done.state).toBe('applied');
  return done.id;
};
const assign = (mode: 'replace' | 'add' | 'remove', userId: string, ...profileIds: string[]) =>
  run({ kind: 'assign-profiles', profileIds, mode }, [userId]);
const outcomeOf = async (planId: string) => {
  const at = { ...params(), planId };
  const { body } = await backend.call(nord.admin, 'bulkPlans.get', { params: at });
  const results = await backend.call(nord.admin, 'bulkPlans.results', { params: at, query: {} });
  const { state, undoable, progress } = body;
  return {
    plan: { state, undoable, ...progress },
    users: Object.fromEntries(
      results.body.items.map((item) => [item.userId, item.reason ?? item.outcome] as const),
    ),
  };
};
const undo = async (planId: string, as: TestAccount = nord.admin) => {
  const { status, text } = await backend.call(as, 'bulkPlans.undo', { params: { ...params(), planId } });
  expect(status, text).toBe(202);
  await backend.jobs.settled();
  return outcomeOf(planId);
};

describe('undo of a bulk assignment of profiles', () => {
  let names: Record<string, string>;
  let one: string;
  let two: string;
  let three: string;
  beforeAll(async () => {
    [one = '', two = '', three = ''] = [
      (await backend.newProfile(nord)).id,
      (await backend.newProfile(nord)).id,
      (await backend.newProfile(nord)).id,
    ];
    names = { [one]: 'one', [two]: 'two', [three]: 'three' };
  });
  const profiles = async (userId: string) =>
    (await get(userId)).body.profileIds.map((id) => names[id] ?? id).toSorted();
  const holderOf = async (...profileIds: string[]) => (await backend.newUser(nord, { profileIds })).id;

  it('of two replacements, the older first, is skipped until the newer one is undone', async () => {
    const ana = await holderOf(one);
    const older = await assign('replace', ana, two);
    const newer = await assign('replace', ana, three);
    expect(await undo(older)).toMatchObject({
      plan: { state: 'undone', undoable: true, done: 1, succeeded: 0, skipped: 1, total: 1 },
      users: { [ana]: 'changed-since-plan' },
    });
    expect(await profiles(ana)).toEqual(['three']);
    expect((await undo(newer)).users).toEqual({ [ana]: 'undone' });
    expect(await profiles(ana)).toEqual(['two']);
    expect(await undo(older)).toMatchObject({
      plan: { state: 'undone', undoable: false, done: 1, succeeded: 1, skipped: 0, total: 1 },
      users: { [ana]: 'undone' },
    });
    expect(await profiles(ana)).toEqual(['one']);
  });

  it('of an addition, a replacement and a removal leaves in any order what was before them', async () => {
    for (const order of [
      [0, 1, 2],
      [0, 2, 1],
      [1, 0, 2],
      [1, 2, 0],
      [2, 0, 1],
      [2, 1, 0],
    ]) {
      const ana = await holderOf(one);
      const plans = [
        await assign('add', ana, two),
        await assign('replace', ana, two, three),
        await assign('remove', ana, two),
      ];
      const left = new Set(order);
      for (let round = 0; left.size > 0 && round < 3; round += 1) {
        for (const index of left) {
          const { users } = await undo(plans[index] ?? '');
          if (users[ana] === 'undone') left.delete(index);
        }
      }
      expect([order, await profiles(ana)]).toEqual([order, ['one']]);
    }
  });

  it('gives back what still exists of what was lost', async () => {
    const doomed = await backend.newProfile(nord);
    const ana = await holderOf(one, doomed.id);
    const ben = await holderOf(doomed.id, three);
    const replaced = await run({ kind: 'assign-profiles', profileIds: [three], mode: 'replace' }, [ana, ben]);
    const removal = await backend.call(nord.admin, 'profiles.delete', {
      params: { ...params(), profileId: doomed.id },
      body: { version: doomed.version, takeFromHolders: true },
    });
    expect(removal.status, removal.text).toBe(200);
    expect(await undo(replaced)).toEqual({
      plan: { state: 'undone', undoable: false, done: 2, succeeded: 1, failed: 0, skipped: 1, total: 2 },
      users: { [ana]: 'undone', [ben]: 'profile-deleted' },
    });
    expect([await profiles(ana), await profiles(ben)]).toEqual([['one'], ['three']]);
  });

  it('stays possible after an error, and says what of the plan stands', async () => {
    const ana = await holderOf();
    const added = await assign('add', ana, one);
    const script = (text: string) => backend.database.session((session) => session.script(text));
    await script(`create function tenantdesk.break() returns trigger language plpgsql
        as $$ begin raise exception 'broken'; end $$;
      create trigger broken before update on tenantdesk.users for each row execute function tenantdesk.break()`);
    const broken = await undo(added);
    await script('drop trigger broken on tenantdesk.users; drop function tenantdesk.break');
    expect(broken).toEqual({
      plan: { state: 'failed', undoable: true, done: 1, succeeded: 1, failed: 0, skipped: 0, total: 1 },
      users: { [ana]: 'succeeded' },
    });
    expect(await undo(added)).toMatchObject({ plan: { state: 'undone', undoable: false, succeeded: 1 } });
    expect(await profiles(ana)).toEqual([]);
  });
});

describe('undo of a bulk deletion', () => {
  it('leaves alone who came back and was deleted again since', async () => {
    const [ana, ben] = [await backend.newUser(nord), await backend.newUser(nord)];
    const deleted = await run({ kind: 'delete' }, [ana.id, ben.id]);
    const back = await backend.call(nord.admin, 'users.restore', { params: of(ana.id) });
    const body = { version: back.body.version };
    expect((await backend.call(nord.admin, 'users.delete', { params: of(ana.id), body })).status).toBe(200);
    expect(await undo(deleted)).toMatchObject({
      plan: { state: 'undone', undoable: false, succeeded: 1, skipped: 1 },
      users: { [ana.id]: 'changed-since-plan', [ben.id]: 'undone' },
    });
    expect([(await get(ana.id)).status, (await get(ben.id)).status]).toEqual([404, 200]);
  });
});

describe('undo by somebody', () => {
  it('with fewer rights leaves it possible for those who have more, for whom it skipped', async () => {
    const child = await backend.tenant({ parent: nord.tenant });
    const [boss, chief] = [await nord.tenant.account('Admin'), await nord.tenant.account('Admin')];
    await backend.grant(chief, child, 'Admin');
    const [ana, ben] = [await backend.newUser(nord), await backend.newUser(nord)];
    const off = await run({ kind: 'deactivate' }, [ana.id, ben.id]);
    await backend.grant({ tenantId: nord.tenant.id, userId: ana.id }, child, 'Admin');
    expect(await undo(off, boss)).toEqual({
      plan: { state: 'undone', undoable: true, done: 2, succeeded: 1, failed: 0, skipped: 1, total: 2 },
      users: { [ana.id]: 'more-rights-than-you', [ben.id]: 'undone' },
    });
    expect(await undo(off, chief)).toEqual({
      plan: { state: 'undone', undoable: false, done: 1, succeeded: 1, failed: 0, skipped: 0, total: 1 },
      users: { [ana.id]: 'undone', [ben.id]: 'undone' },
    });
    expect((await get(ana.id)).body.disabledAt).toBeNull();
    const again = await backend.call(chief, 'bulkPlans.undo', { params: { ...params(), planId: off } });
    expect(again.error.code).toBe('ACTION_NOT_ALLOWED');
  });
});

describe('@security a run', () => {
  const endings = {
    'may no longer sign in': (runner: TestAccount) =>
      backend.inTenant(nord, async ({ db }) => {
        await db
          .updateTable('users')
          .set({ disabled_at: new Date() })
          .where('user_id', '=', runner.userId)
          .execute();
      }),
    'has lost the permission': (runner: TestAccount) =>
      backend.inTenant(nord, async ({ db }) => {
        await db.deleteFrom('role_grants').where('grantee_user_id', '=', runner.userId).execute();
      }),
  };
  const resume = async (planId: string, runner: TestAccount, state: 'applying' | 'undoing') => {
    await backend.inTenant(nord, async ({ db }) => {
      const by = { run_by_tenant_id: runner.tenantId, run_by_user_id: runner.userId, run_by_name: 'Boss' };
      await db
        .updateTable('bulk_plans')
        .set({ state, ...by })
        .where('plan_id', '=', planId)
        .execute();
    });
    const name = state === 'applying' ? 'bulk.apply' : 'bulk.undo';
    const jobs = administrationFeatures(backend.parts).flatMap((one) => one.jobs?.[name] ?? []);
    const { signal } = new AbortController();
    for (const job of jobs) await job({ ...params(), planId }, { signal });
  };

  it.each(Object.entries(endings))('ends for somebody who %s since it began', async (_words, end) => {
    const runner = await nord.tenant.account('Admin');
    const [ana, ben] = [await backend.newUser(nord), await backend.newUser(nord)];
    const [deletion, off] = [
      await plan({ kind: 'delete' }, [ana.id]),
      await run({ kind: 'deactivate' }, [ben.id]),
    ];
    await end(runner);
    await resume(deletion.id, runner, 'applying');
    expect(await outcomeOf(deletion.id)).toMatchObject({
      plan: { state: 'failed', undoable: false, succeeded: 0 },
      users: {},
    });
    await resume(off, runner, 'undoing');
    expect(await outcomeOf(off)).toMatchObject({
      plan: { state: 'failed', undoable: true, succeeded: 1, total: 1 },
      users: { [ben.id]: 'succeeded' },
    });
    expect((await get(ana.id)).status).toBe(200);
    expect((await get(ben.id)).body.disabledAt).not.toBeNull();
    expect(await undo(off)).toMatchObject({ plan: { state: 'undone', succeeded: 1 } });
  });
});
