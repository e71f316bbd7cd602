import type { QueryClient } from '@tanstack/react-query';
import type { SwitcherTenant } from '#shared/desktop/tenants.ts';
import { readKey } from '../bridge/queries.ts';
import type { ToastStore } from '../components/toasts/toastStore.ts';
import type { ConsoleStore } from '../state/consoleStore.ts';

const listKey = readKey('tenants.all', undefined);

/**
 * Takes out of the window what it holds of tenants that leave the account's list: answers, places, messages. Whoever
 * had such a tenant in view is told; no other takes its place by itself. Answers the function that stops it.
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
  const listed = (): readonly SwitcherTenant[] =>
    queries.getQueryData<{ readonly tenants: readonly SwitcherTenant[] }>(listKey)?.tenants ?? [];
  let before = listed();
  return queries.getQueryCache().subscribe(({ type, query }) => {
    if (query.queryKey[0] !== listKey[0]) return;
    // Signed out: the next account's list is not compared with this one.
    if (type === 'removed') before = [];
    if (type !== 'updated' || before === listed()) return;
    const now = new Set(listed().map(({ id }) => id));
    const lost = before.filter(({ id }) => !now.has(id));
    before = listed();
    if (lost.length === 0) return;
    console.getState().loseTenants(lost);
    const ids = new Set(lost.map(({ id }) => id));
    toasts.getState().forgetTenants(ids);
    queries.removeQueries({ predicate: ({ queryKey: [, tenantId] }) => ids.has(tenantId as string) });
  });
}
