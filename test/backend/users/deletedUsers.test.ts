import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BulkAction, BulkPlan, UserSelection } from '#shared/api/bulkPlans.ts';
import type { UserInput } from '#shared/api/users.ts';
import type { Permission } from '#shared/domain/permissions.ts';
import { purgeTenant } from '../../../src-backend/features/retention/feature.ts';
import { newId } from '../../../src-backend/database/newId.ts';
import type { TestAccount } from '#test/support/backend.ts';
import { type Administration, startAdministration, type Workplace } from '../support/administration.ts';

let backend: Administration;
let nord: Workplace;
beforeAll(async () => {
  backend = await startAdministration();
});
afterAll(() => backend.close());

const params = () => ({ tenantId: nord.tenant.id });
const of = (userId: string) => ({ ...params(), userId });
const inBin = (userId: string) => ({ ...params(), deletedUserId: userId });

/** A tenant with an empty bin. */
const fresh = async () => {
  nord = await backend.workplace();
};

const deleted = (input?: Partial<UserInput>, by?: TestAccount) => backend.newDeletedUser(nord, input, by);
const planned = (action: BulkAction, selection: UserSelection, by?: TestAccount) =>
  backend.planned(nord, action, selection, by);
const resultsOf = (plan: BulkPlan) => backend.resultsOf(nord, plan);

const list = (query: Record<string, string> = {}, account = nord.admin) =>
  backend.call(account, 'deletedUsers.list', { params: params(), query });
const ids = async (query: Record<string, string> = {}) => (await list(query)).body.items.map(({ id }) => id);

const named = (...users: readonly { readonly id: string }[]): UserSelection => ({
  kind: 'users',
  userIds: users.map(({ id }) => id),
});
async function effectsOf({ id: planId }: BulkPlan): Promise<Record<string, string | null>> {
  const { body } = await backend.call(nord.admin, 'bulkPlans.effects', {
    params: { ...params(), planId },
    query: { limit: '100' },
  });
  return Object.fromEntries(body.items.map(({ userId, refusedBecause }) => [userId, refusedBecause]));
}

describe('The recycle bin', () => {
  test('lists who was deleted, by whom, and until when they can come back', async () => {
    await fresh();
    const ana = await deleted({ firstName: 'Ana', lastName: 'Ćurić' });
    const [entry] = (await list()).body.items;
    expect(entry).toMatchObject({
      id: ana.id,
      email: ana.email,
      firstName: 'Ana',
      lastName: 'Ćurić',
      customerTitle: nord.customer.title,
      customerThere: true,
      addressTaken: false,
      deletedBy: expect.stringMatching(/./u),
    });
    const days = (Date.parse(entry?.restorableUntil ?? '') - Date.parse(entry?.deletedAt ?? '')) / 86_400_000;
    expect(days).toBe(30);
  });

  test('is searched by the one rule, sorted, and read in pages with how many match', async () => {
    await fresh();
    const people = [];
    for (const lastName of ['Čapek', 'Adamec', 'Müller', 'Ćurić']) people.push(await deleted({ lastName }));
    const [capek, adamec, muller, curic] = people.map(({ id }) => id);
    expect(await ids()).toEqual([curic, muller, adamec, capek]);
    expect(await ids({ sort: 'name' })).toEqual([adamec, capek, curic, muller]);
    expect(await ids({ sort: 'name', direction: 'desc' })).toEqual([muller, curic, capek, adamec]);
    expect(await ids({ search: 'MULLER ana' })).toEqual([muller]);
    const first = await list({ limit: '3' });
    expect([first.body.items.length, first.body.total]).toEqual([3, 4]);
    const second = await list({ limit: '3', cursor: first.body.nextCursor ?? '' });
    expect([second.body.items.map(({ id }) => id), second.body.nextCursor]).toEqual([[capek], null]);
    expect((await list({ search: 'nobody' })).body).toMatchObject({ items: [], total: 0 });
  });

  test('is asked for an address, whatever its case', async () => {
    await fresh();
    const ana = await deleted({ email: 'Ana.Binned@nord.example' });
    expect(await ids({ email: 'ana.binned@NORD.example' })).toEqual([ana.id]);
    expect(await ids({ email: 'ana@nord.example' })).toEqual([]);
    expect((await list({ email: 'no address' })).status).toBe(400);
  });

  test('@security is for those who may delete and see users, and says nothing of customers to those who may not see them', async () => {
    await fresh();
    const ana = await deleted();
    const refused = { status: 403, error: { code: 'PERMISSION_DENIED' } };
    for (const role of ['Viewer', 'Helpdesk', 'Member', 'BPM Admin'] as const) {
      expect(await list({ email: ana.email }, await nord.tenant.account(role))).toMatchObject(refused);
    }
    const account = await holding('users.delete', 'users.read');
    const seen = await list({}, account);
    expect(seen.body.items).toMatchObject([{ id: ana.id, customerTitle: null }]);
  });
});

