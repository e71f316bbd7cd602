import { use } from 'react';
import { useStore } from 'zustand';
import { requiredContext } from '../bridge/requiredContext.ts';
import { TenantContext, useTenantKey } from '../bridge/TenantContext.tsx';
import {
  type ConsoleState,
  type ConsoleStore,
  type Destination,
  type Drawer,
  emptySlice,
  type Screen,
  type TenantSlice,
} from './consoleStore.ts';

export const [ConsoleContext, useConsoleStore] = requiredContext<ConsoleStore>('ConsoleContext');

/** Reads facts or takes verbs of the window's state. */
export function useConsole<T>(select: (state: ConsoleState) => T): T {
  return useStore(useConsoleStore(), select);
}

/** Reads facts of one tenant, if it isn't said otherwise of the one around the component. */
export function useTenantSlice<T>(
  select: (slice: TenantSlice) => T,
  tenantKey: string | null = use(TenantContext),
): T {
  return useConsole((state) => select(state.tenants[tenantKey ?? ''] ?? emptySlice));
}

/** Goes to a screen of the tenant around the component. */
export function useGo(): (screen: Screen) => void {
  const tenantKey = useTenantKey();
  const go = useConsole((state) => state.go);
  return (screen) => go({ tenantKey, screen });
}

/** Opens a form in the tenant around the component; null closes the one that is open. */
export function useShowDrawer(): (drawer: Drawer | null, how?: Pick<Destination, 'passing'>) => void {
  const tenantKey = useTenantKey();
  const showDrawer = useConsole((state) => state.showDrawer);
  return (drawer, how) => showDrawer(tenantKey, drawer, how);
}
