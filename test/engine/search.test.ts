import fc from 'fast-check';
import { expect, test } from 'vitest';
import { idNumber, someCustomer, someUser } from '#test/support/engineEntities.ts';
import { someScene } from '#test/support/engineScene.ts';
import { customerTitles, lookingAt, queriesOf, somePeople } from '#test/support/searchPeople.ts';

test('the copy finds exactly whom a naive look at each person finds, whatever is typed of them', async () => {
  const { tenant, tenantId, openDesk } = await someScene(0);
  const people = somePeople(150).map((person, at) => ({ ...person, id: idNumber(6, at + 1) }));
  customerTitles.forEach((title, at) =>
    tenant.put('customer', someCustomer(tenantId, at + 1, { title, email: '', city: '' })),
  );
  for (const [at, { customer, phones, id: _, ...person }] of people.entries()) {
    const customerId = idNumber(5, customerTitles.indexOf(customer) + 1);
    tenant.put('user', someUser(tenantId, at + 1, { ...person, customerId, phones: [...phones] }));
  }
  const desk = await openDesk();
  await desk.open(tenantId);
  const meantBy = lookingAt(people);
  await fc.assert(
    fc.asyncProperty(queriesOf(people), fc.constantFrom('name', 'email'), async ({ query }, sort) => {
      const expected = meantBy(query);
      const { rows, total } = await desk.value('users.page', {
        tenantId,
        filter: { search: query },
        sort,
        limit: 100,
      });
      expect(total).toBe(expected.length);
      const ids = expected.map(({ id }) => id).toSorted();
      const found = rows.map(({ id }) => id).toSorted();
      expect(found.length === 100 ? found.filter((id) => !ids.includes(id)) : found).toEqual(
        found.length === 100 ? [] : ids,
      );
    }),
    { numRuns: 300 },
  );
  const [someone] = people;
  const { rows } = await desk.value('users.page', { tenantId, filter: { search: `${someone?.id ?? ''} ` } });
  expect(rows.map(({ id }) => id)).toEqual([someone?.id]);
});

test('a customer is found by its title, address, town and code, and its users by the title that it has now', async () => {
  const { tenant, tenantId, openDesk } = await someScene(2);
  const facts = { title: 'Öffnung Süd', city: 'Łódź', address: 'Ulica O’Hara 5', postalCode: '90-001' };
  tenant.put('customer', someCustomer(tenantId, 1, facts));
  tenant.put('user', someUser(tenantId, 1, { customerId: idNumber(5, 1), firstName: 'Bo', lastName: 'Lee' }));
  const desk = await openDesk();
  await desk.open(tenantId);
  for (const search of ['sud offnung', 'LODZ', 'ohara 5', '90001', 'lodz 90-001 öffnung'])
    expect((await desk.value('customers.page', { tenantId, search })).rows.map(({ id }) => id)).toEqual([
      idNumber(5, 1),
    ]);
  const users = async (search: string, customerId?: string) =>
    (await desk.value('users.page', { tenantId, filter: { search, ...(customerId && { customerId }) } }))
      .total;
  expect(await users('offnung bo')).toBe(1);
  expect(await users('offnung bo', idNumber(5, 1))).toBe(0);
  tenant.put('customer', someCustomer(tenantId, 1, { ...facts, title: 'Nord', version: 2 }));
  await desk.value('sync.now', { tenantId });
  expect([await users('offnung bo'), await users('nord bo')]).toEqual([0, 1]);
});
