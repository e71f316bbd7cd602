import fc from 'fast-check';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { saysNothing, searchTerms } from '#shared/domain/search.ts';
import { type EngineBackend, startEngineBackend } from '#test/support/engineBackend.ts';
import { keyOf, openConsole, someAccount, temporaryCopy } from '#test/support/engineConsole.ts';
import { idNumber, someCustomer, someTenant, someUser, tenantIdOf } from '#test/support/engineEntities.ts';
import { customerTitles, lookingAt, queriesOf, somePeople } from '#test/support/searchPeople.ts';

/** Tenants of the names given, each with one customer. */
async function world(names: readonly string[]) {
  const backend: EngineBackend = await startEngineBackend(someAccount);
  onTestFinished(() => backend.stop());
  const tenants = names.map((name, at) => {
    const tenantId = tenantIdOf(at + 1);
    const tenant = backend.addTenant(someTenant(at + 1, { name, userCount: 1, customerCount: 1 }));
    tenant.put('customer', someCustomer(tenantId, at + 1, { title: `Haus ${name}` }));
    return {
      id: tenantId,
      tenant,
      add: (number: number, changes: Parameters<typeof someUser>[2] = {}) =>
        tenant.put('user', someUser(tenantId, number, { customerId: idNumber(5, at + 1), ...changes })),
    };
  });
  const desk = await openConsole({ backendUrl: backend.url, file: temporaryCopy(onTestFinished) });
  onTestFinished(() => desk.close());
  const find = async (search: string) => {
    const { groups, complete } = await desk.value('users.find', { search });
    return { groups, complete, ids: groups.flatMap(({ people }) => people.map(({ id }) => id)) };
  };
  return { backend, tenants, desk, find };
}

describe('A person is found in all copies', () => {
  test('in each tenant, by name, address, numbers, id and the title of the customer', async () => {
    const { tenants, desk, find } = await world(['Nord', 'Sud', 'West']);
    const [nord, sud, west] = tenants;
    if (nord === undefined || sud === undefined || west === undefined) return;
    const ana = { firstName: 'Ana', lastName: 'Ćurić', email: 'ana@both.example', employeeNumber: 'E-77' };
    nord.add(1, { ...ana, phones: [{ kind: 'work', number: '+49 40 555 1111' }] });
    sud.add(1, ana);
    west.add(1, ana);
    for (const { id } of [sud, nord]) await desk.open(id);
    for (const search of ['curic ana', '"Ana Ćurić" <ana@both.example>', 'e77', idNumber(6, 1)]) {
      const { groups, complete } = await find(search);
      expect([search, groups.map(({ tenantKey }) => tenantKey)]).toEqual([
        search,
        [keyOf(nord.id), keyOf(sud.id)],
      ]);
      expect(complete).toBe(true);
    }
    expect((await find('ana haus nord')).groups).toMatchObject([
      {
        tenantKey: keyOf(nord.id),
        people: [{ id: idNumber(6, 1), name: 'Ana Ćurić', customerTitle: 'Haus Nord', status: 'active' }],
        total: 1,
        totalIsExact: true,
        provenance: { source: 'copy' },
      },
    ]);
    expect((await find('040 555 1111')).groups).toMatchObject([
      { people: [{ id: idNumber(6, 1), numbers: ['+49 40 555 1111'] }] },
    ]);
    expect((await find('77 ana')).groups[0]?.people[0]?.numbers).toEqual(['E-77']);
    expect(await find('ana haus')).toMatchObject({ ids: [idNumber(6, 1), idNumber(6, 1)] });
    expect((await find('nobody')).groups).toEqual([]);
    expect((await find(' ,')).groups).toEqual([]);
  });

  test('the tenant in view first, then pinned and recent ones', async () => {
    const { tenants, desk, find } = await world(['A', 'B', 'C', 'D']);
    for (const { add, id } of tenants) {
      add(1, { lastName: 'Everywhere' });
      await desk.open(id);
    }
    const [a, b, , d] = tenants.map(({ id }) => id);
    await desk.value('tenants.pin', { tenantId: b ?? '', pinned: true });
    expect((await find('everywhere')).groups.map(({ tenantKey }) => tenantKey)).toEqual(
      [d, b, tenants[2]?.id, a].map((id) => keyOf(id ?? '')),
    );
  });

  test('with how many more there are, and without those whom the account may not see any more', async () => {
    const { tenants, desk, find } = await world(['Nord', 'Sud']);
    const [nord, sud] = tenants;
    if (nord === undefined || sud === undefined) return;
    for (let n = 1; n <= 9; n += 1) nord.add(n, { firstName: 'Sven', lastName: String(10 - n) });
    sud.add(1, { firstName: 'Sven' });
    for (const { id } of [nord, sud]) await desk.open(id);
    const [, first] = (await find('sven')).groups;
    expect(first).toMatchObject({ total: 9, totalIsExact: true });
    expect(first?.people.map(({ name }) => name)).toEqual([1, 2, 3, 4, 5].map((n) => `Sven ${String(n)}`));
    // Two letters are in no index.
    expect((await find('sv')).groups.map(({ total }) => total)).toEqual([1, 9]);
    sud.tenant.visible = ['role', 'product', 'profile', 'customer'];
    sud.tenant.epoch += 1;
    await desk.value('sync.now', { tenantId: sud.id });
    expect((await find('sven')).groups.map(({ tenantKey }) => tenantKey)).toEqual([keyOf(nord.id)]);
  });

  test('in no tenant where the account may not see users any more, though nobody has opened it since @security', async () => {
    const { tenants, desk, find } = await world(['Nord', 'Sud']);
    for (const { add, id } of tenants) {
      add(1, { lastName: 'Everywhere' });
      await desk.open(id);
    }
    const [nord, sud] = tenants;
    if (nord === undefined || sud === undefined) return;
    expect((await find('everywhere')).groups).toHaveLength(2);
    const { summary } = nord.tenant;
    nord.tenant.summary = { ...summary, permissions: ['customers.read'] };
    await desk.value('sync.now', { tenantId: sud.id });
    expect((await find('everywhere')).groups.map(({ tenantKey }) => tenantKey)).toEqual([keyOf(sud.id)]);
  });

  test('exactly whom a naive look at each finds', async () => {
    const { tenants, desk, find } = await world(['Nord']);
    const [nord] = tenants;
    if (nord === undefined) return;
    const people = somePeople(100).map((person, at) => ({ ...person, id: idNumber(6, at + 1) }));
    customerTitles.forEach((title, at) =>
      nord.tenant.put('customer', someCustomer(nord.id, at + 10, { title, email: '', city: '' })),
    );
    for (const [at, { customer, phones, id: _, ...person }] of people.entries())
      nord.add(at + 1, {
        ...person,
        customerId: idNumber(5, customerTitles.indexOf(customer) + 10),
        phones: [...phones],
      });
    await desk.open(nord.id);
    const meantBy = lookingAt(people);
    await fc.assert(
      fc.asyncProperty(queriesOf(people), async ({ query }) => {
        fc.pre(!saysNothing(searchTerms(query)));
        const { groups, complete } = await find(query);
        expect(complete).toBe(true);
        expect(groups[0]?.total ?? 0).toBe(meantBy(query).length);
      }),
      { numRuns: 200 },
    );
  });
});

