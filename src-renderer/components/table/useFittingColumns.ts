import { type RefObject, useLayoutEffect, useMemo, useState } from 'react';
import { fittingColumns } from './fittingColumns.ts';
import type { TableColumn, TableRow } from './types.ts';
import { checkWidth, menuWidth, scrollbarWidth } from './widths.ts';

export interface FittingOptions {
  /** The field that sorts now. */
  readonly sorted: string;
  readonly selectable: boolean;
  readonly hasMenu: boolean;
}

/** The columns for which the frame has room now, measured before the first paint and whenever its width changes. */
export function useFittingColumns<R extends TableRow>(
  frame: RefObject<HTMLElement | null>,
  columns: readonly TableColumn<R>[],
  { sorted, selectable, hasMenu }: FittingOptions,
): readonly TableColumn<R>[] {
  // Names rather than a width: most changes of the width change nothing here.
  const [shown, setShown] = useState<string | null>(null);
  useLayoutEffect(() => {
    const element = frame.current;
    // Without layout (tests of the tree alone) nothing is measured and every column is shown.
    if (element === null || typeof ResizeObserver === 'undefined') return undefined;
    const taken = (selectable ? checkWidth : 0) + (hasMenu ? menuWidth : 0) + scrollbarWidth;
    const measure = () => {
      const fitting = fittingColumns(columns, element.clientWidth - taken, sorted);
      setShown(fitting === columns ? null : fitting.map(({ field }) => field).join(' '));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [frame, columns, sorted, selectable, hasMenu]);
  return useMemo(() => {
    if (shown === null) return columns;
    const fields = new Set(shown.split(' '));
    return columns.filter(({ field }) => fields.has(field));
  }, [columns, shown]);
}
