import type { SortDirection } from '#shared/api/pages.ts';

/** SQL that puts rows in order by these columns, all in one direction. */
export const orderBy = (columns: readonly string[], direction: SortDirection): string =>
  `ORDER BY ${columns.map((column) => `${column} ${direction}`).join(', ')}`;

/** SQL of the rows behind a place in that order; `place` names a parameter for each column. */
export const behind = (
  columns: readonly string[],
  direction: SortDirection,
  place: readonly string[],
): string =>
  `(${columns.join(', ')}) ${direction === 'asc' ? '>' : '<'} (${place.map((name) => `:${name}`).join(', ')})`;
