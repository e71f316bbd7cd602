import type { Feature } from '../../http/registerRoute.ts';
import { eventList } from './store.ts';
import { verifyChain } from './verifyChain.ts';

/** The audit log, listed and proved (L1). */
export function createAuditFeature(): Feature {
  return {
    handlers: {
      'audit.list': async ({ input: { query }, work, page }) => page(eventList(work.tenantId, query)),
      'audit.verify': ({ work, signal }) => verifyChain(work, signal),
    },
  };
}
