import { Refusal } from '#shared/api/errors.ts';
import type { SyncState } from '#shared/desktop/tenants.ts';
import type { EngineContext } from '../../engineContext.ts';
import type { SomeHandlers } from '../../commands/handlers.ts';
import { allTenants, storedAccount } from './tenantsStore.ts';
import { tenantsWrites } from './tenantsWrites.ts';
import { knownTenant } from './knownTenant.ts';

export const tenantsHandlers = {
  async 'tenants.all'(_, context) {
    const { copy, connection, sync, profile, keyOf } = context;
    let account = storedAccount(copy.readable);
    if (account === undefined) {
      const error = await sync.refreshAccount();
      if (error !== null) throw new Refusal(error);
      account = storedAccount(copy.readable);
    }
    const tenants = allTenants(copy.readable).map(({ summary, pinned, recentRank }) => ({
      ...summary,
      key: keyOf(summary.id),
      pinned,
      recentRank,
      sync: named(sync.stateOf(summary.id), context),
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
    tellOfTenants(context);
    return named(state, context);
  },
  async 'tenants.pin'({ tenantId, pinned }, context) {
    await knownTenant(tenantId, context);
    await context.copy.writer.write(tenantsWrites.setPinned, { tenantId, pinned });
    tellOfTenants(context);
  },
  async 'sync.now'({ tenantId }, context) {
    await knownTenant(tenantId, context);
    return named(await context.sync.now(tenantId), context);
  },
} satisfies SomeHandlers;

/** The state of a copy under the name that windows have for its tenant. */
function named(state: SyncState, { keyOf }: EngineContext): SyncState {
  return { ...state, tenantId: keyOf(state.tenantId) };
}

function tellOfTenants({ emit, accountId }: EngineContext): void {
  emit('tenants.changed', { accountId });
}
