import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import { type ConsoleState, type ConsoleStore, emptySlice, type TenantSlice } from './consoleStore.ts';

export const ConsoleContext = createContext<ConsoleStore | null>(null);

export function useConsoleStore(): ConsoleStore {
  const store = useContext(ConsoleContext);
  if (store === null) throw new Error('ConsoleContext is missing above this component.');
  return store;
}

/** Reads facts or takes verbs of the window's state. */
export function useConsole<T>(select: (state: ConsoleState) => T): T {
  return useStore(useConsoleStore(), select);
}

/** Reads facts of one tenant. */
export function useTenantSlice<T>(tenantKey: string, select: (slice: TenantSlice) => T): T {
  return useConsole((state) => select(state.tenants[tenantKey] ?? emptySlice));
}
