import { Refusal } from '#shared/api/errors.ts';
import type { EngineContext } from '../../engineContext.ts';
import type { SomeHandlers } from '../../commands/handlers.ts';
import { allTenants, readPlace, storedAccount } from './tenantsStore.ts';
import { tenantsWrites } from './tenantsWrites.ts';
import { knownTenant } from './knownTenant.ts';
import { keptViews } from '../views/handlers.ts';

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
    tellOfTenants(context);
    return state;
  },
  async 'tenants.pin'({ tenantId, pinned }, context) {
    await knownTenant(tenantId, context);
    await context.copy.writer.write(tenantsWrites.setPinned, { tenantId, pinned });
    tellOfTenants(context);
  },
  async 'place.read'(_, context) {
    const place = readPlace(context.copy.readable);
    return place === null ? null : { ...place, views: keptViews(context) };
  },
  'place.keep': async ({ accountId: _of, ...place }, { copy }) =>
    await copy.writer.write(tenantsWrites.keepPlace, place),
  async 'sync.now'({ tenantId }, context) {
    await knownTenant(tenantId, context);
    return await context.sync.now(tenantId);
  },
} satisfies SomeHandlers;

function tellOfTenants({ emit, accountId }: EngineContext): void {
  emit('tenants.changed', { accountId });
}
