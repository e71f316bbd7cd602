import type { QueryClient } from '@tanstack/react-query';
import type { SyncedKind } from '#shared/api/syncedKinds.ts';
import type { Desktop } from './desktop.ts';
import { isOfAccount, type Reader, readers } from './queries.ts';

/** Changes of a first load arrive many a second: a grid refreshes at most once in this many milliseconds. */
const gatherMilliseconds = 120;

/**
 * Keeps the answers in the window as true as the copy: a change of a tenant's rows refreshes exactly the reads of that
 * tenant that show such rows. Answers the function that stops it.
 */
export function refreshOnChanges(desktop: Desktop, client: QueryClient): () => void {
  const changed = new Map<string, Set<SyncedKind>>();
  let timer: ReturnType<typeof setTimeout> | null = null;

  const refresh = () => {
    timer = null;
    const batch = new Map(changed);
    changed.clear();
    void client.invalidateQueries({
      predicate: ({ queryKey: [name, tenantId] }) => {
        const entities = batch.get(tenantId as string);
        return entities !== undefined && (readers[name as Reader] ?? []).some((kind) => entities.has(kind));
      },
    });
  };

  const stops = [
    desktop.on('copy.changed', ({ tenantId, entities }) => {
      const known = changed.get(tenantId) ?? new Set();
      for (const entity of entities) known.add(entity);
      changed.set(tenantId, known);
      timer ??= setTimeout(refresh, gatherMilliseconds);
    }),
    desktop.on(
      'tenants.changed',
      ({ accountId }) => void client.invalidateQueries({ queryKey: ['tenants.all', accountId] }),
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
