/** Gives the focus to the row of somebody in the grid, if it is there. */
export function focusRow(rowId: string): void {
  const row = document.querySelector(`[role=grid] [data-id="${CSS.escape(rowId)}"]`);
  const cell =
    row?.querySelector<HTMLElement>('[role=gridcell][tabindex="0"]') ??
    row?.querySelector<HTMLElement>('[data-field=email]');
  cell?.focus({ preventScroll: true });
}