describe('Restoring', () => {
  test('many at once brings back whom it can, and says who stays and why', async () => {
    await fresh();
    const [back, taken, left] = [
      await deleted(),
      await deleted({ email: 'taken@nord.example' }),
      await deleted(),
    ];
    await backend.newUser(nord, { email: 'Taken@nord.example' });
    await backend.call(nord.admin, 'users.restore', { params: of(left.id) });
    const plan = await planned({ kind: 'restore' }, named(back, taken, left));
    expect(plan.totals).toMatchObject({ users: 3, changed: 1, refused: 2 });
    expect(await effectsOf(plan)).toEqual({
      [back.id]: null,
      [taken.id]: 'address-taken',
      [left.id]: 'not-in-bin',
    });
    const done = await backend.applied(nord, plan);
    expect(done).toMatchObject({ state: 'applied', undoable: true, progress: { succeeded: 1, skipped: 2 } });
    expect((await backend.call(nord.admin, 'users.get', { params: of(back.id) })).status).toBe(200);
    expect(await ids()).toEqual([taken.id]);
    expect((await backend.auditOf(nord, back.id)).map(({ type }) => type)).toContain('user.restored');
  });

  test('by all that match is what was shown', async () => {
    await fresh();
    const [ana, other, kept] = [
      await deleted({ lastName: 'Match' }),
      await deleted({ lastName: 'Other' }),
      await deleted({ lastName: 'Match' }),
    ];
    const plan = await planned(
      { kind: 'restore' },
      { kind: 'filter', filter: { search: 'match' }, exceptIds: [kept.id] },
    );
    await backend.applied(nord, plan);
    expect((await ids()).toSorted()).toEqual([other.id, kept.id].toSorted());
    expect((await backend.call(nord.admin, 'users.get', { params: of(ana.id) })).status).toBe(200);
    const filter = { statuses: ['active' as const] };
    const refused = await backend.call(nord.admin, 'bulkPlans.create', {
      params: params(),
      body: { action: { kind: 'restore' }, selection: { kind: 'filter', filter, exceptIds: [] } },
    });
    expect(refused).toMatchObject({
      status: 400,
      error: { fields: [{ field: 'selection.filter.statuses' }] },
    });
  });

  test('whose customer is gone needs another one, which others don’t come to', async () => {
    await fresh();
    const title = `Gone ${newId()}`;
    const made = await backend.call(nord.admin, 'customers.create', { params: params(), body: { title } });
    const lost = await backend.newUser(nord, { customerId: made.body.id });
    await backend.call(nord.admin, 'customers.delete', {
      params: { ...params(), customerId: made.body.id },
      body: { version: 1, users: { kind: 'delete' } },
    });
    const next = await backend.call(nord.admin, 'customers.create', {
      params: params(),
      body: { title: `Next ${newId()}` },
    });
    const plain = await deleted();
    expect((await list({ email: lost.email })).body.items).toMatchObject([
      { customerTitle: title, customerThere: false },
    ]);
    const single = await backend.call(nord.admin, 'users.restore', { params: of(lost.id) });
    expect(single).toMatchObject({ status: 400, error: { fields: [{ field: 'customerId' }] } });
    const without = await planned({ kind: 'restore' }, named(lost, plain));
    expect(await effectsOf(without)).toEqual({ [lost.id]: 'customer-gone', [plain.id]: null });
    const plan = await planned({ kind: 'restore', customerId: next.body.id }, named(lost, plain));
    await backend.applied(nord, plan);
    const customers = [];
    for (const { id } of [lost, plain])
      customers.push((await backend.call(nord.admin, 'users.get', { params: of(id) })).body.customerId);
    expect(customers).toEqual([next.body.id, nord.customer.id]);
  });

  test('is undone by deleting those again who are as they came back, never for good', async () => {
    await fresh();
    const [same, edited] = [await deleted(), await deleted()];
    const plan = await planned({ kind: 'restore' }, named(same, edited));
    await backend.applied(nord, plan);
    const { version } = (await backend.call(nord.admin, 'users.get', { params: of(edited.id) })).body;
    await backend.call(nord.admin, 'users.update', {
      params: of(edited.id),
      body: { version, changes: { jobTitle: 'Chief' } },
    });
    const undo = async () => {
      await backend.call(nord.admin, 'bulkPlans.undo', { params: { ...params(), planId: plan.id } });
      await backend.jobs.settled();
      return resultsOf(plan);
    };
    await forGood(true);
    expect(await undo()).toEqual({
      [same.id]: ['undo-skipped', 'deletes-for-good'],
      [edited.id]: ['undo-skipped', 'deletes-for-good'],
    });
    await forGood(false);
    expect(await undo()).toEqual({
      [same.id]: ['undone', null],
      [edited.id]: ['undo-skipped', 'changed-since-plan'],
    });
    expect(await ids()).toEqual([same.id]);
  });

  test('what changed between plan and run is seen: an address that was given away, and who left the bin', async () => {
    await fresh();
    const [taken, left, again] = [
      await deleted({ email: 'late@nord.example' }),
      await deleted(),
      await deleted(),
    ];
    const plan = await planned({ kind: 'restore' }, named(taken, left, again));
    await backend.newUser(nord, { email: 'late@nord.example' });
    await backend.call(nord.admin, 'users.restore', { params: of(left.id) });
    const { body } = await backend.call(nord.admin, 'users.restore', { params: of(again.id) });
    await backend.call(nord.admin, 'users.delete', { params: of(again.id), body: { version: body.version } });
    await backend.applied(nord, plan);
    expect(await resultsOf(plan)).toEqual({
      [taken.id]: ['failed', 'address-taken'],
      [left.id]: ['failed', 'not-restorable'],
      [again.id]: ['failed', 'changed-since-plan'],
    });
  });

  test('@security happens once, however often it is asked at once, and not after its time', async () => {
    await fresh();
    const [twice, late] = [await deleted(), await deleted()];
    const answers = await Promise.all(
      [1, 2, 3].map(() => backend.call(nord.admin, 'users.restore', { params: of(twice.id) })),
    );
    expect(answers.map(({ status }) => String(status)).toSorted()).toEqual(['200', '404', '404']);
    await overdue(late.id);
    expect(await ids()).toEqual([]);
    expect((await backend.call(nord.admin, 'users.restore', { params: of(late.id) })).status).toBe(404);
    expect(await effectsOf(await planned({ kind: 'restore' }, named(late)))).toEqual({
      [late.id]: 'not-in-bin',
    });
  });
});

