import type { SqlDatabase } from '../database/sqlDatabase.ts';
import { hashPassword } from '../features/sessions/passwordHasher.ts';
import type { BackendParts, ReadyLine } from '../parts.ts';
import { demoAccounts } from './accounts.ts';
import { fillLargeTenant, largeTenant } from './largeTenant.ts';
import { demoPeople } from './people.ts';
import { demoTenants, type TenantPlan } from './world.ts';
import { type PasswordHashes, writeAccountRoles, writeHomeAccounts } from './writeAccounts.ts';
import { tenantId, writeOwnRoles, writePeople, writeProfiles, writeTenant } from './writeTenant.ts';

export interface DemoOptions {
  readonly kind: 'small' | 'large';
  /** With `large`: users of the large tenant. */
  readonly users: number;
}

async function hashes(): Promise<PasswordHashes> {
  const pairs = demoAccounts.map(
    async ({ email, password }) => [email, await hashPassword(password)] as const,
  );
  return new Map(await Promise.all(pairs));
}

/**
 * Fills an empty database with a service provider and its tenants, always the same, with times relative to now; `large`
 * adds a tenant with as many users as wanted. A tenant is written in one unit of work and, once there, left alone, so
 * that a second start changes nothing. A database with tenants that are not the demo's is left alone altogether.
 * Returns who can sign in.
 */
export async function createDemo(
  parts: Pick<BackendParts, 'unitOfWork' | 'logger' | 'now'> & { readonly database: SqlDatabase },
  options: DemoOptions,
): Promise<ReadyLine['accounts']> {
  const { unitOfWork, logger } = parts;
  const there = new Set(await unitOfWork.tenantIds());
  if (there.size > 0 && !there.has(tenantId('meridian'))) {
    logger.warn('This database has tenants of its own: no demo data was written.');
    return [];
  }
  const large = options.kind === 'large' ? largeTenant(options.users) : null;
  const plans: readonly TenantPlan[] = large === null ? demoTenants : [...demoTenants, large];
  const missing = plans.filter((plan) => !there.has(tenantId(plan.key)));
  const passwords = missing.length === 0 ? new Map<string, string>() : await hashes();
  for (const plan of missing) {
    const scope = { tenantId: tenantId(plan.key), actor: 'system' as const, requestId: 'demo' };
    await unitOfWork.run(scope, async (work) => {
      const people = demoPeople(plan, work.now.getTime());
      await writeTenant(work, plan);
      await writeProfiles(work, plan.key);
      await writePeople(work, plan.key, people);
      if (people.length > 0) await writeOwnRoles(work, plan.key, people);
      await writeHomeAccounts(work, plan.key, { hashes: passwords, tenants: plans.map(({ key }) => key) });
      await writeAccountRoles(work, plan.key);
    });
  }
  if (large !== null) await fillLargeTenant(parts, options.users, parts.now());
  const names = new Map(plans.map((plan) => [plan.key, plan.name]));
  return demoAccounts.map(({ email, password, roles, home }) => ({
    email,
    password,
    roles: [...new Set(Object.values(roles))],
    tenant: names.get(home) ?? home,
    tenants: Object.keys(roles).flatMap((key) => names.get(key) ?? []),
  }));
}
