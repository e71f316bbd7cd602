import { Refusal, refuse } from '#shared/api/errors.ts';
import type { TenantSummary } from '#shared/api/tenants.ts';
import type { Handlers } from '../../commands/handlers.ts';
import type { EngineContext } from '../../engineContext.ts';
import { allTenants, oneTenant, storedAccount } from './tenantsStore.ts';
import { tenantsWrites } from './tenantsWrites.ts';

type Names = 'tenants.all' | 'tenants.open' | 'tenants.pin' | 'sync.now';

export const tenantsHandlers: Handlers<Names> = {
  async 'tenants.all'(_, context) {
    const { copy, connection, sync, profile } = context;
    let account = storedAccount(copy.readable);
    if (account === undefined) {
      const error = await sync.refreshAccount();
      if (error !== null) throw new Refusal(error);
      account = storedAccount(copy.readable);
    }
    const tenants = allTenants(copy.readable).map(({ summary, pinned, recentRank }) => ({
      ...summary,
      pinned,
      recentRank,
      sync: sync.stateOf(summary.id),
    }));
    return {
      account: account ?? profile,
      tenants,
      connection: connection.current(),
      sessionOnly: copy.sessionOnly,
    };
  },
  async 'tenants.open'({ tenantId }, context) {
    await knownTenant(tenantId, context);
    await context.copy.writer.write(tenantsWrites.rememberOpened, { tenantId, now: context.clock.now() });
    const state = await context.sync.open(tenantId);
    context.emit('tenants.changed', {});
    return state;
  },
  async 'tenants.pin'({ tenantId, pinned }, context) {
    await knownTenant(tenantId, context);
    await context.copy.writer.write(tenantsWrites.setPinned, { tenantId, pinned });
    context.emit('tenants.changed', {});
  },
  async 'sync.now'({ tenantId }, context) {
    await knownTenant(tenantId, context);
    return await context.sync.now(tenantId);
  },
};

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
