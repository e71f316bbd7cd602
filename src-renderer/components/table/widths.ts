import type { CSSProperties } from 'react';
import type { TableColumn, TableRow } from './types.ts';

/** Pixels of the columns that are not data. */
export const checkWidth = 44;
export const menuWidth = 48;
/** As wide as a thin scrollbar is anywhere. */
export const scrollbarWidth = 12;
/** Pixels of heads, as in tokens.css. */
export const headHeight = 36;
/** Pixels below which no column is dragged. */
export const narrowest = 50;

/** Pixels below which a column is not shown. */
export function leastWidth<R extends TableRow>({ width, minWidth = narrowest }: TableColumn<R>): number {
  return width ?? minWidth;
}

/** The flex rules of the grid, so that nothing moves when it takes over. */
export function widthOf<R extends TableRow>({
  width,
  flex = 1,
  minWidth = narrowest,
}: TableColumn<R>): CSSProperties {
  return width === undefined ? { flex: `${flex} ${flex} 0px`, minWidth } : { flex: `0 0 ${width}px` };
}
