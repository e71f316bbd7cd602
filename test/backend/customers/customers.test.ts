import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Administration, startAdministration, type Workplace } from '../support/administration.ts';
import { addUsers } from '../support/manyUsers.ts';

let backend: Administration;
beforeAll(async () => {
  backend = await startAdministration();
});
afterAll(() => backend.close());

const remove = (at: Workplace, users: object) =>
  backend.call(at.admin, 'customers.delete', {
    params: { tenantId: at.tenant.id, customerId: at.customer.id },
    body: { version: 1, users } as never,
  });
const usersOf = (at: Workplace, customerId: string) =>
  backend.inTenant(at, ({ db }) =>
    db.selectFrom('users').where('customer_id', '=', customerId).select(['user_id', 'version']).execute(),
  );
const counters = (at: Workplace) =>
  backend.inTenant(at, async ({ db, tenantId }) => {
    const tenant = await db
      .selectFrom('tenants')
      .where('tenant_id', '=', tenantId)
      .select(['user_count', 'customer_count'])
      .executeTakeFirstOrThrow();
    const counted = await db
      .selectFrom('users')
      .where('tenant_id', '=', tenantId)
      .select(({ fn }) => fn.countAll<number>().as('users'))
      .executeTakeFirstOrThrow();
    return { ...tenant, counted: counted.users };
  });

describe('customers', () => {
  it('have titles that are unique whatever the case', async () => {
    const at = await backend.workplace();
    const params = { tenantId: at.tenant.id };
    const body = { title: at.customer.title.toUpperCase() };
    const created = await backend.call(at.admin, 'customers.create', { params, body });
    expect([created.status, created.error.code]).toEqual([409, 'NAME_TAKEN']);
    const renamed = await backend.call(at.admin, 'customers.update', {
      params: { ...params, customerId: at.tenant.customerId },
      body: { version: 1, changes: body },
    });
    expect([renamed.status, renamed.error.fields?.[0]?.field]).toEqual([409, 'changes.title']);
  });

  it('are not deleted with users inside unless it is said what becomes of them', async () => {
    const at = await backend.workplace();
    await backend.newUser(at);
    const answer = await remove(at, { kind: 'none' });
    expect([answer.error.code, answer.error.details]).toEqual(['CUSTOMER_HAS_USERS', { users: 1 }]);
  });

  it('move their users when they are deleted, each with an audit event', async () => {
    const at = await backend.workplace();
    const user = await backend.newUser(at);
    await addUsers(backend, at, { users: 300, profileId: at.systemProfileId });
    const answer = await remove(at, { kind: 'move', toCustomerId: at.tenant.customerId });
    expect([answer.status, answer.body.usersMoved], answer.text).toEqual([200, 301]);
    const there = await usersOf(at, at.tenant.customerId);
    expect(there.find((one) => one.user_id === user.id)?.version).toBe(2);
    const events = await backend.auditOf(at, user.id);
    expect(events.at(-1)).toMatchObject({
      type: 'user.moved',
      changes: [{ field: 'customerId', from: at.customer.title, to: `${at.tenant.name} office` }],
    });
    expect(await counters(at)).toEqual({ user_count: 302, customer_count: 1, counted: 302 });
  });

  it('take their users with them into the recycle bin', async () => {
    const at = await backend.workplace();
    const user = await backend.newUser(at);
    const answer = await remove(at, { kind: 'delete' });
    expect([answer.status, answer.body.usersDeleted], answer.text).toEqual([200, 1]);
    expect(await counters(at)).toEqual({ user_count: 1, customer_count: 1, counted: 1 });
    const params = { tenantId: at.tenant.id, userId: user.id };
    const restored = await backend.call(at.admin, 'users.restore', { params });
    expect(restored.error.fields).toMatchObject([{ field: 'customerId', reason: 'unknown-reference' }]);
  });

  it('@security are not deleted with the account of the person who asks', async () => {
    const at = await backend.workplace();
    const own = { ...at, customer: { ...at.customer, id: at.tenant.customerId } };
    const answer = await remove(own, { kind: 'delete' });
    expect([answer.status, answer.error.details]).toEqual([409, { reason: 'own-account' }]);
  });

  it('sort by every column, page by page', async () => {
    const at = await backend.workplace();
    const params = { tenantId: at.tenant.id };
    for (const title of ['Alfa', 'Élan', 'Zulu'])
      await backend.call(at.admin, 'customers.create', { params, body: { title } });
    for (const sort of ['title', 'email', 'userCount', 'city', 'address'] as const) {
      const first = await backend.call(at.admin, 'customers.list', {
        params,
        query: { sort, direction: 'desc', limit: '3' },
      });
      const cursor = first.body.nextCursor!;
      const second = await backend.call(at.admin, 'customers.list', {
        params,
        query: { sort, direction: 'desc', limit: '3', cursor },
      });
      const ids = [...first.body.items, ...second.body.items].map((customer) => customer.id);
      expect(new Set(ids).size, sort).toBe(5);
    }
    // As in the console's copy, Élan doesn't come after Zulu.
    const { body } = await backend.call(at.admin, 'customers.list', { params, query: { sort: 'title' } });
    const titles = body.items.map(({ title }) => title);
    expect(titles.filter((title) => /^(Alfa|Élan|Zulu)$/u.test(title))).toEqual(['Alfa', 'Élan', 'Zulu']);
  });
});
