/** Places of a row that are looked at, from its start to its end. */
const across = [0.05, 0.35, 0.65, 0.95];

/** Whether nothing lies over a row of a box: no open list, menu or message, and no edge of the window. */
function isUncovered(row: DOMRect, box: HTMLElement): boolean {
  const middle = row.top + row.height / 2;
  return across.every((share) => {
    const shown = box.ownerDocument.elementFromPoint(row.left + row.width * share, middle);
    return shown !== null && box.contains(shown);
  });
}

/**
 * Looks whether the rows of a box that scrolls could be read: the first, the last, and all that the box has shown between
 * them have been on the screen with nothing over them, now or at an earlier look. A box need not fit into the window.
 */
export function createRowsSeen(): (box: HTMLElement) => boolean {
  const shown = new Set<string>();
  const seen = new Set<string>();
  return (box) => {
    if (box.ownerDocument.visibilityState !== 'visible') return false;
    const rows = [...box.querySelectorAll<HTMLElement>('tr[data-id]')];
    const { top, bottom } = box.getBoundingClientRect();
    for (const row of rows) {
      const at = row.getBoundingClientRect();
      const middle = at.top + at.height / 2;
      if (middle < top || middle > bottom) continue;
      const id = row.dataset['id'] ?? '';
      shown.add(id);
      if (isUncovered(at, box)) seen.add(id);
    }
    const ends = [rows[0], rows.at(-1)];
    return [...shown].every((id) => seen.has(id)) && ends.every((row) => seen.has(row?.dataset['id'] ?? ''));
  };
}
