import fc from 'fast-check';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { Customer } from '#shared/api/customers.ts';
import type { User, UserFilter } from '#shared/api/users.ts';
import {
  type UserPage,
  type UserRow,
  userRow,
  userSortFields,
  type UserSortField,
} from '#shared/desktop/grids.ts';
import { entityText, foldForSearch, searchTerms } from '#shared/domain/search.ts';
import { textKey } from '#shared/domain/text.ts';
import { userFields } from '#shared/domain/userFields.ts';
import { authState, authStates, userStatus, userStatuses } from '#shared/domain/userStatus.ts';
import { type EngineBackend, startEngineBackend } from '#test/support/engineBackend.ts';
import { type EngineConsole, openConsole, someAccount } from '#test/support/engineConsole.ts';
import {
  idNumber,
  someCustomer,
  someProfile,
  someRole,
  someTenant,
  someUser,
  tenantIdOf,
} from '#test/support/engineEntities.ts';
import { compareCodePoints, nameSortKey } from '../../src-engine/cache/sortKeys.ts';

const tenantId = tenantIdOf(1);
const now = Date.UTC(2025, 5, 1);
const profileNames = ['Éclair', 'Facility Manager', 'Supplier'];
const roleNames = ['Admin', 'Viewer'];
const titles = ['Nord', 'Süd', 'Ost'];

const time = fc.constantFrom(
  null,
  '2025-01-01T00:00:00.000Z',
  '2025-05-31T23:59:59.999Z',
  '2025-07-01T00:00:00.000Z',
);
/** Few values for each field, so that most rows tie with others and the ids decide. */
const someone = fc.record({
  firstName: fc.constantFrom(
    'Anna',
    'anna',
    'Änna',
    '美咲',
    'محمد',
    'Z',
    '100%',
    '_x_',
    "O'Neil",
    '\u{1F600}k',
  ),
  lastName: fc.constantFrom('Müller', 'Muller', 'Smith', '山田', 'حسن', 'a'),
  email: fc.constantFrom('a@x.com', 'A@x.com', 'b_b@x.com', '美@x.com', 'c%c@y.org'),
  customerId: fc.constantFrom(1, 2, 3).map((n) => idNumber(5, n)),
  profileIds: fc.subarray([1, 2, 3]).map((list) => list.map((n) => idNumber(4, n))),
  roleIds: fc.subarray([1, 2]).map((list) => list.map((n) => idNumber(2, n))),
  authMethod: fc.constantFrom('local', 'sso', 'sso-password'),
  secondFactors: fc.subarray(['totp', 'email']),
  source: fc.constantFrom('console', 'import'),
  activatedAt: time,
  disabledAt: fc.constantFrom(null, null, null, '2025-01-01T00:00:00.000Z'),
  lockedUntil: time,
  accessExpiresAt: time,
  invitationExpiresAt: time,
  lastLoginAt: time,
});

let backend: EngineBackend;
let desk: EngineConsole;
let users: User[];
let customers: Customer[];

beforeAll(async () => {
  backend = await startEngineBackend(someAccount);
  const tenant = backend.addTenant(someTenant(1));
  const other = backend.addTenant(someTenant(2));
  profileNames.forEach((name, at) => tenant.put('profile', someProfile(tenantId, at + 1, { name })));
  roleNames.forEach((name, at) => tenant.put('role', someRole(tenantId, at + 1, { name })));
  customers = titles.map((title, at) => someCustomer(tenantId, at + 1, { title }));
  for (const customer of customers) tenant.put('customer', customer);
  users = fc
    .sample(someone, { numRuns: 300, seed: 42 })
    .map((fields, at) => someUser(tenantId, ((at * 7919) % 3001) + 1, fields as Partial<User>));
  for (const user of users) tenant.put('user', user);
  for (let n = 1; n <= 50; n += 1)
    other.put('user', someUser(tenantIdOf(2), n, { firstName: 'Anna', lastName: 'Other' }));
  desk = await openConsole({ backendUrl: backend.url, clock: { now: () => now } });
  await desk.open(tenantIdOf(2));
  await desk.open(tenantId);
  return async () => {
    await desk.close();
    await backend.stop();
  };
});

