import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lookingAt, queriesOf } from '#test/support/searchPeople.ts';
import { newId } from '../../../src-backend/database/newId.ts';
import { type Administration, startAdministration, type Workplace } from '../support/administration.ts';
import { addSearchedPeople } from '../support/searchedPeople.ts';

let backend: Administration;
let nord: Workplace;
beforeAll(async () => {
  backend = await startAdministration();
  nord = await backend.workplace();
});
afterAll(() => backend.close());

const found = async (
  at: Workplace,
  search: string,
  { by = at.admin, ...query }: { by?: Workplace['admin']; customerId?: string } = {},
): Promise<string[]> => {
  const params = { tenantId: at.tenant.id };
  const page = await backend.call(by, 'users.list', { params, query: { ...query, search, limit: '100' } });
  return page.body.items.map(({ id }) => id);
};

describe('Users are found', () => {
  it('by words in any order, of name, address, numbers and the title of their customer', async () => {
    const user = await backend.newUser(nord, {
      firstName: 'Ana',
      lastName: 'Ćurić',
      email: 'ana.curic@search.example',
      employeeNumber: 'E-1042',
      phones: [{ kind: 'work', number: '+49 40 555 1111' }],
    });
    const { title } = (
      await backend.call(nord.admin, 'customers.get', {
        params: { tenantId: nord.tenant.id, customerId: nord.customer.id },
      })
    ).body;
    for (const query of [
      'curic ana',
      'Ćurić, ANA',
      '"Ana Ćurić" <Ana.Curic@search.example>',
      'e1042',
      '040 555 1111',
      `ana curic ${title}`,
      user.id.toUpperCase(),
    ]) {
      expect([query, await found(nord, query)]).toEqual([query, [user.id]]);
    }
    expect(await found(nord, 'curic bob')).toEqual([]);
    expect(await found(nord, '\0')).not.toEqual([]);
    expect(await found(nord, 'a\ud800')).toEqual([]);
  });

  it('by a customer’s title as it is now, and not in the list of that customer', async () => {
    const at = await backend.workplace();
    const user = await backend.newUser(at, { firstName: 'Bo', lastName: 'Lee', email: 'bo@x.example' });
    const params = { tenantId: at.tenant.id, customerId: at.customer.id };
    const { version } = (await backend.call(at.admin, 'customers.get', { params })).body;
    const body = { version, changes: { title: 'Öffnung Süd' } };
    await backend.call(at.admin, 'customers.update', { params, body });
    expect(await found(at, 'offnung bo')).toEqual([user.id]);
    expect(await found(at, 'offnung bo', { customerId: at.customer.id })).toEqual([]);
  });

  it('@security not by titles of customers for those who may not see customers', async () => {
    const at = await backend.workplace();
    const user = await backend.newUser(at, { firstName: 'Bo', lastName: 'Lee', email: 'bo@x.example' });
    const { title } = (
      await backend.call(at.admin, 'customers.get', {
        params: { tenantId: at.tenant.id, customerId: at.customer.id },
      })
    ).body;
    const guest = await at.tenant.account(null);
    await backend.inTenant(at, async ({ db, tenantId }) => {
      const role = { tenant_id: tenantId, role_id: newId() };
      await db
        .insertInto('roles')
        .values({ ...role, kind: 'custom', name: 'People', name_key: 'people', permissions: ['users.read'] })
        .execute();
      const grantee = { grantee_tenant_id: guest.tenantId, grantee_user_id: guest.userId };
      await db
        .insertInto('role_grants')
        .values({ ...role, ...grantee })
        .execute();
    });
    expect(await found(at, 'bo@x', { by: guest })).toEqual([user.id]);
    expect(await found(at, `bo@x ${title}`)).toEqual([user.id]);
    expect(await found(at, `bo@x ${title}`, { by: guest })).toEqual([]);
  });

  it('exactly as a naive look at each of them finds them, and a plan takes the same', async () => {
    const at = await backend.workplace();
    const people = await addSearchedPeople(backend, at, 60);
    const others = new Set(
      await found(at, '').then((ids) => ids.filter((id) => !people.some((one) => one.id === id))),
    );
    const meantBy = lookingAt(people);
    const mine = (ids: readonly string[]) => ids.filter((id) => !others.has(id)).toSorted();
    await fc.assert(
      fc.asyncProperty(queriesOf(people), async ({ query }) => {
        const expected = meantBy(query)
          .map(({ id }) => id)
          .toSorted();
        expect(mine(await found(at, query))).toEqual(expected);
      }),
      { numRuns: 60 },
    );
    const query = 'GARCIA lopez';
    const expected = meantBy(query).length;
    expect(expected).toBeGreaterThan(0);
    const plan = await backend.call(at.admin, 'bulkPlans.create', {
      params: { tenantId: at.tenant.id },
      body: {
        action: { kind: 'deactivate' },
        selection: { kind: 'filter', filter: { search: query }, exceptIds: [] },
      },
    });
    expect(plan.body.totals.users).toBe(expected);
  });
});
