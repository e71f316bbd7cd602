import { useTenantKey } from '../bridge/TenantContext.tsx';
import { useConsole, useTenantSlice } from './ConsoleContext.tsx';

/** What the filter row of a grid says, and how it is changed. */
export interface GridFilter<F> {
  readonly value: F;
  readonly change: (part: Partial<F>) => void;
  readonly clear: () => void;
}

/** The filter of a grid, kept while the user is elsewhere. `initial` must be a constant of the module. */
export function useGridFilter<F>(grid: string, initial: F): GridFilter<F> {
  const tenantKey = useTenantKey();
  const value = useTenantSlice((slice) => (slice.filters[grid] as F | undefined) ?? initial);
  const changeFilter = useConsole((state) => state.changeFilter);
  return {
    value,
    change: (part) => changeFilter(tenantKey, grid, { ...value, ...part }),
    clear: () => changeFilter(tenantKey, grid, initial),
  };
}