const nameOf = (user: User): string => `${user.firstName} ${user.lastName}`;
const named = (ids: readonly string[], names: readonly string[], kind: number): string =>
  ids
    .map((id) => nameSortKey(names[[1, 2, 3].findIndex((n) => id === idNumber(kind, n))] ?? ''))
    .toSorted(compareCodePoints)
    .join('\u0001');
const instant = (text: string | null, absent: number): number => (text === null ? absent : Date.parse(text));

/** The value by which the grid's order is described, written down a second time and simply. */
const valueOf: Readonly<Record<UserSortField, (user: User) => string | number>> = {
  email: (user) => textKey(user.email),
  name: (user) => nameSortKey(nameOf(user)),
  profiles: (user) => named(user.profileIds, profileNames, 4),
  role: (user) => named(user.roleIds, roleNames, 2),
  auth: (user) => authStates.indexOf(authState(user)),
  secondFactors: (user) => user.secondFactors.join(','),
  lastLoginAt: (user) => instant(user.lastLoginAt, Number.NEGATIVE_INFINITY),
  status: (user) => userStatuses.indexOf(userStatus(user, now)),
  accessExpiresAt: (user) => instant(user.accessExpiresAt, Number.POSITIVE_INFINITY),
  source: (user) => user.source,
  customer: (user) => nameSortKey(customers.find(({ id }) => id === user.customerId)?.title ?? ''),
};

function compare(a: string | number, b: string | number): number {
  if (typeof a === 'string' && typeof b === 'string') return compareCodePoints(a, b);
  return Number(a) === Number(b) ? 0 : Number(a) - Number(b);
}

function sorted(list: readonly User[], sort: UserSortField, direction: 'asc' | 'desc'): string[] {
  const ordered = list.toSorted((a, b) => compare(valueOf[sort](a), valueOf[sort](b)) || compare(a.id, b.id));
  return (direction === 'asc' ? ordered : ordered.toReversed()).map(({ id }) => id);
}

async function allPages(
  input: { filter: UserFilter; sort: UserSortField; direction: 'asc' | 'desc' },
  limit: number,
): Promise<{ rows: UserRow[]; totals: Set<string> }> {
  const rows: UserRow[] = [];
  const totals = new Set<string>();
  let anchor: string | null = null;
  do {
    const page: UserPage = await desk.value('users.page', { tenantId, ...input, limit, anchor });
    rows.push(...page.rows);
    totals.add(`${String(page.total)} ${String(page.totalIsExact)}`);
    anchor = page.nextAnchor;
  } while (anchor !== null);
  return { rows, totals };
}

describe('paging through users', () => {
  for (const sort of userSortFields) {
    for (const direction of ['asc', 'desc'] as const) {
      test(`by ${sort}, ${direction}: each user once, in order, in the tenant and in a customer`, async () => {
        for (const [filter, expected] of [
          [{}, users],
          [{ customerId: idNumber(5, 2) }, users.filter(({ customerId }) => customerId === idNumber(5, 2))],
        ] as const) {
          for (const limit of [7, 100]) {
            const { rows, totals } = await allPages({ filter, sort, direction }, limit);
            expect(rows.map(({ id }) => id)).toEqual(sorted(expected, sort, direction));
            expect([...totals]).toEqual([`${String(expected.length)} true`]);
          }
        }
      });
    }
  }
});

const filters: fc.Arbitrary<UserFilter> = fc.record(
  {
    customerId: fc.constantFrom(1, 2, 3).map((n) => idNumber(5, n)),
    profileIds: fc.subarray([1, 2, 3]).map((list) => list.map((n) => idNumber(4, n))),
    statuses: fc.subarray([...userStatuses]),
    auths: fc.subarray([...authStates]),
    notActivatedForHours: fc.constantFrom(1, 24, 8760),
    search: fc.oneof(
      fc.constantFrom(
        'ann',
        'ÄN',
        'müller',
        'Muller',
        '山',
        '山田',
        'حسن',
        'محم',
        '%',
        '_',
        '_x_',
        '100%',
        "o'n",
        '"',
        '*',
        'a@x',
        'A@X.C',
        '\u{1F600}',
        '\u{1F600}k ',
        ' smith ',
        'na  sm',
        'smith anna',
        '山田美咲',
        'oneil muller',
        'anna nord',
        'sud x.com',
        'nothing like it',
      ),
      fc.string({ maxLength: 3 }),
    ),
  },
  { requiredKeys: [] },
);

