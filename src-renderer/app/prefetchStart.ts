import { tenantKeyOf } from '#shared/desktop/tenantKey.ts';
import { keptViews } from '../state/consoleStore.ts';
import { accountInView } from '../state/useAccounts.ts';
import { readOptions } from '../bridge/queries.ts';
import type { AppParts } from './App.tsx';
import { screenStart, shownScreen } from './screens.ts';

/**
 * Asks for what the first picture needs, all at once and before React renders, so that the cached grid of the tenant
 * last in view stands there instantly. Failures stay in the query cache, where the screen shows them. Resolves when the
 * code of the screen is there.
 */
export async function prefetchStart({
  desktop,
  queries,
  words,
  console,
}: Pick<AppParts, 'desktop' | 'queries' | 'words' | 'console'>): Promise<void> {
  const session = await queries
    .ensureQueryData(readOptions(desktop, 'session.current', undefined))
    .catch(() => null);
  const accountId = accountInView(session, null)?.id;
  if (accountId === undefined) return;
  void queries.prefetchQuery(readOptions(desktop, 'tenants.all', { accountId }));
  const place = await queries
    .ensureQueryData(readOptions(desktop, 'place.read', { accountId }))
    .catch(() => null);
  if (place === null) return;
  console.getState().restoreViews(accountId, place.views);
  // The screen's code, its words and its rows come side by side.
  const { definition } = shownScreen(place.lastScreen);
  const code = definition.Component.prepare(words);
  const tenantKey = tenantKeyOf(accountId, place.lastTenantId);
  const { table } = screenStart(tenantKey, place.lastScreen, keptViews(console.getState(), tenantKey));
  if (table !== null) void queries.prefetchQuery(readOptions(desktop, table.command, table.input as never));
  await code;
}
