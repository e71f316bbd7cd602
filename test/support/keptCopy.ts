/**
 * The account whose copies are kept in `test/engine/fixtures/copies`, at a backend that always answers the same. Once it
 * also ran in the trees of older versions, so it takes from the test support only what these had too.
 */
import { type EngineBackend, startEngineBackend } from './engineBackend.ts';
import { someAccount } from './engineConsole.ts';
import {
  idNumber,
  someCustomer,
  someProduct,
  someProfile,
  someRole,
  someTenant,
  someUser,
  tenantIdOf,
} from './engineEntities.ts';

/** First and last names of the people of the tenants, in turn. */
const people = [
  ['Anna', 'Müller'],
  ['Émile', "O'Brien"],
  ['美咲', '山田'],
  ['محمد', 'حسن'],
  ['Олена', 'Іваненко'],
  ['Δημήτρης', 'Παππάς'],
  ['अनिल', 'कुमार'],
  ['Nguyễn', 'Văn An'],
  ['Zoë', '100%_Real'],
  ['İpek', 'Şahin'],
  ['Łukasz', 'Żak'],
  ['👩‍🔧 Kim', 'Park'],
] as const;

/** The tenants by what their copy is: two that are complete, and one of which only some rows had come. */
export const kept = { own: tenantIdOf(1), managed: tenantIdOf(2), partly: tenantIdOf(3) };

/** Users of each tenant. */
export const keptUsers = 24;

export const keptUserId = (tenantId: string, n: number): string =>
  idNumber(6, 100 * Object.values(kept).indexOf(tenantId) + n);

/** Where the account was last. */
export const keptPlace = { lastTenantId: kept.managed, lastScreen: { name: 'users', customerId: null } };

/** Starts the backend with its three tenants, as it was when the copies were made. */
export async function startKeptBackend(): Promise<EngineBackend> {
  const backend = await startEngineBackend(someAccount);
  for (const [place, tenantId] of Object.values(kept).entries()) {
    const ids = (kind: number, n: number): string => idNumber(kind, 100 * place + n);
    const tenant = backend.addTenant(
      someTenant(place + 1, {
        name: `Nørd ${String(place + 1)} — 東京`,
        userCount: keptUsers,
        customerCount: 3,
      }),
    );
    tenant.put('product', someProduct(tenantId, 100 * place + 1));
    for (const n of [1, 2]) {
      tenant.put(
        'role',
        someRole(tenantId, 100 * place + n, { name: `Rôle ${String(n)}`, permissions: ['users.read'] }),
      );
    }
    for (const n of [1, 2, 3]) {
      tenant.put('profile', someProfile(tenantId, 100 * place + n, { name: `Schicht ${String(n)} ☀` }));
      tenant.put(
        'customer',
        someCustomer(tenantId, 100 * place + n, { title: `Ångström ${String(n)} GmbH`, userCount: 8 }),
      );
    }
    for (let n = 1; n <= keptUsers; n += 1) {
      const [firstName, lastName] = people[n % people.length] ?? people[0];
      tenant.put(
        'user',
        someUser(tenantId, 100 * place + n, {
          firstName,
          lastName,
          customerId: ids(5, 1 + (n % 3)),
          profileIds: n % 4 === 0 ? [] : [ids(4, 1 + (n % 3))],
          roleIds: n % 5 === 0 ? [ids(2, 1 + (n % 2))] : [],
          jobTitle: n % 2 === 0 ? 'Électricien' : '',
          employeeNumber: n % 3 === 0 ? `E-${String(n)}` : '',
        }),
      );
    }
  }
  return backend;
}
