import { useEffect, useEffectEvent } from 'react';

const moves = new Set(['ArrowUp', 'ArrowDown', 'Home', 'End', 'PageUp', 'PageDown']);
const covers = '[role=dialog], [role=menu], [role=listbox]';

export interface GridKeys {
  /** The arrows took the focus of the grid to this row. */
  readonly onRow: (rowId: string) => void;
  /** Escape, with nothing open that it would close first. */
  readonly onEscape: () => void;
}

/** What the keyboard says beside a panel while the focus stays in the grid. */
export function useGridKeys(keys: GridKeys): void {
  const onRow = useEffectEvent(keys.onRow);
  const onEscape = useEffectEvent(keys.onEscape);
  useEffect(() => {
    let moved = false;
    const press = (event: KeyboardEvent): void => {
      moved = moves.has(event.key);
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      const typing = event.target instanceof HTMLInputElement && event.target.type !== 'checkbox';
      if (!typing && document.querySelector(covers) === null) onEscape();
    };
    const point = (): void => void (moved = false);
    const focus = ({ target }: FocusEvent): void => {
      const row =
        moved && target instanceof HTMLElement ? target.closest<HTMLElement>('[role=grid] [data-id]') : null;
      const id = row?.dataset['id'];
      if (id !== undefined) onRow(id);
    };
    document.addEventListener('keydown', press);
    document.addEventListener('pointerdown', point);
    document.addEventListener('focusin', focus);
    return () => {
      document.removeEventListener('keydown', press);
      document.removeEventListener('pointerdown', point);
      document.removeEventListener('focusin', focus);
    };
  }, []);
}

/** Gives the focus to the row of somebody in the grid, if it is there. */
export function focusRow(rowId: string): void {
  const row = document.querySelector(`[role=grid] [data-id="${CSS.escape(rowId)}"]`);
  const cell =
    row?.querySelector<HTMLElement>('[role=gridcell][tabindex="0"]') ??
    row?.querySelector<HTMLElement>('[data-field=email]');
  cell?.focus({ preventScroll: true });
}
