import { pageLimit } from '#shared/api/pages.ts';
import type { BackendParts } from '../../parts.ts';
import type { Feature } from '../../http/registerRoute.ts';
import { newestEvents } from './store.ts';
import { verifyChain } from './verifyChain.ts';

/** The audit log, listed and proved (L1). */
export function createAuditFeature({ cursors }: Pick<BackendParts, 'cursors'>): Feature {
  return {
    handlers: {
      'audit.list': async ({ input, work }) => {
        const { tenantId } = input.params;
        const { cursor, limit = pageLimit, ...filter } = input.query;
        const scope = `audit.list:${tenantId}:${JSON.stringify([filter.type, filter.targetId, filter.actorId])}`;
        const before = cursor === undefined ? null : Number(cursors.open(scope, cursor)[0]);
        const events = await newestEvents(work.db, tenantId, filter, { before, limit: limit + 1 });
        const items = events.slice(0, limit);
        const last = items.at(-1);
        const more = events.length > limit && last !== undefined;
        return { items, nextCursor: more ? cursors.sign(scope, [last.sequence]) : null };
      },
      'audit.verify': ({ input, work, signal }) => verifyChain(work.db, input.params.tenantId, signal),
    },
  };
}
