import type { GridLayout } from '#shared/desktop/views.ts';
import type { TableColumn, TableRow } from './types.ts';
import { narrowest } from './widths.ts';

export interface ArrangedColumn<R extends TableRow> {
  readonly column: TableColumn<R>;
  readonly hidden: boolean;
}

/**
 * All columns in the order that the account likes, each with the width it was given. One that the layout doesn't name, such
 * as a new one, stands behind the one before it; names that are no columns here mean nothing.
 */
export function arrangedColumns<R extends TableRow>(
  columns: readonly TableColumn<R>[],
  layout: Pick<GridLayout, 'columns'> | undefined,
): readonly ArrangedColumn<R>[] {
  const byField = new Map(columns.map((column) => [column.field, column]));
  const arranged = (layout?.columns ?? []).flatMap(({ field, width, hidden }): ArrangedColumn<R>[] => {
    const column = byField.get(field);
    byField.delete(field);
    if (column === undefined) return [];
    return [{ column: width === null ? column : withWidth(column, width), hidden }];
  });
  for (const [at, column] of columns.entries()) {
    if (!byField.has(column.field)) continue;
    const before = arranged.findIndex((one) => one.column.field === columns[at - 1]?.field);
    arranged.splice(before + 1, 0, { column, hidden: false });
  }
  const nothing = arranged.every(({ hidden }) => hidden);
  return nothing ? arranged.map((one) => ({ ...one, hidden: false })) : arranged;
}

/** Neither grows nor shrinks any more. */
function withWidth<R extends TableRow>(column: TableColumn<R>, width: number): TableColumn<R> {
  return { ...column, width: Math.max(narrowest, width), given: true };
}

/** The same as it is kept. */
export function layoutOf<R extends TableRow>(arranged: readonly ArrangedColumn<R>[]): GridLayout['columns'] {
  return arranged.map(({ column, hidden }) => ({
    field: column.field,
    width: column.given === true ? (column.width ?? null) : null,
    hidden,
  }));
}
