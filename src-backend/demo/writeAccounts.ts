import { emptyValues } from '#shared/domain/fields.ts';
import { userFields } from '#shared/domain/userFields.ts';
import type { Work } from '../database/unitOfWork.ts';
import { userColumns } from '../features/users/store.ts';
import { type DemoAccount, demoAccounts } from './accounts.ts';
import { demoId } from './seeded.ts';
import { customerId, grantRoles, tenantId, writeRows } from './writeTenant.ts';

export const accountId = (account: DemoAccount): string => demoId('account', account.email);

/** Hashes of the accounts' passwords, by address. */
export type PasswordHashes = ReadonlyMap<string, string>;

/** The accounts whose home is this tenant: people who can sign in, and which tenants they work on. */
export async function writeHomeAccounts(
  work: Work,
  key: string,
  given: { readonly hashes: PasswordHashes; readonly tenants: readonly string[] },
): Promise<void> {
  const accounts = demoAccounts.filter((account) => account.home === key);
  const since = new Date(work.now.getTime() - 200 * 86_400_000);
  await writeRows(
    work,
    'users',
    accounts.map((account) => ({
      user_id: accountId(account),
      ...userColumns({ ...emptyValues(userFields), ...account, customerId: customerId(key, 0) }),
      avatar: null,
      source: 'demo',
      activated_at: since,
      created_at: since,
      updated_at: since,
    })),
  );
  await writeRows(
    work,
    'user_credentials',
    accounts.map((account) => ({
      user_id: accountId(account),
      password_hash: given.hashes.get(account.email) ?? null,
      password_set_at: since,
    })),
  );
  await writeRows(
    work,
    'account_tenants',
    accounts.flatMap((account) =>
      Object.keys(account.roles)
        .filter((other) => other !== key && given.tenants.includes(other))
        .map((other) => ({ user_id: accountId(account), managed_tenant_id: tenantId(other) })),
    ),
  );
}

/** What the accounts may do in this tenant, wherever their home is (T1). */
export async function writeAccountRoles(work: Work, key: string): Promise<void> {
  const grants = demoAccounts.flatMap((account) => {
    const role = account.roles[key];
    return role === undefined ? [] : [{ role, tenantId: tenantId(account.home), userId: accountId(account) }];
  });
  await grantRoles(work, key, grants);
}
