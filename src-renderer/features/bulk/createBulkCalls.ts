import type { BulkAction, UserSelection } from '#shared/api/bulkPlans.ts';
import { apiError, type Result } from '#shared/api/errors.ts';
import type { Api } from '#shared/api/index.ts';
import { pageLimit } from '#shared/api/pages.ts';
import type { RouteAnswer } from '#shared/api/route.ts';
import { selectionLimit } from '#shared/domain/bulkSelection.ts';
import type { Desktop } from '../../bridge/desktop.ts';
import { callRoute } from '../../bridge/callRoute.ts';

/** What the life of one plan needs of the backend. */
export type BulkCalls = ReturnType<typeof createBulkCalls>;

/** The plans of one tenant over the desktop's bridge. A key is repeated with each retry of the same intent. */
export function createBulkCalls(desktop: Desktop, tenantKey: string) {
  const write =
    (route: 'bulkPlans.apply' | 'bulkPlans.cancel' | 'bulkPlans.undo') =>
    (planId: string, idempotencyKey: string) =>
      callRoute(desktop, tenantKey, { route, params: { planId } }, { idempotencyKey });

  return {
    create: (action: BulkAction, selection: UserSelection, idempotencyKey: string) =>
      callRoute(
        desktop,
        tenantKey,
        { route: 'bulkPlans.create', body: { action, selection } },
        { idempotencyKey },
      ),
    get: (planId: string) => callRoute(desktop, tenantKey, { route: 'bulkPlans.get', params: { planId } }),
    apply: write('bulkPlans.apply'),
    cancel: write('bulkPlans.cancel'),
    undo: write('bulkPlans.undo'),
    /** The users that a finished plan could not change, at most as many as a selection may name. */
    async failedIds(planId: string): Promise<Result<readonly string[]>> {
      const ids: string[] = [];
      let cursor: string | undefined;
      do {
        const page: Result<RouteAnswer<Api['bulkPlans.results']>> = await callRoute(desktop, tenantKey, {
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
