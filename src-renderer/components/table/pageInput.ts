/** Rows a page: the grid's Community edition and the page commands both stop there. */
export const pageSize = 100;

/** The input of a page command at the beginning of a grid, exactly as the grid will ask it (so that a prefetch hits). */
export function firstPage<Q extends object, S extends string>(question: Q, sort: S) {
  return { ...question, sort, direction: 'asc', limit: pageSize, anchor: null } as const;
}
