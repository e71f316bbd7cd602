import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Permission } from '#shared/domain/permissions.ts';
import { saysNothing, searchTerms } from '#shared/domain/search.ts';
import type { TestAccount } from '#test/support/backend.ts';
import { lookingAt, queriesOf } from '#test/support/searchPeople.ts';
import { newId } from '../../../src-backend/database/newId.ts';
import { type Administration, startAdministration, type Workplace } from '../support/administration.ts';
import { addSearchedPeople } from '../support/searchedPeople.ts';

let backend: Administration;
/** Of a technician at the parent, who works on both. */
let nord: Workplace;
let sud: Workplace;
let foreign: Workplace;
let technician: TestAccount;
beforeAll(async () => {
  backend = await startAdministration();
  const parent = await backend.tenant({ name: 'Meridian' });
  [nord, sud, foreign] = [
    await backend.workplace({}, { name: 'Nord', parent }),
    await backend.workplace({}, { name: 'Sud', parent }),
    await backend.workplace({}, { name: 'Foreign', parent }),
  ];
  technician = await parent.account(null);
  await backend.grant(technician, nord.tenant, 'Viewer');
  await backend.grant(technician, sud.tenant, 'Viewer');
});
afterAll(() => backend.close());

const ask = (
  search: string,
  { by = technician, ...query }: { by?: TestAccount; except?: string; after?: string } = {},
) => backend.call(by, 'users.find', { params: {}, query: { search, ...query } });
const foundIn = async (...asked: Parameters<typeof ask>) => {
  const { status, text, body } = await ask(...asked);
  expect(status, text).toBe(200);
  return new Map(body.groups.map(({ tenantId, users }) => [tenantId, users.map(({ id }) => id)]));
};

/** A role with these permissions alone, in the place of those that the account has there. */
async function only(account: TestAccount, at: Workplace, permissions: readonly Permission[]): Promise<void> {
  await backend.inTenant(at, async ({ db, tenantId }) => {
    const role = { tenant_id: tenantId, role_id: newId() };
    const name = `Only ${role.role_id}`;
    await db
      .insertInto('roles')
      .values({ ...role, kind: 'custom', name, name_key: name.toLowerCase(), permissions })
      .execute();
    await db
      .deleteFrom('role_grants')
      .where('tenant_id', '=', tenantId)
      .where('grantee_user_id', '=', account.userId)
      .execute();
    await db
      .insertInto('role_grants')
      .values({ ...role, grantee_tenant_id: account.tenantId, grantee_user_id: account.userId })
      .execute();
  });
}

describe('A person is found in every tenant', () => {
  it('by whatever finds them in one, with the customer, and the same address in each', async () => {
    const [here, there] = [
      await backend.newUser(nord, {
        firstName: 'Ana',
        lastName: 'Ćurić',
        email: 'ana@both.example',
        employeeNumber: 'E-7788',
        phones: [{ kind: 'work', number: '+49 40 555 7788' }],
      }),
      await backend.newUser(sud, { firstName: 'Ana', lastName: 'Ćurić', email: 'ana@both.example' }),
    ];
    await backend.newUser(foreign, { firstName: 'Ana', lastName: 'Ćurić', email: 'ana@both.example' });
    const both = new Map([
      [nord.tenant.id, [here.id]],
      [sud.tenant.id, [there.id]],
    ]);
    for (const query of ['curic ana', '"Ana Ćurić" <ana@both.example>', 'BOTH.example'])
      expect(await foundIn(query)).toEqual(both);
    for (const query of ['e7788', here.id, `curic ${nord.customer.title}`])
      expect(await foundIn(query)).toEqual(new Map([[nord.tenant.id, [here.id]]]));
    const { body } = await ask('e7788');
    const { employeeNumber, phones } = here;
    const foundAs = { customerTitle: nord.customer.title, employeeNumber, phones };
    expect(body).toMatchObject({
      groups: [{ total: 1, totalIsExact: true, users: [foundAs] }],
      next: null,
    });
    expect(await foundIn(' ')).toEqual(new Map());
  });

  it('but nothing that was typed is a wildcard', async () => {
    const user = await backend.newUser(nord, { firstName: '100%', lastName: 'A_B', email: 'wild@x.example' });
    expect(await foundIn('100%')).toEqual(new Map([[nord.tenant.id, [user.id]]]));
    for (const query of ['w_ld@x', 'w%d@x', String.raw`wil\d@x`])
      expect(await foundIn(query)).toEqual(new Map());
  });

  it('without the tenants that are left out, and from where the answer before ended', async () => {
    await backend.newUser(nord, { lastName: 'Everywhere' });
    await backend.newUser(sud, { lastName: 'Everywhere' });
    const tenants = [...(await foundIn('everywhere')).keys()];
    expect(tenants).toEqual([nord.tenant.id, sud.tenant.id].toSorted());
    expect([...(await foundIn('everywhere', { except: tenants[0] ?? '' })).keys()]).toEqual([tenants[1]]);
    expect([...(await foundIn('everywhere', { after: tenants[0] ?? '' })).keys()]).toEqual([tenants[1]]);
    expect([...(await foundIn('everywhere', { after: tenants[1] ?? '' })).keys()]).toEqual([]);
  });

  it('the first by name, with how many more there are', async () => {
    for (const lastName of 'fedcbag'.split(''))
      await backend.newUser(nord, {
        firstName: 'Septuplet',
        lastName,
        email: `${lastName}@septuplet.example`,
      });
    const [group] = (await ask('septuplet')).body.groups;
    expect(group).toMatchObject({ total: 7, totalIsExact: true });
    expect(group?.users.map(({ lastName }) => lastName)).toEqual('abcde'.split(''));
  });

  it('exactly as a naive look at each of them finds them', async () => {
    const at = await backend.workplace();
    const people = await addSearchedPeople(backend, at, 60);
    const reader = await at.tenant.account(null);
    await only(reader, at, ['users.read', 'customers.read']);
    const meantBy = lookingAt(people);
    await fc.assert(
      fc.asyncProperty(queriesOf(people), async ({ query }) => {
        fc.pre(!saysNothing(searchTerms(query)));
        const expected = meantBy(query).map(({ id }) => id);
        const [group] = (await ask(query, { by: reader })).body.groups;
        // Beside them there are the account and the admin.
        expect(group?.total ?? 0).toBeGreaterThanOrEqual(expected.length);
        expect(group?.total ?? 0).toBeLessThanOrEqual(expected.length + 2);
      }),
      { numRuns: 60 },
    );
  });
});

