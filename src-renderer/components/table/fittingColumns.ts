import type { TableColumn, TableRow } from './types.ts';
import { leastWidth } from './widths.ts';

/**
 * The columns that `room` pixels hold without scrolling: those that yield leave one by one, lowest number first. The
 * column that sorts stays, or nobody would see what the order is.
 */
export function fittingColumns<R extends TableRow>(
  columns: readonly TableColumn<R>[],
  room: number,
  sorted: string,
): readonly TableColumn<R>[] {
  const yielding = columns
    .filter(({ yields, field }) => yields !== undefined && field !== sorted)
    .toSorted((a, b) => (a.yields ?? 0) - (b.yields ?? 0));
  let needed = columns.reduce((sum, column) => sum + leastWidth(column), 0);
  const gone = new Set<string>();
  for (const column of yielding) {
    if (needed <= room) break;
    needed -= leastWidth(column);
    gone.add(column.field);
  }
  return gone.size === 0 ? columns : columns.filter(({ field }) => !gone.has(field));
}
