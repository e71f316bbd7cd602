import { isPlain, useWindowKey } from './useWindowKey.ts';

export interface RowKeys {
  /** N: a new one. */
  readonly onNew: () => void;
  /** E: the row that has the focus, by id; null when none has. */
  readonly onEdit: (rowId: string | null) => void;
  /** P: profiles, for the selection or the row that has the focus. */
  readonly onAssignProfiles?: (rowId: string | null) => void;
}

/** The letters of the grid, wherever the focus is but in a text field or a dialog. */
export function useRowKeys(keys: RowKeys): void {
  useWindowKey((event) => {
    if (!isPlain(event) || document.querySelector('[role=dialog], [role=menu]') !== null) return false;
    const key = event.key.toLowerCase();
    const row = document.activeElement?.closest<HTMLElement>('[data-id]');
    const rowId = row?.dataset['id'] ?? null;
    if (key === 'n') keys.onNew();
    else if (key === 'e') keys.onEdit(rowId);
    else if (key === 'p' && keys.onAssignProfiles !== undefined) keys.onAssignProfiles(rowId);
    else return false;
    return true;
  });
}
