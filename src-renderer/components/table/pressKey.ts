import type { KeyboardEvent } from 'react';
import type { ShownTableProps } from './DataTable.tsx';
import type { TableRow } from './types.ts';

export const menuField = '__menu__';

interface PressedCell<R> {
  readonly row: R;
  readonly field: string;
}

type Press = KeyboardEvent<HTMLElement> & { defaultMuiPrevented?: boolean };

/** Keys of a cell in focus: open, select, extend, menu. The arrows are the grid's own. */
export function pressKey<R extends TableRow>(
  props: ShownTableProps<R>,
  { row, field }: PressedCell<R>,
  event: Press,
): void {
  // The window's own commands hear these: the grid knows only the rows that it has.
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'a') event.defaultMuiPrevented = true;
  if (field === menuField) return;
  step(props, row, event);
  const act = actionOf(props, { row, field }, event);
  if (act === null) return;
  event.preventDefault();
  event.defaultMuiPrevented = true;
  act();
}

function actionOf<R extends TableRow>(
  { table, onOpen, onMenu, selectable = false }: ShownTableProps<R>,
  { row, field }: PressedCell<R>,
  { key, shiftKey, currentTarget }: Press,
): (() => void) | null {
  if (key === 'Enter' && onOpen !== undefined) return () => onOpen(row);
  if (key === ' ' && selectable) return () => (shiftKey ? table.extendTo(row.id) : table.toggle(row.id));
  if (onMenu === undefined || !(key === 'ContextMenu' || (key === 'F10' && shiftKey))) return null;
  const { left, bottom } = currentTarget.getBoundingClientRect();
  return () => onMenu(row, { anchor: new DOMRect(left, bottom), field });
}

/** An arrow: the grid moves the focus. With Shift the rows on its way are selected. */
function step<R extends TableRow>(
  { table, onStep, selectable = false }: ShownTableProps<R>,
  { id }: R,
  { key, shiftKey }: Press,
): void {
  const by = { ArrowDown: 1, ArrowUp: -1 }[key];
  if (by === undefined) return;
  const rows = table.page?.rows ?? [];
  const next = rows[rows.findIndex((one) => one.id === id) + by];
  if (next === undefined) return;
  if (shiftKey && selectable) table.extendTo(next.id, id);
  onStep?.(next);
}
