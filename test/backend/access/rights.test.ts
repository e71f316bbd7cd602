import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BulkAction } from '#shared/api/bulkPlans.ts';
import type { ApiError } from '#shared/api/errors.ts';
import type { User } from '#shared/api/users.ts';
import type { AccountReference } from '../../../src-backend/database/unitOfWork.ts';
import type { TestAccount, TestTenant } from '#test/support/backend.ts';
import { testDatabaseKind } from '#test/support/database.ts';
import { administrationFeatures } from '#test/support/features.ts';
import { type Administration, startAdministration, type Workplace } from '../support/administration.ts';
import { waitedFor } from '../support/waiting.ts';

let backend: Administration;
/** A provider where e-mail addresses may be edited, and a tenant that it manages. */
let provider: Workplace;
let child: TestTenant;
/** The attacker: may create and edit users at the provider, has no right in the child. */
let member: TestAccount;

beforeAll(async () => {
  backend = await startAdministration();
  provider = await backend.workplace({ 'users.emailEditable': true });
  child = await backend.tenant({ parent: provider.tenant });
  member = await provider.tenant.account('Member');
});
afterAll(() => backend.close());

const account = (user: User): AccountReference => ({ tenantId: provider.tenant.id, userId: user.id });
const of = (user: User) => ({ tenantId: provider.tenant.id, userId: user.id });

/** A colleague at the provider, not activated yet, who will be Admin of the child. */
async function adminOfChild(): Promise<User> {
  const user = await backend.newUser(provider);
  await backend.grant(account(user), child, 'Admin');
  return user;
}

/** The only reason for which each of these is refused. */
const refused = [409, 'ACTION_NOT_ALLOWED', 'more-rights-than-you'];
const outcome = (answer: { readonly status: number; readonly error: ApiError }) => [
  answer.status,
  answer.error.code,
  answer.error.details?.['reason'],
];

