import { createContext, useCallback, useContext } from 'react';
import { createStore, type StoreApi } from 'zustand/vanilla';

export interface Toast {
  readonly id: number;
  /** The tenant that it tells of, which may have left the view meanwhile; null: none. */
  readonly tenantKey: string | null;
  readonly text: string;
  readonly tone: 'plain' | 'positive' | 'negative';
  /** Such as Undo. */
  readonly action?: { readonly label: string; readonly run: () => void };
}

export interface ToastState {
  readonly toasts: readonly Toast[];
  readonly show: (toast: Omit<Toast, 'id'>) => void;
  readonly dismiss: (id: number) => void;
  /** Takes away what tells of these tenants. */
  readonly forgetTenants: (tenantKeys: ReadonlySet<unknown>) => void;
}
export type ToastStore = StoreApi<ToastState>;

/** More than this would hide the work. */
const shownAtOnce = 3;

export function createToastStore(): ToastStore {
  let next = 0;
  return createStore<ToastState>()((set) => ({
    toasts: [],
    show: (toast) =>
      set(({ toasts }) => ({ toasts: [...toasts, { ...toast, id: next++ }].slice(-shownAtOnce) })),
    dismiss: (id) => set(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.id !== id) })),
    forgetTenants: (ids) =>
      set(({ toasts }) => ({
        toasts: toasts.filter(({ tenantKey }) => tenantKey === null || !ids.has(tenantKey)),
      })),
  }));
}

export const ToastContext = createContext<ToastStore | null>(null);

export function useToastStore(): ToastStore {
  const store = useContext(ToastContext);
  if (store === null) throw new Error('ToastContext is missing above this component.');
  return store;
}

/** Says what was done in a tenant (null: in none), with Undo where it can be undone. */
export function useToast(tenantKey: string | null): (toast: Omit<Toast, 'id' | 'tenantKey'>) => void {
  const { show } = useToastStore().getState();
  return useCallback((toast) => show({ ...toast, tenantKey }), [show, tenantKey]);
}