describe('Deleting for good', () => {
  test('leaves nobody to restore, and the audit log says who it was', async () => {
    await fresh();
    const [one, ...many] = [await deleted(), await deleted(), await deleted()];
    const answer = await backend.call(nord.admin, 'deletedUsers.purge', { params: inBin(one?.id ?? '') });
    expect(answer).toMatchObject({ status: 200, body: { id: one?.id } });
    const plan = await planned({ kind: 'purge' }, named(...many));
    const done = await backend.applied(nord, plan);
    expect(done).toMatchObject({ state: 'applied', undoable: false, progress: { succeeded: 2 } });
    expect((await list()).body).toMatchObject({ items: [], total: 0 });
    for (const { id } of [one, ...many].filter((user) => user !== undefined)) {
      expect((await backend.call(nord.admin, 'users.restore', { params: of(id) })).status).toBe(404);
      const events = await backend.auditOf(nord, id);
      expect(events.map(({ type }) => type)).toContain('user.purged');
    }
  });

  test('happens by itself after thirty days, with the same record', async () => {
    await fresh();
    const [late, early] = [await deleted(), await deleted()];
    await overdue(late.id);
    await purgeTenant(backend, nord.tenant.id, new AbortController().signal);
    expect(await ids()).toEqual([early.id]);
    expect((await backend.auditOf(nord, late.id)).find(({ type }) => type === 'user.purged')).toMatchObject({
      actor: null,
    });
  });

  test('@security needs its own permission, alone and in bulk, and happens once', async () => {
    await fresh();
    const ana = await deleted();
    const cleaner = await holding('users.delete', 'users.read');
    const denied = { status: 403, error: { details: { permission: 'users.purge' } } };
    expect(await backend.call(cleaner, 'deletedUsers.purge', { params: inBin(ana.id) })).toMatchObject(
      denied,
    );
    const body = { action: { kind: 'purge' }, selection: named(ana) } as const;
    expect(await backend.call(cleaner, 'bulkPlans.create', { params: params(), body })).toMatchObject(denied);
    const answers = await Promise.all(
      [1, 2].map(() => backend.call(nord.admin, 'deletedUsers.purge', { params: inBin(ana.id) })),
    );
    expect(answers.map(({ status }) => String(status)).toSorted()).toEqual(['200', '404']);
  });

  test('@security reaches nobody of another tenant, and nobody who is still a user', async () => {
    await fresh();
    const foreign = await deleted();
    const theirs = nord;
    await fresh();
    const user = await backend.newUser(nord);
    for (const id of [foreign.id, user.id, newId()]) {
      expect((await backend.call(nord.admin, 'deletedUsers.purge', { params: inBin(id) })).status).toBe(404);
      expect((await backend.call(nord.admin, 'users.restore', { params: of(id) })).status).toBe(404);
    }
    for (const kind of ['restore', 'purge'] as const) {
      const plan = await planned({ kind }, named(foreign, user));
      expect(await effectsOf(plan)).toEqual({ [foreign.id]: 'not-in-bin', [user.id]: 'not-in-bin' });
      expect(JSON.stringify(plan)).not.toContain(foreign.email);
    }
    nord = theirs;
    expect(await ids()).toEqual([foreign.id]);
  });

  test('@security nobody restores or ends whom they could not act on: with more rights here or elsewhere', async () => {
    const provider = await backend.workplace();
    nord = provider;
    const child = await backend.tenant({ parent: provider.tenant });
    const sibling = await backend.tenant({ parent: provider.tenant });
    const [boss, chief] = [await provider.tenant.account('Admin'), await provider.tenant.account('Admin')];
    for (const tenant of [child, sibling]) await backend.grant(chief, tenant, 'Admin');
    const [elsewhere, plain] = [
      await provider.tenant.account('Viewer'),
      await provider.tenant.account('Viewer'),
    ];
    await backend.grant(elsewhere, child, 'Admin');
    await backend.grant(plain, sibling, 'Viewer');
    await backend.grant(boss, sibling, 'Viewer');
    for (const { userId } of [elsewhere, plain]) {
      const { version } = (await backend.call(chief, 'users.get', { params: of(userId) })).body;
      const gone = await backend.call(chief, 'users.delete', { params: of(userId), body: { version } });
      expect(gone.status, gone.text).toBe(200);
    }
    const people = named({ id: elsewhere.userId }, { id: plain.userId });
    const refused = { status: 409, error: { details: { reason: 'more-rights-than-you' } } };
    expect(await backend.call(boss, 'users.restore', { params: of(elsewhere.userId) })).toMatchObject(
      refused,
    );
    expect(await backend.call(boss, 'deletedUsers.purge', { params: inBin(elsewhere.userId) })).toMatchObject(
      refused,
    );
    for (const kind of ['restore', 'purge'] as const) {
      expect(await effectsOf(await planned({ kind }, people, boss))).toEqual({
        [elsewhere.userId]: 'more-rights-than-you',
        [plain.userId]: null,
      });
    }
    // What the one who planned may, the one who runs may not: it is compared for the runner, and again in each chunk.
    const plan = await planned({ kind: 'purge' }, people, chief);
    await backend.applied({ ...provider, admin: boss }, plan);
    const results = await resultsOf(plan);
    expect(results[elsewhere.userId]).toEqual(['refused', 'more-rights-than-you']);
    expect(results[plain.userId]).toEqual(['succeeded', null]);
    expect(await ids()).toEqual([elsewhere.userId]);
    const grants = await backend.inTenant({ ...provider, tenant: sibling }, ({ db }) =>
      db
        .selectFrom('role_grants')
        .where('grantee_user_id', 'in', [plain.userId, boss.userId])
        .select('grantee_user_id as who')
        .execute(),
    );
    expect(grants).toEqual([{ who: boss.userId }]);
    expect((await backend.call(chief, 'users.restore', { params: of(elsewhere.userId) })).status).toBe(200);
  });
});

