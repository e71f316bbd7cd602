import { apiError, type Result } from '#shared/api/errors.ts';
import type { Api } from '#shared/api/index.ts';
import { pageLimit } from '#shared/api/pages.ts';
import type { RouteAnswer } from '#shared/api/route.ts';
import { selectionLimit } from '#shared/domain/bulkSelection.ts';
import { callRoute } from '../../bridge/callRoute.ts';
import type { Desktop } from '../../bridge/desktop.ts';

/** The users that a finished plan could not change, at most as many as a selection may name. */
export async function failedUserIds(
  desktop: Desktop,
  tenantKey: string,
  planId: string,
): Promise<Result<string[]>> {
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
}
