import { type RefObject, useCallback, useLayoutEffect, useMemo, useState } from 'react';
import type { SwitcherRow } from './tenantRows.ts';

/** Pixels, as in Switcher.module.css. */
export const rowHeight = 44;
export const sectionHeight = 28;
/** Lines kept ready above and below what is in sight. */
const overscan = 6;

export interface VisibleRows {
  readonly tops: readonly number[];
  readonly height: number;
  /** Places of the lines to put into the document. */
  readonly visible: readonly number[];
  readonly onScroll: () => void;
  readonly bringIntoSight: (place: number, toTop?: boolean) => void;
}

/** Which lines of a long list are in sight, from two fixed heights. */
export function useVisibleRows(
  rows: readonly SwitcherRow[],
  list: RefObject<HTMLElement | null>,
): VisibleRows {
  const [window, setWindow] = useState({ top: 0, height: 600 });
  const { tops, height } = useMemo(() => {
    let next = 0;
    const starts = rows.map(({ kind }) => {
      const top = next;
      next += kind === 'section' ? sectionHeight : rowHeight;
      return top;
    });
    return { tops: starts, height: next };
  }, [rows]);

  const onScroll = useCallback(() => {
    if (list.current === null) return;
    setWindow({ top: list.current.scrollTop, height: list.current.clientHeight || 600 });
  }, [list]);
  useLayoutEffect(onScroll, [onScroll, rows]);

  const bringIntoSight = useCallback(
    (place: number, toTop = false) => {
      const element = list.current;
      const top = tops[place];
      if (element === null || top === undefined) return;
      if (toTop) element.scrollTop = 0;
      else if (top < element.scrollTop) element.scrollTop = top;
      else if (top + rowHeight > element.scrollTop + element.clientHeight)
        element.scrollTop = top + rowHeight - element.clientHeight;
    },
    [list, tops],
  );

  const visible = useMemo(() => {
    const first = firstBelow(tops, window.top) - overscan;
    const last = firstBelow(tops, window.top + window.height) + overscan;
    return rows.map((_, place) => place).slice(Math.max(0, first), last);
  }, [rows, tops, window]);

  return { tops, height, visible, onScroll, bringIntoSight };
}

/** The first place at or below this many pixels (binary search). */
function firstBelow(tops: readonly number[], pixels: number): number {
  let low = 0;
  let high = tops.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((tops[middle] ?? 0) < pixels) low = middle + 1;
    else high = middle;
  }
  return low;
}
