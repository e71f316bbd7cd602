import { useCallback } from 'react';
import { useConsole, useTenantSlice } from './ConsoleContext.tsx';

/** What the filter row of a grid says, kept while the user is elsewhere. `initial` must be a constant of the module. */
export function useGridFilter<F>(
  tenantId: string,
  grid: string,
  initial: F,
): readonly [filter: F, change: (part: Partial<F>) => void, clear: () => void] {
  const filter = useTenantSlice(tenantId, (slice) => (slice.filters[grid] as F | undefined) ?? initial);
  const changeFilter = useConsole((state) => state.changeFilter);
  const change = useCallback(
    (part: Partial<F>) => changeFilter(tenantId, grid, { ...filter, ...part }),
    [changeFilter, tenantId, grid, filter],
  );
  const clear = useCallback(
    () => changeFilter(tenantId, grid, initial),
    [changeFilter, tenantId, grid, initial],
  );
  return [filter, change, clear];
}
