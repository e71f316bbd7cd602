import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { User, UserFilter } from '#shared/api/users.ts';
import type { UserPage } from '#shared/desktop/grids.ts';
import { entityText, matchesSearch, searchTerms } from '#shared/domain/search.ts';
import { userFields } from '#shared/domain/userFields.ts';
import { authState, userStatus } from '#shared/domain/userStatus.ts';
import {
  type DeskInput,
  type EngineConsole,
  openConsole,
  someAccount,
  someKey,
} from '#test/support/engineConsole.ts';
import { idNumber, tenantIdOf } from '#test/support/engineEntities.ts';
import { fillCopy, fixtureUser } from '#test/support/engineFixture.ts';
import { compareCodePoints, nameSortKey } from '../../src-engine/cache/sortKeys.ts';

// More than fit into the tables that small tenants share.
const large = 51_000;
const now = Date.UTC(2026, 5, 1);
const folder = mkdtempSync(join(tmpdir(), 'tenantdesk-large-'));
const file = join(folder, 'copy.db');
const users: User[] = Array.from({ length: large }, (_, at) => fixtureUser(tenantIdOf(1), at + 1));
let desk: EngineConsole;

beforeAll(async () => {
  fillCopy({ file, keyHex: someKey, account: someAccount, users: large, tenant: 1, now });
  // A neighbour, of whom no question may show anything.
  fillCopy({ file, keyHex: someKey, account: someAccount, users: 1000, tenant: 2, now });
  // Nobody listens there: everything below is answered offline.
  desk = await openConsole({ backendUrl: 'http://127.0.0.1:1', file, clock: { now: () => now } });
  return async () => await desk.close();
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const nameOf = (user: User): string => `${user.firstName} ${user.lastName}`;
const keys = new Map(users.map((user) => [user.id, nameSortKey(nameOf(user))]));
const inOrder = (list: readonly User[]): string[] =>
  list
    .map(({ id }) => ({ id, key: keys.get(id) ?? '' }))
    .toSorted((a, b) => compareCodePoints(a.key, b.key) || compareCodePoints(a.id, b.id))
    .map(({ id }) => id);
/** Where two lists differ first; comparing them whole would print them whole. */
const firstDifference = (found: readonly string[], expected: readonly string[]): unknown => {
  const at = expected.findIndex((id, index) => found[index] !== id);
  if (at < 0)
    return found.length === expected.length ? null : { found: found.length, expected: expected.length };
  return { at, found: found[at], expected: expected[at] };
};
const texts = new Map(users.map((user) => [user.id, entityText(userFields, user)]));
const contains = (user: User, query: string): boolean =>
  matchesSearch(texts.get(user.id) ?? '', searchTerms(query));

async function pages(given: Partial<DeskInput<'users.page'>>, most: number): Promise<UserPage[]> {
  const found: UserPage[] = [];
  let anchor: string | null = null;
  do {
    const page: UserPage = await desk.value('users.page', {
      tenantId: tenantIdOf(1),
      filter: {},
      limit: 100,
      ...given,
      anchor,
    });
    found.push(page);
    anchor = page.nextAnchor;
  } while (anchor !== null && found.length < most);
  return found;
}

const cases: readonly (readonly [string, UserFilter, (user: User) => boolean])[] = [
  ['a rare term', { search: 'person.482710' }, (user) => contains(user, 'person.482710')],
  ['a common term', { search: 'example3' }, (user) => contains(user, 'example3')],
  ['two letters that many have', { search: 'mü' }, (user) => contains(user, 'mü')],
  ['words in another order', { search: 'Rossi, Zoë 4k' }, (user) => contains(user, 'zoe 4k rossi')],
  ['two common words that few have together', { search: 'rossi smith' }, () => false],
  ['two letters that few have', { search: 'qz' }, (user) => contains(user, 'qz')],
  ['two letters that nobody has', { search: '§§' }, () => false],
  ['a term whose parts all occur, but not together', { search: 'person.rossi' }, () => false],
  ['Chinese characters', { search: '山田' }, (user) => contains(user, '山田')],
  ['Arabic letters', { search: 'محمد' }, (user) => contains(user, 'محمد')],
  ['a wildcard of SQL', { search: '100%_' }, (user) => contains(user, '100%_')],
  ['a status', { statuses: ['disabled'] }, (user) => userStatus(user, now) === 'disabled'],
  ['a profile', { profileIds: [idNumber(4, 2)] }, (user) => user.profileIds.includes(idNumber(4, 2))],
  [
    'a profile and a way to sign in',
    { profileIds: [idNumber(4, 2)], auths: ['sso'] },
    (user) => user.profileIds.includes(idNumber(4, 2)) && authState(user) === 'sso',
  ],
  ['never activated', { notActivatedForHours: 24 }, (user) => user.activatedAt === null],
  [
    'a customer and a term',
    { customerId: idNumber(5, 7), search: 'kim' },
    (user) => user.customerId === idNumber(5, 7) && contains(user, 'kim'),
  ],
];

for (const [what, filter, matches] of cases) {
  test(`among ${String(large)} users, ${what}: the pages are those of a naive search`, async () => {
    const expected = users.filter(matches);
    const found = await pages({ filter }, 6);
    const rows = found.flatMap((page) => page.rows.map(({ id }) => id));
    expect(firstDifference(rows, inOrder(expected).slice(0, 600))).toBeNull();
    const [first] = found;
    // Where counting stopped, the total is a lower bound.
    expect(first?.total).toBeLessThanOrEqual(expected.length);
    expect(first?.totalIsExact === true ? first.total : expected.length).toBe(expected.length);
  });
}

test('walking through all pages of a large tenant meets each user once', async () => {
  const found = await pages({}, Number.POSITIVE_INFINITY);
  expect(
    firstDifference(
      found.flatMap((page) => page.rows.map(({ id }) => id)),
      inOrder(users),
    ),
  ).toBeNull();
  expect(found[0]).toMatchObject({ total: large, totalIsExact: true });
});

test('a search that must look at every user lets another question through meanwhile', async () => {
  const long = desk.value('users.page', { tenantId: tenantIdOf(1), filter: { search: '§§' } });
  let answered = 0;
  const done = long.then(() => true);
  while (!(await Promise.race([done, setImmediate(false)]))) {
    await desk.value('place.read');
    answered += 1;
  }
  expect(answered).toBeGreaterThan(5);
});
