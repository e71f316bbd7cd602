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

export const [ToastContext, useToastStore] = requiredContext<ToastStore>('ToastContext');

/** Says what was done in the tenant around the component, if there is one, with Undo where it can be undone. */
export function useToast(): (toast: Omit<Toast, 'id' | 'tenantKey'>) => void {
  const { show } = useToastStore().getState();
  const tenantKey = use(TenantContext);
  return (toast) => show({ ...toast, tenantKey });
}
