/** Rows a page: the grid's Community edition and the page commands both stop at 100. */
export const pageSizes = { small: 50, largest: 100 } as const;
