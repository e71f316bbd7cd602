import { apiError, type Result } from '#shared/api/errors.ts';
import type { Api } from '#shared/api/index.ts';
import { pageLimit } from '#shared/api/pages.ts';
import type { RouteAnswer, RouteRequest } from '#shared/api/route.ts';
import { selectionLimit } from '#shared/domain/bulkSelection.ts';
import type { Desktop } from '../../bridge/desktop.ts';
import { backendInput, type CallableRoute } from '../../bridge/useBackendCall.ts';
import type { BulkCalls } from './bulkCalls.ts';

/** The plans of one tenant over the desktop's bridge. */
export function createBulkCalls(desktop: Desktop, tenantId: string): BulkCalls {
  const call = async <N extends CallableRoute>(
    route: N,
    request: RouteRequest<Api[N]>,
    key?: string,
  ): Promise<Result<RouteAnswer<Api[N]>>> =>
    (await desktop.call('backend.call', backendInput(route, request, key))) as Result<RouteAnswer<Api[N]>>;
  const params = (planId: string) => ({ tenantId, planId });

  return {
    create: (action, selection, key) =>
      call('bulkPlans.create', { params: { tenantId }, body: { action, selection } }, key),
    get: (planId) => call('bulkPlans.get', { params: params(planId) }),
    apply: (planId, key) => call('bulkPlans.apply', { params: params(planId) }, key),
    cancel: (planId, key) => call('bulkPlans.cancel', { params: params(planId) }, key),
    undo: (planId, key) => call('bulkPlans.undo', { params: params(planId) }, key),
    async failedIds(planId) {
      const ids: string[] = [];
      let cursor: string | null = null;
      do {
        const page: Result<RouteAnswer<Api['bulkPlans.results']>> = await call('bulkPlans.results', {
          params: params(planId),
          query: {
            outcome: 'failed',
            limit: String(pageLimit),
            ...(cursor === null ? {} : { cursor }),
          },
        });
        if (!page.ok) return page;
        ids.push(...page.value.items.map(({ userId }) => userId));
        cursor = page.value.nextCursor;
      } while (cursor !== null && ids.length < selectionLimit);
      return ids.length === 0
        ? { ok: false, error: apiError('NOT_FOUND', 'No user failed: there is nothing to retry.') }
        : { ok: true, value: ids.slice(0, selectionLimit) };
    },
  };
}
