/**
 * Which rows are meant, in the grid's own terms: `include` names them, `exclude` is everything that matches but these.
 * A selection survives pages and refreshes; `exclude` costs the same for three rows and for a million.
 */
export interface Selection {
  readonly type: 'include' | 'exclude';
  readonly ids: ReadonlySet<string>;
}

export const noSelection: Selection = { type: 'include', ids: new Set() };
export const wholeSelection: Selection = { type: 'exclude', ids: new Set() };

export function isSelected({ type, ids }: Selection, id: string): boolean {
  return ids.has(id) === (type === 'include');
}

/** How many rows are meant, of `total` that match. */
export function selectedCount({ type, ids }: Selection, total: number): number {
  return type === 'include' ? ids.size : Math.max(0, total - ids.size);
}

/** The same selection with these rows in it, or out of it. */
export function withRows(selection: Selection, rows: readonly string[], selected: boolean): Selection {
  const ids = new Set(selection.ids);
  for (const row of rows) {
    if (selected === (selection.type === 'include')) ids.add(row);
    else ids.delete(row);
  }
  return { type: selection.type, ids };
}
