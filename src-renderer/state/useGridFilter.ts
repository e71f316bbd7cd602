import { useMemo } from 'react';
import { useDesktop } from '../bridge/DesktopContext.tsx';
import { useTenantKey } from '../bridge/TenantContext.tsx';
import { useConsole, useTenantSlice } from './ConsoleContext.tsx';

/** What the filter row of a grid says, and how it is changed. */
export interface GridFilter<F> {
  readonly value: F;
  readonly change: (part: Partial<F>) => void;
  readonly clear: () => void;
}

/** How a grid begins, and which values it takes where their type alone doesn't say it. */
export interface FilterShape<F> {
  readonly initial: F;
  readonly takes?: { readonly [K in keyof F]?: (value: unknown) => boolean };
}

/** A filter that was kept, as far as this version understands it: the rest is as at the beginning. */
export function readFilter<F extends object>({ initial, takes = {} }: FilterShape<F>, kept: unknown): F {
  if (typeof kept !== 'object' || kept === null) return initial;
  const values = kept as Partial<Record<keyof F, unknown>>;
  const names = Object.keys(initial) as (keyof F)[];
  const known = names.filter((name) => {
    const value = values[name];
    const like = initial[name];
    const takesIt = takes[name] ?? ((one: unknown) => typeof one === typeof like);
    return Array.isArray(like) ? Array.isArray(value) && value.every(takesIt) : takesIt(value);
  });
  return { ...initial, ...Object.fromEntries(known.map((name) => [name, values[name]])) };
}

/** The filter of a grid, kept for the next start. `shape` must be a constant of the module. */
export function useGridFilter<F extends object>(grid: string, shape: FilterShape<F>): GridFilter<F> {
  const desktop = useDesktop();
  const tenantKey = useTenantKey();
  const kept = useTenantSlice((slice) => slice.filters[grid]);
  const value = useMemo(() => readFilter(shape, kept), [shape, kept]);
  const changeFilter = useConsole((state) => state.changeFilter);
  const set = (filter: F) => {
    changeFilter(tenantKey, grid, filter);
    const cleared = JSON.stringify(filter) === JSON.stringify(shape.initial);
    void desktop.call('views.keepFilter', {
      tenantKey,
      grid,
      filter: cleared ? null : JSON.stringify(filter),
    });
  };
  return { value, change: (part) => set({ ...value, ...part }), clear: () => set(shape.initial) };
}
