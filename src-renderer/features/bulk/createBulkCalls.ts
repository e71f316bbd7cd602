import { apiError, type Result } from '#shared/api/errors.ts';
import type { Api } from '#shared/api/index.ts';
import { pageLimit } from '#shared/api/pages.ts';
import type { RouteAnswer } from '#shared/api/route.ts';
import { selectionLimit } from '#shared/domain/bulkSelection.ts';
import type { Desktop } from '../../bridge/desktop.ts';
import { callRoute } from '../../bridge/callRoute.ts';
import type { BulkCalls } from './bulkCalls.ts';

/** The plans of one tenant over the desktop's bridge. */
export function createBulkCalls(desktop: Desktop, tenantId: string): BulkCalls {
  const write =
    (route: 'bulkPlans.apply' | 'bulkPlans.cancel' | 'bulkPlans.undo') =>
    (planId: string, idempotencyKey: string) =>
      callRoute(desktop, tenantId, { route, params: { planId } }, { idempotencyKey });

  return {
    create: (action, selection, idempotencyKey) =>
      callRoute(
        desktop,
        tenantId,
        { route: 'bulkPlans.create', body: { action, selection } },
        { idempotencyKey },
      ),
    get: (planId) => callRoute(desktop, tenantId, { route: 'bulkPlans.get', params: { planId } }),
    apply: write('bulkPlans.apply'),
    cancel: write('bulkPlans.cancel'),
    undo: write('bulkPlans.undo'),
    async failedIds(planId) {
      const ids: string[] = [];
      let cursor: string | undefined;
      do {
        const page: Result<RouteAnswer<Api['bulkPlans.results']>> = await callRoute(desktop, tenantId, {
          route: 'bulkPlans.results',
          params: { planId },
          query: { outcome: 'failed', limit: String(pageLimit), cursor },
        });
        if (!page.ok) return page;
        ids.push(...page.value.items.map(({ userId }) => userId));
        cursor = page.value.nextCursor ?? undefined;
      } while (cursor !== undefined && ids.length < selectionLimit);
      return ids.length === 0
        ? { ok: false, error: apiError('NOT_FOUND', 'No user failed: there is nothing to retry.') }
        : { ok: true, value: ids.slice(0, selectionLimit) };
    },
  };
}
