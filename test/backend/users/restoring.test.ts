import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BulkAction, BulkPlan } from '#shared/api/bulkPlans.ts';
import type { User, UserInput } from '#shared/api/users.ts';
import { testDatabaseKind } from '#test/support/database.ts';
import { newId } from '../../../src-backend/database/newId.ts';
import type { SqlSession } from '../../../src-backend/database/sqlDatabase.ts';
import type { Work } from '../../../src-backend/database/unitOfWork.ts';
import { markBounced, markFailed, markSent, withdraw } from '../../../src-backend/mail/store.ts';
import { type Administration, startAdministration, type Workplace } from '../support/administration.ts';
import { whileHeld } from '../support/waiting.ts';

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

const deleted = (input?: Partial<UserInput>) => backend.newDeletedUser(nord, input);
const planned = (action: BulkAction, ...users: readonly User[]) =>
  backend.planned(nord, action, { kind: 'users', userIds: users.map(({ id }) => id) });
const resultsOf = (plan: BulkPlan) => backend.resultsOf(nord, plan);

describe('Restoring', () => {
  test('by an undo says of those who stay why they do', async () => {
    await fresh();
    const { body: leaving } = await backend.call(nord.admin, 'customers.create', {
      params: params(),
      body: { title: `Leaving ${newId()}` },
    });
    const [taken, lost, purged] = [
      await backend.newUser(nord, { email: 'given@nord.example' }),
      await backend.newUser(nord, { customerId: leaving.id }),
      await backend.newUser(nord),
    ];
    const plan = await planned({ kind: 'delete' }, taken, lost, purged);
    await backend.applied(nord, plan);
    await backend.newUser(nord, { email: 'given@nord.example' });
    await backend.call(nord.admin, 'customers.delete', {
      params: { ...params(), customerId: leaving.id },
      body: { version: 1, users: { kind: 'none' } },
    });
    await backend.call(nord.admin, 'deletedUsers.purge', { params: inBin(purged.id) });
    await backend.call(nord.admin, 'bulkPlans.undo', { params: { ...params(), planId: plan.id } });
    await backend.jobs.settled();
    expect(await resultsOf(plan)).toEqual({
      [taken.id]: ['undo-skipped', 'address-taken'],
      [lost.id]: ['undo-skipped', 'customer-gone'],
      [purged.id]: ['undo-skipped', 'not-restorable'],
    });
  });

  const noSuchUser = '550 No such user';
  test.each<readonly [string, (work: Work, mailId: string) => Promise<unknown>, object | null]>([
    ['still waits', async () => undefined, { state: 'queued' }],
    ['was sent', markSent, { state: 'sent' }],
    [
      'was refused',
      (work, id) => markFailed(work, id, noSuchUser),
      { state: 'refused', problem: noSuchUser },
    ],
    [
      'came back',
      async (work, id) => {
        await markSent(work, id);
        await markBounced(work, id, noSuchUser);
      },
      { state: 'bounced', problem: noSuchUser },
    ],
    ['was withdrawn', withdraw, null],
  ])('says what became of their mail meanwhile: it %s', async (_what, happen, expected) => {
    await fresh();
    const ana = await deleted();
    await backend.inTenant(nord, async (work) => {
      const mails = await work.db
        .selectFrom('mail_outbox')
        .where('user_id', '=', ana.id)
        .select('mail_id')
        .execute();
      for (const mail of mails) await happen(work, mail.mail_id);
    });
    const { body } = await backend.call(nord.admin, 'users.restore', { params: of(ana.id) });
    expect(body.lastMail && { ...body.lastMail, at: '' }).toEqual(
      expected && { problem: null, at: '', ...expected },
    );
  });
});

describe.runIf(testDatabaseKind === 'postgres')('What a colleague does at the same moment', () => {
  const going = async () => {
    await fresh();
    const title = `Going ${newId()}`;
    const { body: customer } = await backend.call(nord.admin, 'customers.create', {
      params: params(),
      body: { title },
    });
    const { id: profileId } = await backend.newProfile(nord);
    const ana = await deleted({ customerId: customer.id, profileIds: [profileId] });
    return {
      ana,
      gone: { customers: ['customer_id', customer.id], profiles: ['profile_id', profileId] } as const,
    };
  };
  const deletes = ([table, [column, id]]: readonly [string, readonly [string, string]]) => {
    return (session: SqlSession) =>
      session.query(`delete from tenantdesk.${table} where ${column} = $1`, [id]);
  };

  test.each([
    ['customers', 400],
    ['profiles', 200],
  ] as const)('to what somebody comes back to is seen: their %s deleted', async (table, expected) => {
    const { ana, gone } = await going();
    const restore = () => backend.call(nord.admin, 'users.restore', { params: of(ana.id) });
    const [answer] = await whileHeld(backend.database, deletes([table, gone[table]]), restore);
    expect(answer?.status, answer?.text).toBe(expected);
    expect(answer?.status === 200 ? answer.body.profileIds : []).toEqual([]);
  });

  test.each([
    ['customers', ['failed', 'customer-gone']],
    ['profiles', ['succeeded', null]],
  ] as const)('stops no job: the %s of one of many deleted', async (table, expected) => {
    const { ana, gone } = await going();
    const other = await deleted();
    const plan = await planned({ kind: 'restore' }, ana, other);
    await whileHeld(backend.database, deletes([table, gone[table]]), () => backend.applied(nord, plan));
    expect(await resultsOf(plan)).toEqual({ [ana.id]: expected, [other.id]: ['succeeded', null] });
  });

  test('never brings a note back that was deleted', async () => {
    await fresh();
    const { id } = await backend.newUser(nord);
    const { body: note } = await backend.call(nord.admin, 'notes.create', {
      params: of(id),
      body: { text: 'Wrong' },
    });
    const [answer] = await whileHeld<{ readonly status: number }>(
      backend.database,
      (session) =>
        session.query('select from tenantdesk.user_notes where note_id = $1 for update', [note.id]),
      () => backend.call(nord.admin, 'notes.delete', { params: { ...of(id), noteId: note.id } }),
      () => backend.call(nord.admin, 'users.delete', { params: of(id), body: { version: 1 } }),
    );
    expect(answer?.status).toBe(200);
    await backend.call(nord.admin, 'users.restore', { params: of(id) });
    const { body } = await backend.call(nord.admin, 'notes.list', { params: of(id), query: {} });
    expect(body.items).toEqual([]);
  });
});
