import type { ShownTableProps } from './DataTable.tsx';
import type { TableRow } from './types.ts';

interface Press {
  readonly currentTarget: EventTarget & HTMLElement;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
}

/** A click on a row opens it; with Ctrl or ⌘ it is selected or not, with Shift the rows up to it; after a drag over its text it is none. */
export function pressRow<R extends TableRow>(
  { table, onOpen, selectable = false }: ShownTableProps<R>,
  row: R,
  { currentTarget, shiftKey, ctrlKey, metaKey }: Press,
): void {
  const marked = document.getSelection();
  if (shiftKey && selectable) {
    // The browser takes it for a range of text.
    marked?.removeAllRanges();
    table.extendTo(row.id);
  } else if (ctrlKey || metaKey) {
    if (selectable) table.toggle(row.id);
  } else if (marked === null || marked.isCollapsed || !marked.containsNode(currentTarget, true)) {
    onOpen?.(row);
  }
}
