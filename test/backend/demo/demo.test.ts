import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { userStatus, userStatuses } from '#shared/domain/userStatus.ts';
import { isEmail } from '#shared/domain/email.ts';
import { textKey } from '#shared/domain/text.ts';
import { user as userSchema } from '#shared/api/users.ts';
import { userJson } from '../../../src-backend/database/entityJson.ts';
import { createDemo } from '../../../src-backend/demo/createDemo.ts';
import { tenantId } from '../../../src-backend/demo/writeTenant.ts';
import { startTestBackend, type TestBackend } from '#test/support/backend.ts';

let backend: TestBackend;
let accounts: Awaited<ReturnType<typeof createDemo>>;
beforeAll(async () => {
  backend = await startTestBackend();
  accounts = await createDemo(backend.parts, { kind: 'large', users: 2500 });
});
afterAll(() => backend.close());

const usersOf = (key: string) =>
  backend.unitOfWork.read({ tenantId: tenantId(key), actor: 'system', requestId: 'test' }, ({ db }) =>
    db
      .selectFrom('users')
      .where('tenant_id', '=', tenantId(key))
      .select([userJson('users').as('user'), 'name_key as nameKey'])
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
    for (const { user, nameKey } of rows) expect(nameKey).toBe(textKey(`${user.firstName} ${user.lastName}`));
    expect(userSchema.array().safeParse(rows.map((row) => row.user)).error).toBeUndefined();
    expect(new Set(rows.map(({ nameKey }) => nameKey)).size).toBe(2500);
    const scope = { tenantId: tenantId('atlas'), actor: 'system' as const, requestId: 'test' };
    const counts = await backend.unitOfWork.read(scope, ({ db }) =>
      db
        .selectFrom('tenants')
        .where('tenant_id', '=', scope.tenantId)
        .select(['user_count', 'customer_count'])
        .execute(),
    );
    expect(counts).toEqual([{ user_count: 2500, customer_count: 12 }]);
  });

  it('is written once: a second start changes nothing and names the same accounts', async () => {
    const before = await usersOf('nordwind');
    expect(await createDemo(backend.parts, { kind: 'large', users: 2500 })).toEqual(accounts);
    expect(await usersOf('nordwind')).toEqual(before);
  });

  it('leaves a database alone that has tenants of its own', async () => {
    const other = await startTestBackend();
    await other.tenant({ name: 'Own' });
    expect(await createDemo(other.parts, { kind: 'small', users: 0 })).toEqual([]);
    expect(await other.unitOfWork.tenantIds()).toHaveLength(1);
    await other.close();
  });
});
