import { useCallback } from 'react';
import { useConsole, useTenantSlice } from './ConsoleContext.tsx';

/** What the filter row of a grid says, kept while the user is elsewhere. `initial` must be a constant of the module. */
export function useGridFilter<F>(
  tenantKey: string,
  grid: string,
  initial: F,
): readonly [filter: F, change: (part: Partial<F>) => void, clear: () => void] {
  const filter = useTenantSlice(tenantKey, (slice) => (slice.filters[grid] as F | undefined) ?? initial);
  const changeFilter = useConsole((state) => state.changeFilter);
  const change = useCallback(
    (part: Partial<F>) => changeFilter(tenantKey, grid, { ...filter, ...part }),
    [changeFilter, tenantKey, grid, filter],
  );
  const clear = useCallback(
    () => changeFilter(tenantKey, grid, initial),
    [changeFilter, tenantKey, grid, initial],
  );
  return [filter, change, clear];
}
