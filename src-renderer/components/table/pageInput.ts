import type { GridLayout } from '#shared/desktop/views.ts';

/** Rows a page; the last is what the grid's Community edition and the page commands stop at, and what a grid begins with. */
export const pageSizes = [25, 50, 100] as const;
export const pageSize = pageSizes[2];

/** Order and length of the pages. */
export interface PageOrder {
  readonly sort: string;
  readonly direction: 'asc' | 'desc';
  readonly limit: number;
}

/** How a grid's pages are asked for, as its layout says, else as it begins. */
export function pageOrder(
  layout: GridLayout | undefined,
  { sort, direction = 'asc' }: { readonly sort: string; readonly direction?: PageOrder['direction'] },
): PageOrder {
  return {
    sort: layout?.sort ?? sort,
    direction: layout?.direction ?? direction,
    limit: pageSizes.find((size) => size === layout?.pageSize) ?? pageSize,
  };
}

/** The input of a page command at the beginning of a grid, exactly as the grid will ask it (so that a prefetch hits). */
export function firstPage<Q extends object>(question: Q, order: PageOrder) {
  return { ...question, ...order, anchor: null } as const;
}
