import { useContext, useEffect } from 'react';
import { useStore } from 'zustand';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { snapshotId } from '#shared/desktop/snapshotNode.ts';
import { requiredContext } from '../bridge/requiredContext.ts';
import type { StartAnswers } from './startAnswers.ts';

/** The snapshot of the last window, over the one that starts, and the taking of the next. */
export interface SnapshotFacts {
  /** It stands over the window: what is behind it need not paint in steps. */
  readonly shown: boolean;
  /** The fingerprint of what it shows, also after it is gone; null if there was none. */
  readonly fingerprint: string | null;
  /** The next one is being taken: tables show their light form too, out of sight. */
  readonly taking: boolean;
}

export interface SnapshotActions {
  /** Takes it away, once what is behind it is as good. */
  readonly release: () => void;
  readonly setTaking: (taking: boolean) => void;
}

export type SnapshotStore = StoreApi<SnapshotFacts & SnapshotActions>;

export function createSnapshotStore(page: Document): SnapshotStore {
  const element = page.querySelector<HTMLElement>(`#${snapshotId}`);
  return createStore<SnapshotFacts & SnapshotActions>()((set) => ({
    shown: element !== null,
    fingerprint: element?.dataset['fingerprint'] ?? null,
    taking: false,
    release: () => {
      element?.remove();
      set({ shown: false });
    },
    setTaking: (taking) => set({ taking }),
  }));
}

const [context, useSnapshotStore] = requiredContext<SnapshotStore>('SnapshotContext');
export const SnapshotContext = context;

export function useSnapshot<T>(select: (facts: SnapshotFacts & SnapshotActions) => T): T {
  return useStore(useSnapshotStore(), select);
}

/** What the last window had read, as the page brought it; gone with the snapshot. */
export function answersIn(page: Document): StartAnswers {
  const data = page.querySelector(`#${snapshotId} script[type='application/json']`);
  return data === null ? [] : (JSON.parse(data.textContent) as StartAnswers);
}

/** For what the window may show in place of a table: the snapshot leaves at once. */
export function useNoSnapshot(when = true): void {
  const store = useContext(SnapshotContext);
  useEffect(() => {
    if (when) store?.getState().release();
  }, [when, store]);
}
