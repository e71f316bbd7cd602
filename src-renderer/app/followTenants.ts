import type { QueryClient } from '@tanstack/react-query';
import type { OutputOf, ReadName } from '#shared/desktop/index.ts';
import type { SwitcherTenant } from '#shared/desktop/tenants.ts';
import type { ToastStore } from '../components/toasts/toastStore.ts';
import type { ConsoleStore } from '../state/consoleStore.ts';

const list: ReadName = 'tenants.all';

/**
 * Takes out of the window what it holds of tenants that leave an account's list: answers, places, messages. Who had
 * such a tenant in view is told; no other takes its place by itself. Returns the function that stops it.
 */
export function followTenants({
  queries,
  console,
  toasts,
}: {
  readonly queries: QueryClient;
  readonly console: ConsoleStore;
  readonly toasts: ToastStore;
}): () => void {
  /** By account. */
  const held = new Map<unknown, readonly SwitcherTenant[]>();
  for (const [[, accountId], data] of queries.getQueriesData<OutputOf<'tenants.all'>>({ queryKey: [list] }))
    held.set(accountId, data?.tenants ?? []);
  return queries.getQueryCache().subscribe(({ type, query }) => {
    const [name, accountId] = query.queryKey;
    if (name !== list) return;
    // Signed out: the list of the next sign-in is not compared with this one.
    if (type === 'removed') held.delete(accountId);
    const { tenants } = (query.state.data ?? {}) as Partial<OutputOf<'tenants.all'>>;
    const before = held.get(accountId) ?? [];
    if (type !== 'updated' || tenants === undefined || tenants === before) return;
    held.set(accountId, tenants);
    const now = new Set(tenants.map(({ key }) => key));
    const lost = before.filter(({ key }) => !now.has(key));
    if (lost.length === 0) return;
    console.getState().loseTenants(lost);
    const keys = new Set(lost.map(({ key }) => key));
    toasts.getState().forgetTenants(keys);
    queries.removeQueries({ predicate: ({ queryKey: [, whose] }) => keys.has(whose as string) });
  });
}
