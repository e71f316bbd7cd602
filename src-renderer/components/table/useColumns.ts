import { type RefObject, useMemo, useState } from 'react';
import { type ArrangedColumn, arrangedColumns, layoutOf } from './arrangedColumns.ts';
import { contentWidths } from './contentWidths.ts';
import type { TableColumn, TableRow } from './types.ts';
import { useFittingColumns } from './useFittingColumns.ts';
import type { Table } from './useTable.ts';

export interface TableColumns<R extends TableRow> {
  /** All, as the account has put them. */
  readonly arranged: readonly ArrangedColumn<R>[];
  /** Those that are shown; null before it is known for how many there is room. */
  readonly shown: readonly TableColumn<R>[] | null;
  /** Those for which there is no room. */
  readonly yielded: readonly TableColumn<R>[];
  /** They are shown all the same, and the grid scrolls sideways. */
  readonly all: boolean;
  readonly showAll: (all: boolean) => void;
  readonly resize: (field: string, width: number) => void;
}

export interface ColumnsOptions<R extends TableRow> {
  readonly columns: readonly TableColumn<R>[];
  readonly selectable: boolean;
  readonly hasMenu: boolean;
}

/** The columns of a table: those that the account wants, as wide as what stands in them, as far as there is room. */
export function useColumns<R extends TableRow>(
  frame: RefObject<HTMLElement | null>,
  table: Table<R>,
  { columns, selectable, hasMenu }: ColumnsOptions<R>,
): TableColumns<R> {
  const kept = table.layout.value?.columns;
  const arranged = useMemo(
    () => arrangedColumns(columns, kept === undefined ? undefined : { columns: kept }),
    [columns, kept],
  );
  // The first rows say how wide the columns are; those that come later move nothing.
  const [sample, setSample] = useState<readonly R[]>([]);
  const rows = table.page?.rows ?? [];
  if (sample.length === 0 && rows.length > 0) setSample(rows);
  const wanted = useMemo(
    () =>
      contentWidths(
        arranged.flatMap(({ column, hidden }) => (hidden ? [] : [column])),
        sample,
      ),
    [arranged, sample],
  );
  const [all, showAll] = useState(false);
  const fitting = useFittingColumns(frame, wanted, { sorted: table.view.sort, selectable, hasMenu });
  return {
    arranged,
    shown: fitting !== null && all ? wanted : fitting,
    yielded: wanted.filter(({ field }) => fitting?.some((column) => column.field === field) === false),
    all,
    showAll,
    resize: (field, width) =>
      table.layout.change({
        columns: layoutOf(arranged).map((one) => (one.field === field ? { ...one, width } : one)),
      }),
  };
}