describe('A person is found at the backend', () => {
  test('in the tenants that have no copy here, page after page, and nothing of those that have one', async () => {
    const { backend, tenants, desk } = await world(['Nord', 'Sud', 'West']);
    const [nord, sud, west] = tenants;
    if (nord === undefined || sud === undefined || west === undefined) return;
    for (const { add } of tenants) add(1, { lastName: 'Everywhere' });
    await desk.open(nord.id);
    const { groups, complete } = await desk.value('users.findElsewhere', { search: 'everywhere' });
    expect(groups.map(({ tenantKey }) => tenantKey)).toEqual([keyOf(sud.id), keyOf(west.id)]);
    expect(groups[0]).toMatchObject({
      provenance: { source: 'backend' },
      people: [{ name: 'First1 Everywhere', status: 'active' }],
    });
    expect(complete).toBe(true);
    expect(backend.requests.filter((request) => request.includes('/v1/me/users'))).toHaveLength(2);
  });

  test('and a later search takes the place of the one before', async () => {
    const { backend, tenants, desk } = await world(['Nord']);
    tenants[0]?.add(1, { lastName: 'Everywhere' });
    let go: () => void = () => undefined;
    const until = new Promise<void>((resolve) => (go = resolve));
    let asked = 0;
    backend.fault = (request) =>
      request.includes('/v1/me/users') && (asked += 1) === 1 ? { kind: 'wait', until } : null;
    const first = desk.error('users.findElsewhere', { search: 'eve' });
    await vi.waitFor(() => expect(asked).toBe(1));
    const second = desk.value('users.findElsewhere', { search: 'everywhere' });
    expect((await first).code).toBe('CANCELLED');
    expect((await second).groups).toHaveLength(1);
    go();
    backend.fault = () => ({ kind: 'html' });
    expect((await desk.error('users.findElsewhere', { search: 'everywhere' })).code).toBe('NOT_A_BACKEND');
  });
});
