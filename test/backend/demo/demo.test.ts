import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { userStatus, userStatuses } from '#shared/domain/userStatus.ts';
import { emailKey, isEmail } from '#shared/domain/email.ts';
import { entityText } from '#shared/domain/search.ts';
import { userFields } from '#shared/domain/userFields.ts';
import { orderKey } from '#shared/domain/text.ts';
import { user as userSchema } from '#shared/api/users.ts';
import { userJson } from '../../../src-backend/database/entityJson.ts';
import { composeFeatures } from '../../../src-backend/composition.ts';
import { createDemo } from '../../../src-backend/demo/createDemo.ts';
import { roleId, tenantId } from '../../../src-backend/demo/writeTenant.ts';
import { startTestBackend, type TestBackend, type TestTenant } from '#test/support/backend.ts';
import { schemaText } from '../support/schemaText.ts';
import { asSystem } from '#test/support/rows.ts';

let backend: TestBackend;
let accounts: Awaited<ReturnType<typeof createDemo>>;
let emptySchema: readonly string[];
beforeAll(async () => {
  backend = await startTestBackend({
    features: async (parts) => (await composeFeatures(parts)).features,
  });
  emptySchema = await schemaText(backend.database);
  accounts = await createDemo(
    { ...backend.parts, database: backend.database },
    { kind: 'large', users: 2500 },
  );
});
afterAll(() => backend.close());

const usersOf = (key: string) =>
  backend.unitOfWork.read(asSystem({ id: tenantId(key) }), ({ db }) =>
    db
      .selectFrom('users')
      .where('tenant_id', '=', tenantId(key))
      .select([userJson('users').as('user'), 'name_key as nameKey', 'search_text as searchText'])
      .execute(),
  );

describe('the demo data', () => {
  it('has a provider admin, a technician, a helpdesk agent, a tenant admin and a viewer with long passwords', () => {
    expect(accounts.map((account) => account.roles)).toEqual([
      ['Admin'],
      ['Member'],
      ['Helpdesk'],
      ['Admin'],
      ['Viewer'],
    ]);
    expect(accounts.every((account) => account.password.length >= 15)).toBe(true);
  });

  it('fills each managed tenant with a dozen customers and some 500 users of every status and kind of sign-in', async () => {
    for (const key of ['nordwind', 'brueckner', 'aoyama', 'aoyama-cold']) {
      const users = (await usersOf(key)).map((row) => row.user);
      expect(users.length).toBeGreaterThan(480);
      expect(userSchema.array().safeParse(users).error).toBeUndefined();
      expect(new Set(users.map((user) => userStatus(user, Date.now())))).toEqual(new Set(userStatuses));
      expect(new Set(users.map((user) => user.authMethod)).size).toBe(3);
      expect(new Set(users.map((user) => user.customerId)).size).toBe(12);
      expect(users.every((user) => isEmail(user.email))).toBe(true);
    }
  });

  it('keeps counters and sort keys as the product would', async () => {
    const rows = await usersOf('atlas');
    expect(rows).toHaveLength(2500);
    for (const { user, nameKey, searchText } of rows) {
      expect(nameKey).toBe(orderKey(`${user.firstName} ${user.lastName}`));
      expect(searchText).toBe(entityText(userFields, user));
    }
    expect(userSchema.array().safeParse(rows.map((row) => row.user)).error).toBeUndefined();
    expect(new Set(rows.map(({ nameKey }) => nameKey)).size).toBe(2500);
    const scope = { tenantId: tenantId('atlas'), actor: 'system' as const, requestId: 'test' };
    const { tenant, customers } = await backend.unitOfWork.read(scope, async ({ db }) => ({
      tenant: await db
        .selectFrom('tenants')
        .where('tenant_id', '=', scope.tenantId)
        .select(['user_count', 'customer_count'])
        .executeTakeFirst(),
      customers: await db.selectFrom('customers').select(['customer_id', 'user_count']).execute(),
    }));
    expect(tenant).toEqual({ user_count: 2500, customer_count: 12 });
    const held = Map.groupBy(rows, ({ user }) => user.customerId);
    expect(customers.map((customer) => customer.user_count)).toEqual(
      customers.map((customer) => held.get(customer.customer_id)?.length),
    );
    const names = await backend.unitOfWork.directory((db) =>
      db
        .selectFrom('directory.sign_in_names')
        .where('tenant_id', '=', scope.tenantId)
        .select('email_key')
        .execute(),
    );
    expect(names.map(({ email_key: key }) => key).toSorted()).toEqual(
      rows.map(({ user }) => emailKey(user.email)).toSorted(),
    );
  });

  it('leaves the schema as it was, whatever was taken away for the large load', async () => {
    expect(await schemaText(backend.database)).toEqual(emptySchema);
  });

  it('shows the large tenant to lists, search and change feed', async () => {
    const scope = { tenantId: tenantId('atlas'), actor: 'system' as const, requestId: 'test' };
    const home = await backend.tenant({ name: 'Staff' });
    const account = await home.account('Admin');
    const roles = { Admin: roleId('atlas', 'Admin') } as TestTenant['roles'];
    await backend.grant(account, { ...home, id: scope.tenantId, roles }, 'Admin');
    const params = { tenantId: scope.tenantId };
    const known = (await usersOf('atlas'))[1234]!.user;
    const found = await backend.call(account, 'users.list', { params, query: { search: known.email } });
    expect(found.body.items.map(({ id }) => id)).toEqual([known.id]);

    const fed = new Set<string>();
    let cursor: string | undefined;
    for (;;) {
      const query: Record<string, string> = cursor === undefined ? {} : { cursor };
      const { body } = await backend.call(account, 'changes.list', { params, query });
      for (const { id } of body.users) fed.add(id);
      if (body.caughtUp) break;
      cursor = body.cursor;
    }
    expect(fed.size).toBe(2500);
  });

  it('is written once: a second start changes nothing and names the same accounts', async () => {
    const before = await usersOf('nordwind');
    expect(
      await createDemo({ ...backend.parts, database: backend.database }, { kind: 'large', users: 2500 }),
    ).toEqual(accounts);
    expect(await usersOf('nordwind')).toEqual(before);
  });

  it('leaves a database alone that has tenants of its own', async () => {
    const other = await startTestBackend();
    await other.tenant({ name: 'Own' });
    expect(
      await createDemo({ ...other.parts, database: other.database }, { kind: 'small', users: 0 }),
    ).toEqual([]);
    expect(await other.unitOfWork.tenantIds()).toHaveLength(1);
    await other.close();
  });
});
