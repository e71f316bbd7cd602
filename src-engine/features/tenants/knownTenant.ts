import { Refusal, refuse } from '#shared/api/errors.ts';
import type { TenantSummary } from '#shared/api/tenants.ts';
import type { EngineContext } from '../../engineContext.ts';
import { oneTenant, storedAccount } from './tenantsStore.ts';

/** The tenant, as the account may see it. @throws Refusal NOT_FOUND */
export async function knownTenant(tenantId: string, { copy, sync }: EngineContext): Promise<TenantSummary> {
  const tenant = oneTenant(copy.readable, tenantId);
  if (tenant !== undefined) return tenant;
  // The very first start: the list of tenants is on its way.
  if (storedAccount(copy.readable) === undefined) {
    const error = await sync.refreshAccount();
    if (error !== null) throw new Refusal(error);
    const arrived = oneTenant(copy.readable, tenantId);
    if (arrived !== undefined) return arrived;
  }
  throw refuse('NOT_FOUND', 'This tenant is not among those that you may work on. Nothing was changed.');
}
