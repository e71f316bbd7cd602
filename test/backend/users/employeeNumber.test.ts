import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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
  it('is searched with and without its dash, whatever the case, and by its parts', async () => {
    const user = await backend.newUser(nord, { employeeNumber: 'E-1042' });
    expect(user.employeeNumber).toBe('E-1042');
    expect(await found('e-1042')).toEqual([user.id]);
    expect(await found(' E-1042 ')).toEqual([user.id]);
    for (const part of ['1042', 'E-104', 'e1042']) expect(await found(part)).toEqual([user.id]);
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
          before_image #- '{user,employee_number}' #- '{user,search_text}'
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
    expect(await found(older.lastName)).toEqual([older.id]);
  });
});
