import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BulkAction } from '#shared/api/bulkPlans.ts';
import type { TestAccount } from '#test/support/backend.ts';
import { purgeTenant } from '../../../src-backend/features/retention/feature.ts';
import { type Administration, startAdministration, type Workplace } from '../support/administration.ts';

let backend: Administration;
let at: Workplace;
beforeAll(async () => {
  backend = await startAdministration();
  at = await backend.workplace();
});
afterAll(() => backend.close());

const params = () => ({ tenantId: at.tenant.id });
const of = (planId: string) => ({ ...params(), planId });
const planned = async (action: BulkAction, userIds: string[], as: TestAccount = at.admin) => {
  const body = { action, selection: { kind: 'users' as const, userIds } };
  const made = await backend.call(as, 'bulkPlans.create', { params: params(), body });
  expect(made.status, made.text).toBe(201);
  return made.body;
};
const ran = async (action: BulkAction, userIds: string[], as: TestAccount = at.admin): Promise<string> => {
  const { id } = await planned(action, userIds, as);
  const begun = await backend.call(as, 'bulkPlans.apply', { params: of(id) });
  expect(begun.status, begun.text).toBe(202);
  await backend.jobs.settled();
  return id;
};
const newUserId = async () => (await backend.newUser(at)).id;
const listed = async (
  as: TestAccount,
  query: { whose?: 'own' | 'all'; state?: 'running' | 'undoable' } = {},
) => {
  const { status, body, text } = await backend.call(as, 'bulkPlans.list', {
    params: params(),
    query: { ...query, limit: '100' },
  });
  expect(status, text).toBe(200);
  return body.items;
};
const idsOf = (jobs: readonly { readonly id: string }[]) => jobs.map(({ id }) => id);
const shift = (planId: string, days: number) =>
  backend.inTenant(at, async ({ db }) => {
    const then = new Date(Date.now() - days * 86_400_000);
    await db
      .updateTable('bulk_plans')
      .set({ created_at: then, started_at: then, finished_at: then })
      .where('plan_id', '=', planId)
      .execute();
  });

describe('the list of jobs', () => {
  it('has what was run, with who, when and the way back, the newest first, a page at a time', async () => {
    const supplier = await backend.newProfile(at, 'Supplier of jobs');
    const [ana, ben] = [await newUserId(), await newUserId()];
    const onlyPlanned = await planned({ kind: 'delete' }, [ana]);
    const first = await ran({ kind: 'assign-profiles', mode: 'add', profileIds: [supplier.id] }, [ana, ben]);
    const second = await ran({ kind: 'deactivate' }, [ben]);
    const jobs = await listed(at.admin);
    expect(idsOf(jobs)).not.toContain(onlyPlanned.id);
    expect(idsOf(jobs).slice(0, 2)).toEqual([second, first]);
    const job = jobs[1]!;
    const { body: alone } = await backend.call(at.admin, 'bulkPlans.get', { params: of(first) });
    expect(job).toEqual(alone);
    expect(job).toMatchObject({
      profileNames: ['Supplier of jobs'],
      startedBy: { tenantId: at.tenant.id, userId: at.admin.userId },
      undone: null,
      undoable: true,
      progress: { succeeded: 2 },
    });
    expect(Date.parse(job.undoableUntil ?? '') - Date.parse(job.startedAt ?? '')).toBe(30 * 86_400_000);
    const page = { params: params(), query: { limit: '1' } };
    const { body: one } = await backend.call(at.admin, 'bulkPlans.list', page);
    const { body: two } = await backend.call(at.admin, 'bulkPlans.list', {
      params: params(),
      query: { limit: '1', cursor: one.nextCursor ?? '' },
    });
    expect(idsOf([...one.items, ...two.items])).toEqual([second, first]);
  });

  it('has running ones first, and finds those that run and those that can be undone', async () => {
    const [ana, ben] = [await newUserId(), await newUserId()];
    const older = await ran({ kind: 'deactivate' }, [ana]);
    const newer = await ran({ kind: 'deactivate' }, [ben]);
    await backend.inTenant(at, async ({ db }) => {
      await db.updateTable('bulk_plans').set({ state: 'undoing' }).where('plan_id', '=', older).execute();
    });
    expect(idsOf(await listed(at.admin)).slice(0, 2)).toEqual([older, newer]);
    expect(idsOf(await listed(at.admin, { state: 'running' }))).toEqual([older]);
    const undoable = idsOf(await listed(at.admin, { state: 'undoable' }));
    expect([undoable.includes(older), undoable[0]]).toEqual([false, newer]);
    await backend.inTenant(at, async ({ db }) => {
      await db.updateTable('bulk_plans').set({ state: 'applied' }).where('plan_id', '=', older).execute();
    });
  });

  it('finds none as to be undone again that was, although some were skipped: what was done before is next', async () => {
    const [ana, ben, cleo] = [await newUserId(), await newUserId(), await newUserId()];
    const before = await ran({ kind: 'deactivate' }, [cleo]);
    const job = await ran({ kind: 'deactivate' }, [ana, ben]);
    const { body: user } = await backend.call(at.admin, 'users.get', {
      params: { ...params(), userId: ana },
    });
    const activation = { params: { ...params(), userId: ana }, body: { version: user.version } };
    expect((await backend.call(at.admin, 'users.activate', activation)).status).toBe(200);
    await backend.call(at.admin, 'bulkPlans.undo', { params: of(job) });
    await backend.jobs.settled();
    const { body: undone } = await backend.call(at.admin, 'bulkPlans.get', { params: of(job) });
    expect(undone).toMatchObject({ state: 'undone', undoable: true, progress: { skipped: 1 } });
    expect(idsOf(await listed(at.admin, { state: 'undoable' }))[0]).toBe(before);
  });

  it('says who took a job back, and still who ran it', async () => {
    const [ana, colleague] = [await newUserId(), await at.tenant.account('Admin')];
    const job = await ran({ kind: 'deactivate' }, [ana]);
    expect((await backend.call(colleague, 'bulkPlans.undo', { params: of(job) })).status).toBe(202);
    await backend.jobs.settled();
    const [found] = await listed(at.admin);
    expect(found).toMatchObject({ id: job, state: 'undone', undoable: false, undoableUntil: null });
    expect(found?.startedBy?.userId).toBe(at.admin.userId);
    expect(found?.undone?.at).toBe(found?.finishedAt);
    expect(idsOf(await listed(colleague, { whose: 'own' }))).not.toContain(job);
  });
});