/** In the list of one customer its title says nothing. */
const textOf = (user: User, filter: UserFilter): string => {
  const title = customers.find(({ id }) => id === user.customerId)?.title ?? '';
  return entityText(userFields, user) + (filter.customerId === undefined ? `\n${foldForSearch(title)}` : '');
};

function matches(user: User, filter: UserFilter): boolean {
  const terms = searchTerms(filter.search ?? '');
  return (
    (filter.customerId === undefined || user.customerId === filter.customerId) &&
    (!filter.profileIds?.length || filter.profileIds.some((id) => user.profileIds.includes(id))) &&
    (!filter.statuses?.length || filter.statuses.includes(userStatus(user, now))) &&
    (!filter.auths?.length || filter.auths.includes(authState(user))) &&
    (filter.notActivatedForHours === undefined ||
      (user.activatedAt === null &&
        Date.parse(user.createdAt) < now - filter.notActivatedForHours * 3_600_000)) &&
    terms.words.every((word) => textOf(user, filter).includes(word))
  );
}

test('any filter in any order finds exactly the users that a naive look at each of them finds', async () => {
  await fc.assert(
    fc.asyncProperty(
      filters,
      fc.constantFrom(...userSortFields),
      fc.constantFrom('asc', 'desc'),
      async (filter, sort, direction) => {
        const expected = users.filter((user) => matches(user, filter));
        const { rows, totals } = await allPages({ filter, sort, direction }, 60);
        expect(rows.map(({ id }) => id)).toEqual(sorted(expected, sort, direction));
        expect([...totals]).toEqual([`${String(expected.length)} true`]);
      },
    ),
    { numRuns: 250 },
  );
});

test('a row carries what the grid shows, and the details of a user all that the backend sent', async () => {
  const { rows } = await allPages({ filter: {}, sort: 'name', direction: 'asc' }, 100);
  expect(rows).toHaveLength(users.length);
  for (const row of rows) {
    const user = users.find(({ id }) => id === row.id) as User;
    const shown = {
      name: nameOf(user),
      status: userStatus(user, now),
      auth: authState(user),
      customerTitle: titles[[1, 2, 3].findIndex((n) => idNumber(5, n) === user.customerId)],
    };
    expect({ ...user, ...row }).toEqual({ ...user, ...row, ...shown });
    expect(userRow.strict().parse(row)).toMatchObject(userRow.partial().parse(user));
    expect(new Set(row.profileNames).size).toBe(user.profileIds.length);
    expect(await desk.value('users.one', { tenantId, userId: user.id })).toEqual({
      ...user,
      ...shown,
      profileNames: row.profileNames,
      roleNames: row.roleNames,
    });
  }
});

test('an anchor of another order, and one made up, are refused', async () => {
  const page = await desk.value('users.page', { tenantId, filter: {}, sort: 'name', limit: 10 });
  const input = { tenantId, filter: {}, sort: 'email' as const, anchor: page.nextAnchor };
  expect((await desk.error('users.page', input)).code).toBe('CURSOR_INVALID');
  expect((await desk.error('users.page', { ...input, anchor: 'nonsense' })).code).toBe('CURSOR_INVALID');
});

test('a page begun in an order goes on behind a user that has gone meanwhile', async () => {
  const first = await desk.value('users.page', { tenantId, filter: {}, limit: 10 });
  const gone = first.rows.at(-1)?.id ?? '';
  const kept = backend.tenants.get(tenantId)?.rows.user.get(gone);
  backend.tenants.get(tenantId)?.remove('user', gone);
  onTestFinished(async () => {
    backend.tenants.get(tenantId)?.put('user', kept as User);
    await desk.value('sync.now', { tenantId });
  });
  await desk.value('sync.now', { tenantId });
  const next = await desk.value('users.page', { tenantId, filter: {}, limit: 10, anchor: first.nextAnchor });
  expect(next.rows[0]?.id).toBe(sorted(users, 'name', 'asc')[10]);
  expect(next.total).toBe(users.length - 1);
});
