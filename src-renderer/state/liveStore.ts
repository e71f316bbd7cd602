import { useStore } from 'zustand';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Connection, SyncState } from '#shared/desktop/tenants.ts';
import type { Desktop } from '../bridge/desktop.ts';
import { requiredContext } from '../bridge/requiredContext.ts';

/** What the engine last said without being asked; absent until it did. */
export interface LiveFacts {
  /** By account. */
  readonly connections: Readonly<Record<string, Connection>>;
  /** By tenant. */
  readonly syncs: Readonly<Record<string, SyncState>>;
}
export type LiveStore = StoreApi<LiveFacts>;

/** Apart from the query cache, because progress arrives many times a second and only the sync line shows it. */
export function createLiveStore(): LiveStore {
  return createStore<LiveFacts>()(() => ({ connections: {}, syncs: {} }));
}

/** Forgets what was said of an account. */
export function forgetAccount(store: LiveStore, accountId: string): void {
  const others = <T>(facts: Readonly<Record<string, T>>): Record<string, T> =>
    Object.fromEntries(
      Object.entries(facts).filter(([key]) => key !== accountId && !key.startsWith(`${accountId}/`)),
    );
  store.setState(({ connections, syncs }) => ({ connections: others(connections), syncs: others(syncs) }));
}

/** Returns the function that stops listening. */
export function followEngine(desktop: Desktop, store: LiveStore): () => void {
  const stops = [
    desktop.on('sync.changed', (sync) =>
      store.setState(({ syncs }) => ({ syncs: { ...syncs, [sync.tenantKey]: sync } })),
    ),
    desktop.on('connection.changed', ({ accountId, ...connection }) =>
      store.setState(({ connections }) => ({ connections: { ...connections, [accountId]: connection } })),
    ),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

export const [LiveContext, useLiveStore] = requiredContext<LiveStore>('LiveContext');

export function useLive<T>(select: (facts: LiveFacts) => T): T {
  return useStore(useLiveStore(), select);
}