/** An account with these permissions and no other. */
async function holding(...permissions: readonly Permission[]): Promise<TestAccount> {
  const account = await nord.tenant.account(null);
  await backend.inTenant(nord, async ({ db, tenantId: tenant_id }) => {
    const role_id = newId();
    const called = { name: 'Cleaner', name_key: 'cleaner', kind: 'custom' as const };
    await db
      .insertInto('roles')
      .values({ tenant_id, role_id, ...called, permissions })
      .execute();
    const grantee = { grantee_tenant_id: tenant_id, grantee_user_id: account.userId };
    await db
      .insertInto('role_grants')
      .values({ tenant_id, role_id, ...grantee })
      .execute();
  });
  return account;
}

const forGood = (permanent: boolean) =>
  backend.inTenant(nord, async ({ db, tenantId }) => {
    const settings = JSON.stringify(permanent ? { 'users.deleteMode': 'permanent' } : {});
    await db.updateTable('tenants').set({ settings }).where('tenant_id', '=', tenantId).execute();
  });

const overdue = (userId: string) =>
  backend.inTenant(nord, async ({ db }) => {
    await db
      .updateTable('deleted_users')
      .set({ purge_after: new Date(Date.now() - 1000) })
      .where('user_id', '=', userId)
      .execute();
  });
