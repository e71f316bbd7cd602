import type { QueryClient } from '@tanstack/react-query';
import type { Desktop } from './desktop.ts';
import { isOfAccount } from './queries.ts';

/** Changes of a first load arrive many a second: a grid refreshes at most once in this many milliseconds. */
const gatherMilliseconds = 120;

/**
 * Keeps the answers in the window as true as the copy: a change of a tenant's rows refreshes exactly the reads of that
 * tenant that show such rows. Returns the function that stops it.
 */
export function refreshOnChanges(desktop: Desktop, client: QueryClient): () => void {
  /** By tenant, the commands whose answers are old. */
  const changed = new Map<unknown, Set<unknown>>();
  let timer: ReturnType<typeof setTimeout> | null = null;

  const refresh = () => {
    timer = null;
    const batch = new Map(changed);
    changed.clear();
    void client.invalidateQueries({
      predicate: ({ queryKey: [name, tenantKey] }) => batch.get(tenantKey)?.has(name) === true,
    });
  };

  const stops = [
    desktop.on('copy.changed', ({ tenantKey, outdated }) => {
      const known = changed.get(tenantKey) ?? new Set();
      for (const name of outdated) known.add(name);
      changed.set(tenantKey, known);
      timer ??= setTimeout(refresh, gatherMilliseconds);
    }),
    desktop.on(
      'tenants.changed',
      ({ accountId }) =>
        void client.invalidateQueries({ predicate: ({ queryKey: [, whose] }) => whose === accountId }),
    ),
    desktop.on(
      'engine.ready',
      ({ accountId }) =>
        void client.invalidateQueries({ predicate: ({ queryKey }) => isOfAccount(queryKey, accountId) }),
    ),
  ];
  return () => {
    if (timer !== null) clearTimeout(timer);
    for (const stop of stops) stop();
  };
}