describe('@security jobs of others', () => {
  it('are listed and opened only for those who may do the same or read the audit log', async () => {
    const [ana, invited] = [await newUserId(), await newUserId()];
    const [helpdesk, member, auditor, viewer] = [
      await at.tenant.account('Helpdesk'),
      await at.tenant.account('Member'),
      await at.tenant.account('BPM Admin'),
      await at.tenant.account('Viewer'),
    ];
    const deactivation = await ran({ kind: 'deactivate' }, [ana]);
    const assignment = await ran({ kind: 'assign-profiles', mode: 'add', profileIds: [at.systemProfileId] }, [
      ana,
    ]);
    const resent = await ran({ kind: 'resend-activation' }, [invited], helpdesk);
    const seen = async (as: TestAccount) => {
      const ids = idsOf(await listed(as));
      return [deactivation, assignment, resent].map((id) => ids.includes(id));
    };
    expect(await seen(at.admin)).toEqual([true, true, true]);
    expect(await seen(auditor)).toEqual([true, true, true]);
    expect(await seen(member)).toEqual([false, true, true]);
    expect(await seen(helpdesk)).toEqual([false, false, true]);
    expect(await listed(viewer)).toEqual([]);
    expect(idsOf(await listed(helpdesk, { whose: 'own' }))).toEqual([resent]);

    for (const name of ['bulkPlans.get', 'bulkPlans.effects', 'bulkPlans.results'] as const) {
      for (const [account, planId, status] of [
        [helpdesk, deactivation, 403],
        [member, deactivation, 403],
        [viewer, resent, 403],
        [helpdesk, resent, 200],
        [auditor, deactivation, 200],
      ] as const) {
        const answer = await backend.call(account, name, { params: of(planId), query: {} } as never);
        expect(answer.status, `${name} ${answer.text}`).toBe(status);
      }
    }
    // Seeing a job is not undoing it.
    for (const account of [auditor, helpdesk, viewer]) {
      const undone = await backend.call(account, 'bulkPlans.undo', { params: of(deactivation) });
      expect(undone.error.code).toBe('PERMISSION_DENIED');
    }
  });

  it('stay with whoever ran one and has lost the permission since, to look at', async () => {
    const boss = await at.tenant.account('Admin');
    const job = await ran({ kind: 'deactivate' }, [await newUserId()], boss);
    await backend.inTenant(at, async ({ db }) => {
      const viewer = db.selectFrom('roles').where('name_key', '=', 'viewer').select('role_id');
      await db
        .updateTable('role_grants')
        .set({ role_id: viewer })
        .where('grantee_user_id', '=', boss.userId)
        .execute();
    });
    expect(idsOf(await listed(boss))).toEqual([job]);
    expect((await backend.call(boss, 'bulkPlans.get', { params: of(job) })).status).toBe(200);
    const undone = await backend.call(boss, 'bulkPlans.undo', { params: of(job) });
    expect(undone.error.code).toBe('PERMISSION_DENIED');
  });

  it('of another tenant are never listed, nor found', async () => {
    const job = await ran({ kind: 'deactivate' }, [await newUserId()]);
    const elsewhere = await backend.workplace();
    const there = { tenantId: elsewhere.tenant.id };
    const list = await backend.call(elsewhere.admin, 'bulkPlans.list', { params: there, query: {} });
    expect(list.body.items).toEqual([]);
    for (const name of ['bulkPlans.get', 'bulkPlans.undo'] as const) {
      const answer = await backend.call(elsewhere.admin, name, { params: { ...there, planId: job } });
      expect([answer.status, answer.error.code]).toEqual([404, 'NOT_FOUND']);
    }
    const foreign = await backend.call(elsewhere.admin, 'bulkPlans.list', { params: params(), query: {} });
    expect(foreign.status).toBe(404);
  });
});