describe('@security rights belong to the person in every tenant', () => {
  it('nobody takes an account over by its address before it is activated', async () => {
    const target = await adminOfChild();
    const change = (as: TestAccount, email: string) =>
      backend.call(as, 'users.update', {
        params: of(target),
        body: { version: target.version, changes: { email } },
      });
    expect(outcome(await change(member, 'mine@attacker.example'))).toEqual(refused);
    // Neither does the provider's own Admin, who has no right in the child.
    expect(outcome(await change(provider.admin, 'mine@attacker.example'))).toEqual(refused);
    await backend.grant(provider.admin, child, 'Admin');
    expect((await change(provider.admin, 'corrected@nord.example')).status).toBe(200);
  });

  it('nobody has a new link sent, deletes, activates or gives roles to somebody with more rights elsewhere', async () => {
    const boss = await provider.tenant.account('Admin');
    const target = await adminOfChild();
    const body = { version: target.version };
    const resend = await backend.call(member, 'users.resendActivation', { params: of(target) });
    expect(outcome(resend)).toEqual(refused);
    expect(outcome(await backend.call(boss, 'users.delete', { params: of(target), body }))).toEqual(refused);
    const changes = { roleIds: [provider.tenant.roles.Viewer] };
    const grant = await backend.call(boss, 'users.update', {
      params: of(target),
      body: { ...body, changes },
    });
    expect(outcome(grant)).toEqual(refused);
    // Ending access is no way to control: whoever administers the home tenant may do it.
    const off = await backend.call(boss, 'users.deactivate', { params: of(target), body });
    expect(off.status).toBe(200);
    const on = await backend.call(boss, 'users.activate', {
      params: of(target),
      body: { version: off.body.version },
    });
    expect(outcome(on)).toEqual(refused);
  });

  it('what gives no control of the account stays possible', async () => {
    const target = await adminOfChild();
    const answer = await backend.call(member, 'users.update', {
      params: of(target),
      body: { version: target.version, changes: { firstName: 'Renamed' } },
    });
    expect([answer.status, answer.body.firstName]).toEqual([200, 'Renamed']);
  });

  it('equal rights in the other tenant are enough, more in one tenant don’t outweigh less in another', async () => {
    const equal = await provider.tenant.account('Member');
    await backend.grant(equal, child, 'Member');
    const target = await backend.newUser(provider);
    await backend.grant(account(target), child, 'Viewer');
    const resend = (as: TestAccount) => backend.call(as, 'users.resendActivation', { params: of(target) });
    expect((await resend(equal)).status).toBe(200);
    await backend.grant(account(target), child, 'Helpdesk');
    expect((await resend(equal)).status).toBe(200);
    await backend.grant(account(target), child, 'BPM Admin');
    expect(outcome(await resend(equal))).toEqual(refused);
  });

  it('staff of a parent is compared with what it holds in each tenant, not with its rights at home', async () => {
    const other = await backend.tenant({ parent: provider.tenant });
    const technician = await provider.tenant.account('Viewer');
    await backend.grant(technician, child, 'Admin');
    const inChild = await backend.call(technician, 'users.create', {
      params: { tenantId: child.id },
      body: {
        customerId: child.customerId,
        email: 'local@child.example',
        firstName: 'Local',
        lastName: 'Admin',
        roleIds: [child.roles.Admin],
      },
    });
    expect(inChild.status, inChild.text).toBe(201);
    const params = { tenantId: child.id, userId: inChild.body.id };
    expect((await backend.call(technician, 'users.resendActivation', { params })).status).toBe(200);
    await backend.grant({ tenantId: child.id, userId: inChild.body.id }, other, 'Viewer');
    expect(outcome(await backend.call(technician, 'users.resendActivation', { params }))).toEqual(refused);
    await backend.grant(technician, other, 'Viewer');
    expect((await backend.call(technician, 'users.resendActivation', { params })).status).toBe(200);
  });

  it('a customer is not deleted with somebody in it who has more rights elsewhere', async () => {
    const boss = await provider.tenant.account('Admin');
    const made = await backend.call(boss, 'customers.create', {
      params: { tenantId: provider.tenant.id },
      body: { title: 'With an admin of the child' },
    });
    const inside = await backend.newUser(provider, { customerId: made.body.id });
    await backend.grant(account(inside), child, 'Admin');
    const answer = await backend.call(boss, 'customers.delete', {
      params: { tenantId: provider.tenant.id, customerId: made.body.id },
      body: { version: made.body.version, users: { kind: 'delete' } },
    });
    expect(outcome(answer)).toEqual(refused);
  });

  it('bulk actions leave them out, each with the reason, and let through only what ends access', async () => {
    const boss = await provider.tenant.account('Admin');
    const [target, plain] = [await adminOfChild(), await backend.newUser(provider)];
    const reasonsOf = async (kind: Exclude<BulkAction['kind'], 'assign-profiles'>) => {
      const plan = await backend.call(boss, 'bulkPlans.create', {
        params: { tenantId: provider.tenant.id },
        body: { action: { kind }, selection: { kind: 'users', userIds: [target.id, plain.id] } },
      });
      const { body } = await backend.call(boss, 'bulkPlans.effects', {
        params: { tenantId: provider.tenant.id, planId: plan.body.id },
        query: {},
      });
      return Object.fromEntries(body.items.map((item) => [item.userId, item.refusedBecause]));
    };
    for (const kind of ['delete', 'resend-activation'] as const) {
      expect(await reasonsOf(kind), kind).toEqual({ [target.id]: 'more-rights-than-you', [plain.id]: null });
    }
    expect(await reasonsOf('deactivate')).toEqual({ [target.id]: null, [plain.id]: null });
  });

  it('rights that were given after the plan count when it runs', async () => {
    const boss = await provider.tenant.account('Admin');
    const target = await backend.newUser(provider);
    const plan = await backend.call(boss, 'bulkPlans.create', {
      params: { tenantId: provider.tenant.id },
      body: { action: { kind: 'delete' }, selection: { kind: 'users', userIds: [target.id] } },
    });
    expect(plan.body.totals).toMatchObject({ changed: 1, refused: 0 });
    await backend.grant(account(target), child, 'Viewer');
    await backend.applied({ ...provider, admin: boss }, plan.body);
    expect((await backend.call(boss, 'users.get', { params: of(target) })).status).toBe(200);
  });

  it('rights that were given while the run waited for its turn count too', async () => {
    const boss = await provider.tenant.account('Admin');
    const [target, plain] = [await backend.newUser(provider), await backend.newUser(provider)];
    const params = { tenantId: provider.tenant.id };
    const plan = await backend.call(boss, 'bulkPlans.create', {
      params,
      body: {
        action: { kind: 'resend-activation' },
        selection: { kind: 'users', userIds: [target.id, plain.id] },
      },
    });
    const planId = plan.body.id;
    await backend.inTenant(provider, async ({ db }) => {
      const run = { run_by_tenant_id: boss.tenantId, run_by_user_id: boss.userId, run_by_name: 'Boss' };
      await db
        .updateTable('bulk_plans')
        .set({ state: 'applying', ...run })
        .where('plan_id', '=', planId)
        .execute();
    });
    await backend.grant(account(target), child, 'Viewer');
    const jobs = administrationFeatures(backend.parts).flatMap((one) => one.jobs?.['bulk.apply'] ?? []);
    const { signal } = new AbortController();
    for (const run of jobs) await run({ ...params, planId }, { signal });
    const { body } = await backend.call(boss, 'bulkPlans.results', {
      params: { ...params, planId },
      query: {},
    });
    expect(Object.fromEntries(body.items.map((item) => [item.userId, [item.outcome, item.reason]]))).toEqual({
      [target.id]: ['failed', 'more-rights-than-you'],
      [plain.id]: ['succeeded', null],
    });
  });

  it('no link goes to the address that a person had before an admin corrected it and gave them rights', async () => {
    const target = await backend.newUser(provider, { email: `old-${provider.tenant.id}@attacker.example` });
    const { database } = backend;
    const mails = async () => {
      const { rows } = await database.session((session) =>
        session.query<{ address: string }>(
          'select to_address as address from tenantdesk.mail_outbox where user_id = $1 order by created_at, mail_id',
          [target.id],
        ),
      );
      return rows.map(({ address }) => address);
    };
    expect(await mails()).toEqual([target.email]);
    const asked = Promise.withResolvers<void>();
    const resend = asked.promise.then(() =>
      backend.call(member, 'users.resendActivation', { params: of(target) }),
    );
    // What an admin's change does, not committed yet when the attacker asks for a link.
    await database.session(async (session) => {
      await session.script('begin');
      await session.query(
        `update tenantdesk.users set email = 'new-' || email, email_key = 'new-' || email_key, version = version + 1
         where user_id = $1`,
        [target.id],
      );
      await session.query('insert into tenantdesk.role_grants values ($1, $1, $2, $3)', [
        provider.tenant.id,
        target.id,
        provider.tenant.roles.Admin,
      ]);
      const { rows } = await session.query<{ pid: number }>('select pg_backend_pid() as pid');
      asked.resolve();
      if (database.kind === 'postgres') await waitedFor(database, rows[0]?.pid ?? 0);
      await session.script('commit');
    });
    expect(outcome(await resend)).toEqual(refused);
    expect(await mails()).toEqual([target.email]);
  });

  it.runIf(testDatabaseKind === 'postgres')(
    'a bulk run changes nobody once its runner lost the right, even while it waits for a user',
    async () => {
      const { database } = backend;
      const runner = await provider.tenant.account('Admin');
      const target = await backend.newUser(provider);
      const params = { tenantId: provider.tenant.id };
      const plan = await backend.call(runner, 'bulkPlans.create', {
        params,
        body: { action: { kind: 'deactivate' }, selection: { kind: 'users', userIds: [target.id] } },
      });
      const at = { ...params, planId: plan.body.id };
      await database.session(async (session) => {
        await session.script('begin');
        await session.query('select from tenantdesk.users where user_id = $1 for update', [target.id]);
        const { rows } = await session.query<{ pid: number }>('select pg_backend_pid() as pid');
        expect((await backend.call(runner, 'bulkPlans.apply', { params: at })).status).toBe(202);
        await waitedFor(database, rows[0]?.pid ?? 0);
        await database.session((other) =>
          other.query('delete from tenantdesk.role_grants where grantee_user_id = $1', [runner.userId]),
        );
        await session.script('commit');
      });
      await backend.jobs.settled();
      const ended = await backend.call(provider.admin, 'bulkPlans.get', { params: at });
      expect(ended.body).toMatchObject({ state: 'failed', progress: { succeeded: 0 } });
      expect(
        (await backend.call(provider.admin, 'users.get', { params: of(target) })).body.disabledAt,
      ).toBeNull();
    },
  );

  it('nobody brings somebody with more rights elsewhere back from the recycle bin, alone or by undo', async () => {
    const params = { tenantId: provider.tenant.id };
    const [boss, chief] = [await provider.tenant.account('Admin'), await provider.tenant.account('Admin')];
    await backend.grant(chief, child, 'Admin');
    const [target, plain] = [await adminOfChild(), await backend.newUser(provider)];
    const plan = await backend.call(chief, 'bulkPlans.create', {
      params,
      body: {
        action: { kind: 'delete' },
        selection: { kind: 'users', userIds: [target.id, plain.id] },
      },
    });
    await backend.applied({ ...provider, admin: chief }, plan.body);
    expect(outcome(await backend.call(boss, 'users.restore', { params: of(target) }))).toEqual(refused);
    await backend.call(boss, 'bulkPlans.undo', { params: { ...params, planId: plan.body.id } });
    await backend.jobs.settled();
    const { body } = await backend.call(boss, 'bulkPlans.results', {
      params: { ...params, planId: plan.body.id },
      query: {},
    });
    expect(Object.fromEntries(body.items.map((item) => [item.userId, [item.outcome, item.reason]]))).toEqual({
      [target.id]: ['undo-skipped', 'more-rights-than-you'],
      [plain.id]: ['undone', null],
    });
    expect((await backend.call(boss, 'users.get', { params: of(plain) })).status).toBe(200);
    expect((await backend.call(chief, 'users.restore', { params: of(target) })).status).toBe(200);
  });
});
