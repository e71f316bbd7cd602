import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { openDatabase } from '../../src-engine/cache/database.ts';
import { prepareForWrites } from '../../src-engine/cache/contents.ts';
import { migrate } from '../../src-engine/cache/migrate.ts';
import { copyContents, syncWrites } from '../../src-engine/copyContents.ts';
import { tenantsWrites } from '../../src-engine/features/tenants/tenantsWrites.ts';
import type { AccountProfile } from '#shared/api/tenants.ts';
import type { User } from '#shared/api/users.ts';
import {
  idNumber,
  someCustomer,
  someProfile,
  someRole,
  someTenant,
  someUser,
  tenantIdOf,
} from './engineEntities.ts';

export interface CopyFixture {
  readonly file: string;
  readonly keyHex: string;
  readonly account: AccountProfile;
  /** Users of the tenant. */
  readonly users: number;
  /** Number of the tenant (`tenantIdOf`); 1 unless said otherwise. */
  readonly tenant?: number;
  /** Customers that the users are spread over; 100 unless said otherwise. */
  readonly customers?: number;
  /** An addon for the runtime that this runs in. */
  readonly nativeBinding?: string;
  /** Milliseconds since the epoch at which statuses are computed. */
  readonly now?: number;
}

const firstNames = [
  'Anna',
  'Émile',
  'Øyvind',
  'Łukasz',
  '美咲',
  'محمد',
  'Олена',
  'Δημήτρης',
  'अनिल',
  'Zoë',
  'Ben',
  'Carla',
];
const lastNames = [
  'Müller',
  'Smith',
  '山田',
  'حسن',
  'Іваненко',
  'Παππάς',
  'कुमार',
  'Nguyễn',
  "O'Brien",
  '100%_Real',
  'Kim',
  'Rossi',
];
const day = 86_400_000;

/** The n-th user of a fixture: every n gives the same person; all statuses, scripts and combinations occur. */
export function fixtureUser(tenantId: string, n: number, customers = 100): User {
  const created = Date.UTC(2025, 0, 1) + (n % 300) * day;
  const at = (offset: number): string => new Date(created + offset).toISOString();
  const pending = n % 13 === 0;
  return someUser(tenantId, n, {
    customerId: idNumber(5, 1 + (n % customers)),
    firstName: `${firstNames[n % firstNames.length] ?? ''}${n % 5 === 0 ? '' : ` ${((n * 7919) % 99_991).toString(36)}`}`,
    lastName: lastNames[(n * 31) % lastNames.length] ?? '',
    email: `person.${String((n * 48_271) % 2_147_483_647)}@example${String(n % 7)}.com`,
    profileIds:
      n % 4 === 0 ? [] : [...new Set([idNumber(4, 1 + (n % 8)), idNumber(4, 1 + ((n * 3) % 8))])].toSorted(),
    roleIds: n % 10 === 0 ? [idNumber(2, 1 + (n % 5))] : [],
    authMethod: n % 5 === 0 ? 'sso' : n % 7 === 0 ? 'sso-password' : 'local',
    secondFactors: n % 3 === 0 ? ['totp'] : n % 11 === 0 ? ['totp', 'email'] : [],
    activatedAt: pending ? null : at(day),
    disabledAt: n % 17 === 0 ? at(2 * day) : null,
    accessExpiresAt: n % 19 === 0 ? at(500 * day) : null,
    lastLoginAt: n % 6 === 0 ? null : at(3 * day + n),
    createdAt: at(0),
    updatedAt: at(0),
  });
}

/** Rows of one page of the fixture. */
const pageRows = 5000;

/**
 * Fills a copy with one tenant, as a first load would, without a backend: for benches, and tests about size. Answers
 * the milliseconds that the writing took.
 */
export function fillCopy(fixture: CopyFixture): number {
  const { users, customers = 100, tenant = 1, now = Date.now() } = fixture;
  mkdirSync(dirname(fixture.file), { recursive: true });
  const location = {
    copy: { file: fixture.file, keyHex: fixture.keyHex },
    nativeBinding: fixture.nativeBinding ?? null,
  };
  const open = openDatabase(location, { functions: copyContents.functions, cacheKiB: 32_768 });
  const database = open.writable;
  migrate(database, copyContents.migrations);
  copyContents.align(database);
  prepareForWrites(database, copyContents);
  const tenantId = tenantIdOf(tenant);
  const tenants = database
    .all<{ summary: string }>('SELECT summary FROM tenants ORDER BY position')
    .map(({ summary }) => JSON.parse(summary) as ReturnType<typeof someTenant>)
    .filter(({ id }) => id !== tenantId);
  const summary = someTenant(tenant, { userCount: users, customerCount: customers });
  syncWrites.saveTenants.run(database, { account: fixture.account, tenants: [...tenants, summary] });
  tenantsWrites.rememberOpened.run(database, { tenantId, now });
  syncWrites.beginSync.run(database, { tenantId });
  const encoder = new TextEncoder();
  let spent = 0;
  let askedWith: string | null = null;
  for (let from = 0; from === 0 || from < users; from += pageRows) {
    const last = from + pageRows >= users;
    const count = Math.min(pageRows, users - from);
    const page = {
      cursor: `fixture-${String(from)}`,
      caughtUp: last,
      visible: ['role', 'profile', 'customer', 'user'],
      expected: users + customers + 13,
      roles: from === 0 ? Array.from({ length: 5 }, (_, at) => someRole(tenantId, at + 1)) : [],
      profiles: from === 0 ? Array.from({ length: 8 }, (_, at) => someProfile(tenantId, at + 1)) : [],
      customers:
        from === 0 ? Array.from({ length: customers }, (_, at) => someCustomer(tenantId, at + 1)) : [],
      users: Array.from({ length: count }, (_, at) => fixtureUser(tenantId, from + at + 1, customers)),
      removed: [],
    };
    const body = encoder.encode(JSON.stringify(page));
    const start = performance.now();
    syncWrites.applyPage.run(database, { tenantId, body, askedWith, now });
    spent += performance.now() - start;
    askedWith = page.cursor;
  }
  const start = performance.now();
  while (!syncWrites.finishLoadStep.run(database, { tenantId }));
  spent += performance.now() - start;
  open.close();
  return spent;
}
