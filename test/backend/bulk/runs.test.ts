import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BulkAction, BulkPlan, UserSelection } from '#shared/api/bulkPlans.ts';
import { assignmentModes, profileEffect } from '#shared/domain/profileAssignment.ts';
import { sql } from 'kysely';
import { administrationFeatures } from '#test/support/features.ts';
import { type Administration, startAdministration, type Workplace } from '../support/administration.ts';
import { addUsers } from '../support/manyUsers.ts';

let backend: Administration;
beforeAll(async () => {
  backend = await startAdministration();
});
afterAll(() => backend.close());

const planned = (at: Workplace, action: BulkAction, selection: UserSelection) =>
  backend.planned(at, action, selection);
const of = (at: Workplace, plan: BulkPlan) => ({ tenantId: at.tenant.id, planId: plan.id });
const inCustomer = (at: Workplace): UserSelection => ({
  kind: 'filter',
  filter: { customerId: at.customer.id },
  exceptIds: [],
});
const undone = async (at: Workplace, plan: BulkPlan): Promise<BulkPlan> => {
  expect((await backend.call(at.admin, 'bulkPlans.undo', { params: of(at, plan) })).status).toBe(202);
  await backend.jobs.settled();
  return (await backend.call(at.admin, 'bulkPlans.get', { params: of(at, plan) })).body;
};
const holdings = (at: Workplace) =>
  backend.inTenant(at, async ({ db }) => {
    const rows = await db
      .selectFrom('user_profiles')
      .where('tenant_id', '=', at.tenant.id)
      .select(['user_id', 'profile_id'])
      .orderBy('user_id')
      .orderBy('profile_id')
      .execute();
    return rows.map((row) => `${row.user_id} ${row.profile_id}`);
  });

describe('a bulk plan', () => {
  it('has for every user the effect that the shared rule gives, whatever is held and chosen', async () => {
    const at = await backend.workplace();
    const profiles = [];
    for (let n = 0; n < 4; n += 1) profiles.push(await backend.newProfile(at));
    const user = await backend.newUser(at);
    const names = new Map(profiles.map((profile) => [profile.id, profile.name]));
    const some = fc.subarray(profiles.map((profile) => profile.id));
    await fc.assert(
      fc.asyncProperty(
        some,
        fc.shuffledSubarray(
          profiles.map((p) => p.id),
          { minLength: 1 },
        ),
        fc.constantFrom(...assignmentModes),
        async (held, chosen, mode) => {
          await backend.inTenant(at, async ({ db, tenantId }) => {
            await sql`delete from user_profiles where user_id = ${user.id}`.execute(db);
            await sql`insert into user_profiles select ${tenantId}::uuid, ${user.id}::uuid, unnest(${held}::uuid[])`.execute(
              db,
            );
          });
          const plan = await planned(
            at,
            { kind: 'assign-profiles', profileIds: chosen, mode },
            { kind: 'users', userIds: [user.id] },
          );
          const { body } = await backend.call(at.admin, 'bulkPlans.effects', {
            params: of(at, plan),
            query: {},
          });
          const expected = profileEffect(held.toSorted(), chosen, mode);
          const named = (ids: readonly string[]) => ids.map((id) => names.get(id));
          expect(body.items[0]).toMatchObject({
            gains: named(expected.gains),
            losses: named(expected.losses),
            kept: named(expected.kept),
          });
          expect(plan.totals.losing).toBe(expected.losses.length > 0 ? 1 : 0);
        },
      ),
      { numRuns: 15 },
    );
  });

  it('says who may not be touched and why, and lists just who loses something when asked', async () => {
    const at = await backend.workplace();
    const profile = await backend.newProfile(at);
    const loses = await backend.newUser(at, { firstName: 'Zed', profileIds: [profile.id] });
    await backend.newUser(at, { firstName: 'Abe' });
    const action: BulkAction = { kind: 'assign-profiles', profileIds: [at.systemProfileId], mode: 'replace' };
    const plan = await planned(at, action, inCustomer(at));
    const { body } = await backend.call(at.admin, 'bulkPlans.effects', {
      params: of(at, plan),
      query: { losing: 'true' },
    });
    expect(body.items.map((item) => item.name.slice(0, 3))).toEqual(['Zed']);
    const { body: all } = await backend.call(at.admin, 'bulkPlans.effects', {
      params: of(at, plan),
      query: {},
    });
    expect(all.items.map((item) => item.name.slice(0, 3))).toEqual(['Abe', 'Zed']);
    const deletion = await planned(
      at,
      { kind: 'delete' },
      { kind: 'users', userIds: [at.admin.userId, loses.id] },
    );
    expect(deletion.totals).toMatchObject({ users: 2, changed: 1, refused: 1 });
  });

  it('@security of another tenant is not there', async () => {
    const [at, other] = [await backend.workplace(), await backend.workplace()];
    await backend.newUser(at);
    const plan = await planned(at, { kind: 'deactivate' }, inCustomer(at));
    const params = { tenantId: other.tenant.id, planId: plan.id };
    for (const route of ['bulkPlans.apply', 'bulkPlans.undo', 'bulkPlans.cancel'] as const) {
      expect((await backend.call(other.admin, route, { params })).status).toBe(404);
    }
  });

  it('@security needs the permission of its action, when made and when run', async () => {
    const at = await backend.workplace();
    const user = await backend.newUser(at);
    const viewer = await at.tenant.account('Viewer');
    const body = {
      action: { kind: 'delete' as const },
      selection: { kind: 'users' as const, userIds: [user.id] },
    };
    const made = await backend.call(viewer, 'bulkPlans.create', { params: { tenantId: at.tenant.id }, body });
    expect([made.status, made.error.details]).toEqual([403, { permission: 'users.delete' }]);
    const plan = await planned(at, body.action, body.selection);
    expect((await backend.call(viewer, 'bulkPlans.apply', { params: of(at, plan) })).status).toBe(403);
  });
});