describe('Nobody is found @security', () => {
  it('where the account has no role, whatever it leaves out or goes on behind', async () => {
    const hidden = await backend.newUser(foreign, { lastName: 'Hidden', email: 'hidden@foreign.example' });
    for (const query of ['hidden', hidden.id, 'hidden@foreign.example', foreign.tenant.name]) {
      const { body, text } = await ask(query, { except: nord.tenant.id });
      expect(body, text).toEqual({ groups: [], next: null });
    }
    expect((await ask('hidden', { after: '00000000-0000-0000-0000-000000000000' })).body.groups).toEqual([]);
    expect([...(await foundIn('hidden', { by: foreign.admin })).keys()]).toEqual([foreign.tenant.id]);
  });

  it('where its roles do not let it see users, and by no title or none is told where they hide customers', async () => {
    const at = await backend.workplace();
    const user = await backend.newUser(at, { lastName: 'Kept', email: 'kept@x.example' });
    const guest = await at.tenant.account(null);
    await only(guest, at, ['customers.read']);
    expect((await ask('kept', { by: guest })).body).toEqual({ groups: [], next: null });
    await only(guest, at, ['users.read']);
    expect(await foundIn('kept', { by: guest })).toEqual(new Map([[at.tenant.id, [user.id]]]));
    expect((await ask('kept', { by: guest })).body.groups[0]?.users[0]?.customerTitle).toBeNull();
    expect(await foundIn(`kept ${at.customer.title}`, { by: guest })).toEqual(new Map());
  });

  it('in a tenant whose role was taken away a moment ago, nor by an account that was deactivated', async () => {
    const at = await backend.workplace();
    await backend.newUser(at, { lastName: 'Passing' });
    const guest = await at.tenant.account(null);
    await only(guest, at, ['users.read']);
    expect((await foundIn('passing', { by: guest })).size).toBe(1);
    await backend.inTenant(at, ({ db }) =>
      db
        .deleteFrom('role_grants')
        .where('tenant_id', '=', at.tenant.id)
        .where('grantee_user_id', '=', guest.userId)
        .execute(),
    );
    expect((await ask('passing', { by: guest })).body).toEqual({ groups: [], next: null });
    await only(guest, at, ['users.read']);
    await backend.inTenant(at, ({ db }) =>
      db
        .updateTable('users')
        .set({ disabled_at: new Date() })
        .where('tenant_id', '=', at.tenant.id)
        .where('user_id', '=', guest.userId)
        .execute(),
    );
    expect(await ask('passing', { by: guest })).toMatchObject({
      status: 403,
      error: { code: 'ACCOUNT_DISABLED' },
    });
  });

  it('by a request that is not understood', async () => {
    for (const query of [
      '',
      '?search=a&search=b',
      `?search=${'a'.repeat(201)}`,
      '?search=a&except=x',
      '?search=a&after=x',
      '?search=a&tenantId=x',
    ]) {
      const { status } = await backend.raw({
        method: 'GET',
        url: `/v1/me/users${query}`,
        account: technician,
      });
      expect([query, status]).toEqual([query, 400]);
    }
    for (const query of ['%00', '%ed%a0%80', "'; drop table users; --", '\\', '%25'])
      expect(
        (
          await backend.raw({
            method: 'GET',
            url: `/v1/me/users?search=${query.startsWith('%') ? query : encodeURIComponent(query)}`,
            account: technician,
          })
        ).status,
      ).toBe(200);
  });
});
