import { type UIEvent, useCallback, useMemo, useState } from 'react';
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
  readonly onScroll: (event: UIEvent<HTMLElement>) => void;
}

/** Pixels of list that are assumed before the first scroll tells: no list is higher. */
const mostInSight = 800;

/** Which lines of a long list are in sight, from two fixed heights. */
export function useVisibleRows(rows: readonly SwitcherRow[]): VisibleRows {
  const [inSight, setInSight] = useState({ top: 0, height: mostInSight });
  const { tops, height } = useMemo(() => placeRows(rows), [rows]);
  const onScroll = useCallback(({ currentTarget }: UIEvent<HTMLElement>) => {
    setInSight({ top: currentTarget.scrollTop, height: currentTarget.clientHeight });
  }, []);
  const visible = useMemo(() => {
    const first = firstBelow(tops, inSight.top) - overscan;
    const last = firstBelow(tops, inSight.top + inSight.height) + overscan;
    return rows.map((_, place) => place).slice(Math.max(0, first), last);
  }, [rows, tops, inSight]);
  return { tops, height, visible, onScroll };
}

function placeRows(rows: readonly SwitcherRow[]): Pick<VisibleRows, 'tops' | 'height'> {
  const tops: number[] = [];
  let height = 0;
  for (const { kind } of rows) {
    tops.push(height);
    height += kind === 'tenant' ? rowHeight : sectionHeight;
  }
  return { tops, height };
}

/** Scrolls a list as little as brings the line at `top` into sight. */
export function scrollToLine(list: HTMLElement, top: number): void {
  if (top < list.scrollTop) list.scrollTop = top;
  else if (top + rowHeight > list.scrollTop + list.clientHeight)
    list.scrollTop = top + rowHeight - list.clientHeight;
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