describe('a run of a bulk plan', () => {
  it('does for thousands by filter what it said, writes an intact chain, and gives back exactly what each had', async () => {
    const at = await backend.workplace();
    const profile = await backend.newProfile(at);
    await addUsers(backend, at, { users: 2300, profileId: at.systemProfileId });
    const before = await holdings(at);
    const plan = await planned(
      at,
      { kind: 'assign-profiles', profileIds: [profile.id], mode: 'replace' },
      inCustomer(at),
    );
    const done = await backend.applied(at, plan);
    expect(done).toMatchObject({
      state: 'applied',
      progress: { done: 2300, succeeded: 2300, failed: 0, total: 2300 },
    });
    expect(await holdings(at)).toEqual(before.map((row) => row.replace(at.systemProfileId, profile.id)));
    const back = await undone(at, done);
    expect(back).toMatchObject({ state: 'undone', progress: { done: 2300, succeeded: 2300 } });
    expect(await holdings(at)).toEqual(before);
  });

  it('leaves alone and names who changed since the plan; undo keeps what was edited since in other fields', async () => {
    const at = await backend.workplace();
    const [one, two] = [await backend.newUser(at), await backend.newUser(at)];
    const plan = await planned(at, { kind: 'deactivate' }, inCustomer(at));
    const edit = (userId: string, version: number) =>
      backend.call(at.admin, 'users.update', {
        params: { tenantId: at.tenant.id, userId },
        body: { version, changes: { jobTitle: `Title ${version}` } },
      });
    await edit(one.id, 1);
    const done = await backend.applied(at, plan);
    expect(done.progress).toMatchObject({ succeeded: 1, failed: 1 });
    const failed = await backend.call(at.admin, 'bulkPlans.results', {
      params: of(at, plan),
      query: { outcome: 'failed' },
    });
    expect(failed.body.items).toMatchObject([{ userId: one.id, reason: 'changed-since-plan' }]);
    await edit(two.id, 2);
    const back = await undone(at, done);
    expect(back.progress).toMatchObject({ succeeded: 1, skipped: 0 });
    // What was said at the start was not so of all: the log says it. The undo did what it said.
    const told = await backend.auditOf(at, plan.id);
    expect(told.map(({ type }) => type)).toEqual([
      'bulk.planned',
      'bulk.applied',
      'bulk.ended',
      'bulk.undone',
    ]);
    const said = { action: 'deactivate', done: 1, left: 1, undoing: false };
    expect(told[2]).toMatchObject({ actor: told[1]?.actor, details: said });
    const { body: now } = await backend.call(at.admin, 'users.get', {
      params: { tenantId: at.tenant.id, userId: two.id },
    });
    expect(now).toMatchObject({ disabledAt: null, jobTitle: 'Title 2' });
  });

  it('is undone after another one, and before it, each taking back just what it wrote', async () => {
    const at = await backend.workplace();
    const [first, second] = [await backend.newProfile(at), await backend.newProfile(at)];
    for (const order of ['last first', 'first first'] as const) {
      const user = await backend.newUser(at, { profileIds: [at.systemProfileId] });
      const selection = { kind: 'users' as const, userIds: [user.id] };
      const add = async (profileId: string) =>
        backend.applied(
          at,
          await planned(at, { kind: 'assign-profiles', profileIds: [profileId], mode: 'add' }, selection),
        );
      const [one, two] = [await add(first.id), await add(second.id)];
      const profiles = async () =>
        (
          await backend.call(at.admin, 'users.get', {
            params: { tenantId: at.tenant.id, userId: user.id },
          })
        ).body.profileIds.toSorted();
      const [before, after] = order === 'last first' ? [two, one] : [one, two];
      expect((await undone(at, before)).progress, order).toMatchObject({ succeeded: 1, skipped: 0 });
      const left = order === 'last first' ? first.id : second.id;
      expect(await profiles()).toEqual([at.systemProfileId, left].toSorted());
      expect((await undone(at, after)).progress, order).toMatchObject({ succeeded: 1, skipped: 0 });
      expect(await profiles()).toEqual([at.systemProfileId]);
    }
  });

  it('is not undone where somebody decided otherwise about the same field since', async () => {
    const at = await backend.workplace();
    const profile = await backend.newProfile(at);
    const [taken, switched, gone] = [
      await backend.newUser(at),
      await backend.newUser(at),
      await backend.newUser(at),
    ];
    const params = (userId: string) => ({ tenantId: at.tenant.id, userId });
    const version = async (userId: string) =>
      (await backend.call(at.admin, 'users.get', { params: params(userId) })).body.version;
    const change = async (
      route: 'users.activate' | 'users.deactivate' | 'users.delete',
      userId: string,
    ): Promise<void> => {
      const body = { version: await version(userId) };
      expect((await backend.call(at.admin, route, { params: params(userId), body })).status).toBe(200);
    };
    const assign = await backend.applied(
      at,
      await planned(
        at,
        { kind: 'assign-profiles', profileIds: [profile.id], mode: 'add' },
        { kind: 'users', userIds: [taken.id, gone.id] },
      ),
    );
    const off = await backend.applied(
      at,
      await planned(at, { kind: 'deactivate' }, { kind: 'users', userIds: [switched.id] }),
    );
    const update = await backend.call(at.admin, 'users.update', {
      params: params(taken.id),
      body: { version: await version(taken.id), changes: { profileIds: [] } },
    });
    expect(update.status).toBe(200);
    await change('users.delete', gone.id);
    // Off and on again since: that it is off now is a colleague's decision, not the plan's.
    await change('users.activate', switched.id);
    await change('users.deactivate', switched.id);
    const reasons = async (plan: BulkPlan) => {
      expect((await undone(at, plan)).progress).toMatchObject({ succeeded: 0 });
      const { body } = await backend.call(at.admin, 'bulkPlans.results', { params: of(at, plan), query: {} });
      return Object.fromEntries(body.items.map((item) => [item.userId, [item.outcome, item.reason]]));
    };
    expect(await reasons(assign)).toEqual({
      [taken.id]: ['undo-skipped', 'changed-since-plan'],
      [gone.id]: ['undo-skipped', 'deleted-since-plan'],
    });
    expect(await reasons(off)).toEqual({ [switched.id]: ['undo-skipped', 'changed-since-plan'] });
  });

  it('restores deleted users with their profiles', async () => {
    const at = await backend.workplace();
    await addUsers(backend, at, { users: 30, profileId: at.systemProfileId });
    const before = await holdings(at);
    const done = await backend.applied(at, await planned(at, { kind: 'delete' }, inCustomer(at)));
    expect(done.progress.succeeded).toBe(30);
    expect(await holdings(at)).toEqual([]);
    expect((await undone(at, done)).progress.succeeded).toBe(30);
    expect(await holdings(at)).toEqual(before);
  });

  it('names whom too many activation links were sent to', async () => {
    const at = await backend.workplace();
    const user = await backend.newUser(at);
    for (let n = 0; n < 2; n += 1) {
      await backend.call(at.admin, 'users.resendActivation', {
        params: { tenantId: at.tenant.id, userId: user.id },
      });
    }
    const done = await backend.applied(at, await planned(at, { kind: 'resend-activation' }, inCustomer(at)));
    expect(done).toMatchObject({ undoable: false, progress: { failed: 1 } });
  });

  it('runs once however often it is started, and a stopped run keeps and can undo what is done', async () => {
    const at = await backend.workplace();
    const profile = await backend.newProfile(at);
    await addUsers(backend, at, { users: 2500, profileId: at.systemProfileId });
    const before = await holdings(at);
    const plan = await planned(
      at,
      { kind: 'assign-profiles', profileIds: [profile.id], mode: 'add' },
      inCustomer(at),
    );
    const starts = await Promise.all(
      [1, 2, 3].map(() => backend.call(at.admin, 'bulkPlans.apply', { params: of(at, plan) })),
    );
    expect(starts.every((answer) => answer.status === 202 || answer.error.code === 'PLAN_STALE')).toBe(true);
    await backend.call(at.admin, 'bulkPlans.cancel', { params: of(at, plan) });
    await backend.jobs.settled();
    const stopped = (await backend.call(at.admin, 'bulkPlans.get', { params: of(at, plan) })).body;
    expect(['cancelled', 'applied']).toContain(stopped.state);
    expect(await holdings(at)).toHaveLength(2500 + stopped.progress.succeeded);
    if (stopped.undoable) await undone(at, stopped);
    expect(await holdings(at)).toEqual(before);
  });

  it('goes on after a crash from what is done, doubling nothing', async () => {
    const at = await backend.workplace();
    const profile = await backend.newProfile(at);
    await addUsers(backend, at, { users: 2100, profileId: at.systemProfileId });
    const plan = await planned(
      at,
      { kind: 'assign-profiles', profileIds: [profile.id], mode: 'add' },
      inCustomer(at),
    );
    const feature = administrationFeatures(backend.parts).find(
      (one) => one.jobs?.['bulk.apply'] !== undefined,
    )!;
    const run = feature.jobs!['bulk.apply']!;
    // The job as the queue would run it, in a backend that dies after its first chunk.
    await backend.inTenant(at, async ({ db }) => {
      const { tenantId, userId } = at.admin;
      await sql`update bulk_plans set state = 'applying', run_by_tenant_id = ${tenantId}, run_by_user_id = ${userId}
        where plan_id = ${plan.id}`.execute(db);
    });
    await expect(run(of(at, plan), { signal: AbortSignal.abort(new Error('killed')) })).rejects.toThrow(
      'killed',
    );
    const params = of(at, plan);
    expect((await backend.call(at.admin, 'bulkPlans.get', { params })).body.progress.succeeded).toBe(1000);
    const never = new AbortController().signal;
    await Promise.all([run(params, { signal: never }), run(params, { signal: never })]);
    expect((await backend.call(at.admin, 'bulkPlans.get', { params })).body).toMatchObject({
      state: 'applied',
      progress: { done: 2100, succeeded: 2100 },
    });
    const events = await backend.inTenant(at, ({ db }) =>
      db
        .selectFrom('audit_events')
        .where('tenant_id', '=', at.tenant.id)
        .where('type', '=', 'user.profiles-assigned')
        .select(({ fn }) => fn.countAll<number>().as('n'))
        .executeTakeFirstOrThrow(),
    );
    expect(events.n).toBe(2100);
  });
});
