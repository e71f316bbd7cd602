import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Connection, SyncState } from '#shared/desktop/tenants.ts';
import type { Desktop } from '../bridge/desktop.ts';

/** What the engine last said of its own accord; null and absent until it did. */
export interface LiveFacts {
  readonly connection: Connection | null;
  readonly syncs: Readonly<Record<string, SyncState>>;
}
export type LiveStore = StoreApi<LiveFacts>;

/** Apart from the query cache, because progress arrives many times a second and only the sync line shows it. */
export function createLiveStore(): LiveStore {
  return createStore<LiveFacts>()(() => ({ connection: null, syncs: {} }));
}

/** Answers the function that stops listening. */
export function followEngine(desktop: Desktop, store: LiveStore): () => void {
  const stops = [
    desktop.on('sync.changed', (sync) =>
      store.setState(({ syncs }) => ({ syncs: { ...syncs, [sync.tenantId]: sync } })),
    ),
    desktop.on('connection.changed', (connection) => store.setState({ connection })),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

export const LiveContext = createContext<LiveStore | null>(null);

export function useLiveStore(): LiveStore {
  const store = useContext(LiveContext);
  if (store === null) throw new Error('LiveContext is missing above this component.');
  return store;
}

export function useLive<T>(select: (facts: LiveFacts) => T): T {
  return useStore(useLiveStore(), select);
}
