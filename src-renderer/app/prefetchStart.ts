import { readOptions } from '../bridge/queries.ts';
import type { AppParts } from './App.tsx';
import { loadScreen } from './screens.ts';

/**
 * Asks for what the first picture needs, all at once and before React renders, so that the cached grid of the tenant
 * last in view stands there instantly. Failures stay in the query cache, where the screen shows them.
 */
export async function prefetchStart({
  desktop,
  queries,
}: Pick<AppParts, 'desktop' | 'queries'>): Promise<void> {
  const session = await queries
    .fetchQuery(readOptions(desktop, 'session.current', undefined))
    .catch(() => null);
  if (session?.state !== 'signed-in') return;
  void loadScreen.customers();
  await Promise.all([
    queries.prefetchQuery(readOptions(desktop, 'preferences.read', undefined)),
    queries.prefetchQuery(readOptions(desktop, 'tenants.all', undefined)),
  ]);
}
