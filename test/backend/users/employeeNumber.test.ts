import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { userFilterSql } from '../../../src-backend/features/users/userFilterSql.ts';
import { type Administration, startAdministration, type Workplace } from '../support/administration.ts';

let backend: Administration;
let nord: Workplace;
beforeAll(async () => {
  backend = await startAdministration();
  nord = await backend.workplace();
});
afterAll(() => backend.close());

const tenant = () => ({ tenantId: nord.tenant.id });
const found = async (search: string): Promise<string[]> => {
  const page = await backend.call(nord.admin, 'users.list', { params: tenant(), query: { search } });
  return page.body.items.map((one: { readonly id: string }) => one.id);
};

describe('The employee number of a user', () => {
  it('is searched by its whole value, whatever the case, and by no part of it', async () => {
    const user = await backend.newUser(nord, { employeeNumber: 'E-1042' });
    expect(user.employeeNumber).toBe('E-1042');
    expect(await found('e-1042')).toEqual([user.id]);
    expect(await found(' E-1042 ')).toEqual([user.id]);
    expect(await found('1042')).toEqual([]);
    expect(await found('E-104')).toEqual([]);
    expect(await found('E-10422')).toEqual([]);
  });

  it('follows a change, is audited, and may be had by several or by nobody', async () => {
    const user = await backend.newUser(nord);
    expect(user.employeeNumber).toBe('');
    const params = { ...tenant(), userId: user.id };
    const changes = { employeeNumber: 'Straße 7' };
    await backend.call(nord.admin, 'users.update', { params, body: { version: 1, changes } });
    const other = await backend.newUser(nord, { employeeNumber: 'STRASSE 7' });
    expect(new Set(await found('strasse 7'))).toEqual(new Set([user.id, other.id]));
    expect((await backend.auditOf(nord, user.id)).at(-1)).toMatchObject({
      type: 'user.updated',
      changes: [{ field: 'employeeNumber', from: null, to: 'Straße 7' }],
    });
    const cleared = { employeeNumber: '' };
    await backend.call(nord.admin, 'users.update', { params, body: { version: 2, changes: cleared } });
    expect(await found('strasse 7')).toEqual([other.id]);
  });

  it('has at most 50 characters, on one line', async () => {
    const body = { customerId: nord.customer.id, email: 'n@nord.example', firstName: 'A', lastName: 'B' };
    for (const [employeeNumber, reason] of [
      ['7'.repeat(51), 'too-long'],
      ['7\n8', 'control-characters'],
    ]) {
      const answer = await backend.call(nord.admin, 'users.create', {
        params: tenant(),
        body: { ...body, employeeNumber },
      });
      expect(answer.error.fields).toMatchObject([{ field: 'employeeNumber', reason }]);
    }
  });

  it('comes back from the recycle bin; an entry from before there were such numbers comes back without one', async () => {
    const [numbered, older] = [
      await backend.newUser(nord, { employeeNumber: 'E-77', jobTitle: 'Buyer' }),
      await backend.newUser(nord, { employeeNumber: 'E-78', jobTitle: 'Buyer' }),
    ];
    for (const user of [numbered, older]) {
      const params = { ...tenant(), userId: user.id };
      await backend.call(nord.admin, 'users.delete', { params, body: { version: user.version } });
    }
    await backend.inTenant(nord, ({ db }) =>
      sql`update deleted_users set before_image =
          before_image #- '{user,employee_number}' #- '{user,employee_number_key}'
        where user_id = ${older.id}`.execute(db),
    );
    const restored = await Promise.all(
      [numbered, older].map(async ({ id }) => {
        const params = { ...tenant(), userId: id };
        return (await backend.call(nord.admin, 'users.restore', { params })).body;
      }),
    );
    expect(restored).toMatchObject([
      { employeeNumber: 'E-77', jobTitle: 'Buyer' },
      { employeeNumber: '', jobTitle: 'Buyer' },
    ]);
    expect(await found('e-77')).toEqual([numbered.id]);
    expect(await found('e-78')).toEqual([]);
  });

  it('is found by its index among very many users', async () => {
    await backend.inTenant(nord, ({ db, tenantId }) =>
      sql`
        insert into users (tenant_id, user_id, customer_id, email, email_key, first_name, last_name, name_key,
          employee_number, employee_number_key)
        select ${tenantId}::uuid, gen_random_uuid(), ${nord.customer.id}::uuid, n || '@x.test', n || '@x.test', 'a', 'b',
          'a b', 'X-' || n, 'x-' || n from generate_series(1, 5000) n`.execute(db),
    );
    await backend.database.session((session) => session.query('analyze'));
    const plan = await backend.inTenant(nord, async ({ db, tenantId, now }) => {
      const matching = userFilterSql('u', { search: 'X-4711' }, { tenantId, now });
      const { rows } = await sql<object>`explain select * from users u where ${matching}`.execute(db);
      return rows.map((row) => Object.values(row).join('')).join('\n');
    });
    expect(plan).toMatch(/users_by_employee_number/u);
  });
});
