import { use } from 'react';
import { requiredContext } from '../../bridge/requiredContext.ts';
import { TenantContext } from '../../bridge/TenantContext.tsx';
import { createStore, type StoreApi } from 'zustand/vanilla';

export interface Toast {
  readonly id: number;
  /** The tenant that it tells of, which may have left the view meanwhile; null: none. */
  readonly tenantKey: string | null;
  readonly text: string;
  readonly tone: 'plain' | 'positive' | 'negative';
  /** What can be done next, such as Open. */
  readonly action?: { readonly label: string; readonly run: () => void };
  /** The way back from what it tells of, which stays when the toast has gone. */
  readonly undo?: Undo;
}

/** The way back from one act. */
export interface Undo {
  /** What is taken back: "Delete Ana Ćurić". */
  readonly what: string;
  readonly run: () => void;
  /** How many users it is about; one where nothing is said. */
  readonly users?: number;
  /** The job that did it, which can be undone elsewhere, too. */
  readonly planId?: string;
}

/** What was done in this window and can be taken back, in the tenant in which it was done. */
export interface Act extends Undo {
  readonly id: number;
  readonly tenantKey: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

export interface ToastState {
  readonly toasts: readonly Toast[];
  /** Oldest first. */
  readonly acts: readonly Act[];
  readonly show: (toast: Omit<Toast, 'id'>) => void;
  readonly dismiss: (id: number) => void;
  /** Takes an act back, once: with it goes the toast that offered it. */
  readonly takeBack: (id: number) => void;
  /** A job was undone, or is being undone, by another way. */
  readonly forgetJob: (planId: string) => void;
  /** Takes away what tells of these tenants. */
  readonly forgetTenants: (tenantKeys: ReadonlySet<unknown>) => void;
}
export type ToastStore = StoreApi<ToastState>;

/** More than this would hide the work. */
const shownAtOnce = 3;
/** Nobody goes back further than this by a key. */
const mostActs = 50;

const isSame = (one: Omit<Toast, 'id'>, { text, tone, tenantKey }: Omit<Toast, 'id'>): boolean =>
  one.text === text && one.tone === tone && one.tenantKey === tenantKey;

export function createToastStore(): ToastStore {
  let next = 0;
  return createStore<ToastState>()((set, get) => ({
    toasts: [],
    acts: [],
    show: (toast) =>
      set(({ toasts, acts }) => {
        const id = next++;
        const { undo, tenantKey } = toast;
        // Said twice it is shown once.
        const others = toasts.filter((shown) => !isSame(shown, toast));
        return {
          toasts: [...others, { ...toast, id }].slice(-shownAtOnce),
          acts:
            undo === undefined || tenantKey === null
              ? acts
              : [...acts, { ...undo, id, tenantKey, at: Date.now() }].slice(-mostActs),
        };
      }),
    takeBack(id) {
      const act = get().acts.find((each) => each.id === id);
      set(({ toasts, acts }) => ({
        toasts: toasts.filter((toast) => toast.id !== id),
        acts: acts.filter((each) => each !== act),
      }));
      act?.run();
    },
    forgetJob: (planId) =>
      set(({ toasts, acts }) => ({
        toasts: toasts.filter(({ undo }) => undo?.planId !== planId),
        acts: acts.filter((act) => act.planId !== planId),
      })),
    dismiss: (id) => set(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.id !== id) })),
    forgetTenants: (ids) =>
      set(({ toasts, acts }) => ({
        toasts: toasts.filter(({ tenantKey }) => tenantKey === null || !ids.has(tenantKey)),
        acts: acts.filter(({ tenantKey }) => !ids.has(tenantKey)),
      })),
  }));
}

export const [ToastContext, useToastStore] = requiredContext<ToastStore>('ToastContext');

/** Says what was done in the tenant around the component, if there is one, with Undo where it can be undone. */
export function useToast(): (toast: Omit<Toast, 'id' | 'tenantKey'>) => void {
  const { show } = useToastStore().getState();
  const tenantKey = use(TenantContext);
  return (toast) => show({ ...toast, tenantKey });
}
