import type { TableColumn, TableRow } from './types.ts';
import { leastWidth } from './widths.ts';

/** The column as narrow as it gets. */
export function narrowed<R extends TableRow>(column: TableColumn<R>): TableColumn<R> {
  const { least, width } = column;
  if (least === undefined) return column;
  return { ...column, ...(width === undefined ? { minWidth: least } : { width: least }) };
}

/**
 * The columns that `room` pixels hold without scrolling: those that yield leave one by one, lowest number first. The
 * column that sorts stays, or nobody would see what the order is. Where even those that never yield are too wide together, they are
 * as narrow as they get.
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
  const shown = gone.size === 0 ? columns : columns.filter(({ field }) => !gone.has(field));
  if (needed <= room) return shown;
  return shown.map(narrowed);
}
