import { pageSizes } from './pageSizes.ts';

/** The input of a page command at the beginning of a grid, exactly as the grid will ask it (so that a prefetch hits). */
export function firstPage<Q extends object, S extends string>(question: Q, sort: S) {
  return { ...question, sort, direction: 'asc', limit: pageSizes.largest, anchor: null } as const;
}
