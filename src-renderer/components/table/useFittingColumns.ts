import { type RefObject, useLayoutEffect, useMemo, useState } from 'react';
import { fittingColumns, narrowed } from './fittingColumns.ts';
import type { TableColumn, TableRow } from './types.ts';
import { checkWidth, menuWidth, scrollbarWidth } from './widths.ts';

export interface FittingOptions {
  /** The field that sorts now. */
  readonly sorted: string;
  readonly selectable: boolean;
  readonly hasMenu: boolean;
}

/** No names of columns. */
const everything = '*';
const narrow = '!';

/** Without layout (tests of the tree alone) nothing is measured and every column is shown. */
const canMeasure = (): boolean => typeof ResizeObserver !== 'undefined';

/**
 * The columns for which the frame has room now, measured before the first paint and whenever its width changes; null until
 * then, so that nothing is drawn with columns that leave at once.
 */
export function useFittingColumns<R extends TableRow>(
  frame: RefObject<HTMLElement | null>,
  columns: readonly TableColumn<R>[],
  { sorted, selectable, hasMenu }: FittingOptions,
): readonly TableColumn<R>[] | null {
  // Names rather than a width: most changes of the width change nothing here.
  const [shown, setShown] = useState<string | null>(canMeasure() ? null : everything);
  useLayoutEffect(() => {
    const element = frame.current;
    if (element === null || !canMeasure()) return undefined;
    const taken = (selectable ? checkWidth : 0) + (hasMenu ? menuWidth : 0) + scrollbarWidth;
    const measure = () => {
      const fitting = fittingColumns(columns, element.clientWidth - taken, sorted);
      const names = fitting.map(({ field }) => field);
      if (fitting.some((column) => !columns.includes(column))) names.push(narrow);
      setShown(fitting === columns ? everything : names.join(' '));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [frame, columns, sorted, selectable, hasMenu]);
  return useMemo(() => {
    if (shown === null) return null;
    if (shown === everything) return columns;
    const fields = new Set(shown.split(' '));
    const fitting = columns.filter(({ field }) => fields.has(field));
    return fields.has(narrow) ? fitting.map(narrowed) : fitting;
  }, [columns, shown]);
}
