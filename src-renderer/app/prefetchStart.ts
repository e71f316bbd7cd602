import { tenantKey } from '#shared/desktop/tenantKey.ts';
import { readOptions } from '../bridge/queries.ts';
import type { AppParts } from './App.tsx';
import { startScreen } from './lastScreen.ts';
import { loadScreen } from './screens.ts';
import { startPage } from './startPage.ts';

/**
 * Asks for what the first picture needs, all at once and before React renders, so that the cached grid of the tenant
 * last in view stands there instantly. Failures stay in the query cache, where the screen shows them.
 */
export async function prefetchStart({
  desktop,
  queries,
}: Pick<AppParts, 'desktop' | 'queries'>): Promise<void> {
  const session = await queries
    .ensureQueryData(readOptions(desktop, 'session.current', undefined))
    .catch(() => null);
  const accountId = session?.account?.id;
  if (accountId === undefined) return;
  void queries.prefetchQuery(readOptions(desktop, 'tenants.all', { accountId }));
  const preferences = await queries
    .ensureQueryData(readOptions(desktop, 'preferences.read', { accountId }))
    .catch(() => null);
  const tenantId = preferences?.lastTenantId ?? null;
  if (preferences === null || tenantId === null) return;
  const screen = startScreen(preferences);
  // The code of the screen and its rows come side by side.
  void loadScreen[screen.name]();
  const first = startPage(tenantKey(accountId, tenantId), screen);
  if (first !== null) void queries.prefetchQuery(readOptions(desktop, first.command, first.input));
}
