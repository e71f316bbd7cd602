import { z } from 'zod';

/**
 * Names a tenant as one account sees it: `<account id>/<tenant id>`. Two accounts that see the same tenant have two
 * keys, two copies, and two places in the window. One text, so that it compares, caches and travels as it is.
 */
export const tenantKeySchema = z
  .string()
  .regex(/^[0-9a-z-]{1,64}\/[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/u, 'Not an account and a tenant.');

export interface TenantKeyParts {
  readonly accountId: string;
  readonly tenantId: string;
}

export function tenantKeyOf(accountId: string, tenantId: string): string {
  return `${accountId}/${tenantId}`;
}

/** The parts of a key; both empty for a text that is none. */
export function readTenantKey(key: string): TenantKeyParts {
  const slash = key.indexOf('/');
  return slash < 0
    ? { accountId: '', tenantId: '' }
    : { accountId: key.slice(0, slash), tenantId: key.slice(slash + 1) };
}