it('A job can be undone for 30 days and says so; its people are kept as long, that it was for 90', async () => {
  const ana = await newUserId();
  const job = await ran({ kind: 'deactivate' }, [ana]);
  const purge = () => purgeTenant(backend, at.tenant.id, new AbortController().signal);
  const look = async () => (await listed(at.admin)).find(({ id }) => id === job);
  const results = async () =>
    (await backend.call(at.admin, 'bulkPlans.results', { params: of(job), query: {} })).body.items;

  await shift(job, 29.9);
  await purge();
  expect([(await look())?.undoable, await results()]).toEqual([
    true,
    [expect.objectContaining({ userId: ana })],
  ]);

  await shift(job, 30.1);
  const over = await look();
  expect(over?.undoable).toBe(false);
  expect(Date.parse(over?.undoableUntil ?? '')).toBeLessThan(Date.now());
  expect(idsOf(await listed(at.admin, { state: 'undoable' }))).not.toContain(job);
  const refused = await backend.call(at.admin, 'bulkPlans.undo', { params: of(job) });
  expect(refused.error).toMatchObject({ code: 'ACTION_NOT_ALLOWED', details: { reason: 'undo-expired' } });
  await purge();
  expect([(await look())?.progress.succeeded, await results()]).toEqual([1, []]);

  await shift(job, 91);
  await purge();
  expect(await look()).toBeUndefined();
});

it('A plan counts whom it skips by reason and lists them so; its result says what was done to each', async () => {
  const [one, two] = [
    await backend.newProfile(at, 'One of moves'),
    await backend.newProfile(at, 'Two of moves'),
  ];
  const ana = await backend.newUser(at, { profileIds: [one.id] });
  const moved = await ran({ kind: 'assign-profiles', mode: 'replace', profileIds: [two.id] }, [ana.id]);
  const { body } = await backend.call(at.admin, 'bulkPlans.results', { params: of(moved), query: {} });
  expect(body.items).toMatchObject([
    { outcome: 'succeeded', gains: ['Two of moves'], losses: ['One of moves'] },
  ]);

  const [off, on] = [await newUserId(), await newUserId()];
  await ran({ kind: 'deactivate' }, [off]);
  const plan = await planned({ kind: 'deactivate' }, [off, on, at.admin.userId]);
  expect(plan.totals.refusals).toEqual([
    { reason: 'already-disabled', users: 1 },
    { reason: 'own-account', users: 1 },
  ]);
  const effects = await backend.call(at.admin, 'bulkPlans.effects', {
    params: of(plan.id),
    query: { refusedBecause: 'already-disabled' },
  });
  expect(effects.body.items.map(({ userId }) => userId)).toEqual([off]);
  const done = await backend.applied(at, plan);
  expect(done.progress).toMatchObject({ succeeded: 1, skipped: 2 });
  const skipped = await backend.call(at.admin, 'bulkPlans.results', {
    params: of(plan.id),
    query: { outcome: 'skipped' },
  });
  expect(skipped.body.items.map(({ userId }) => userId).toSorted()).toEqual(
    [off, at.admin.userId].toSorted(),
  );
});
