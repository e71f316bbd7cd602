import {
  type ReactNode,
  startTransition,
  useCallback,
  useDeferredValue,
  useEffect,
  useRef,
  useState,
} from 'react';
import { snapshotRows } from '../../snapshot/snapshotRows.ts';
import { useSnapshot } from '../../snapshot/snapshotStore.ts';
import { useRelease } from '../../snapshot/useRelease.ts';
import { useConsole } from '../../state/ConsoleContext.tsx';
import { noSelection } from '../../state/selection.ts';
import { classes } from '../classes.ts';
import { useCommand } from '../commands/commands.tsx';
import { SearchedRows } from '../Marked.tsx';
import { MenuOnDemand } from '../MenuOnDemand.tsx';
import { ErrorState } from '../ErrorState.tsx';
import { FoundRows } from './FoundRows.tsx';
import { gridPart } from './gridPart.ts';
import { LightTable } from './LightTable.tsx';
import { LoadingRows } from './LoadingRows.tsx';
import { pageSelected } from './PageCheckbox.tsx';
import styles from './Table.module.css';
import { TableFooter } from './TableFooter.tsx';
import type { MenuAction, TableColumn, TableRow } from './types.ts';
import { useColumns } from './useColumns.ts';
import { useCopyActions } from './useCopyActions.tsx';
import type { Table } from './useTable.ts';

const Grid = gridPart as unknown as <R extends TableRow>(
  props: ShownTableProps<R> & { readonly waiting: ReactNode },
) => ReactNode;

export interface DataTableProps<R extends TableRow> {
  readonly table: Table<R>;
  /** Stable between renders (useMemo), or the grid forgets what it measured. */
  readonly columns: readonly TableColumn<R>[];
  /** The accessible name of the grid. */
  readonly label: string;
  /** What a row is called, for the names of its checkbox and menu. */
  readonly rowLabel: (row: R) => string;
  /** What is said to screen readers when other rows were asked for, such as "12 users found". */
  readonly found: (rows: number) => string;
  readonly onOpen?: (row: R) => void;
  /** An arrow takes the focus on to this row. */
  readonly onStep?: ((row: R) => void) | undefined;
  readonly menu?: (row: R) => readonly MenuAction[];
  readonly selectable?: boolean;
  /** What the rows were searched by; it is marked in them. */
  readonly search: string;
  /** Shown when nothing matches: a sentence and the next step. */
  readonly empty: ReactNode;
}

/** Where a menu of a row is opened: beside its button, or where a pointer or the keyboard is in a cell. */
export interface MenuPlace {
  readonly anchor: DOMRect;
  /** The field of the cell; null: by the button of the row. */
  readonly field: string | null;
}

/** What the two kinds of table are given. */
export interface ShownTableProps<R extends TableRow> extends DataTableProps<R> {
  readonly onMenu?: (row: R, place: MenuPlace) => void;
  /** A column was dragged to a width. */
  readonly onResize?: (field: string, width: number) => void;
}

/** A grid of pages: first rows at once, the whole grid a moment later, footer with selection and pages. */
export function DataTable<R extends TableRow>(props: DataTableProps<R>) {
  const { table, menu, selectable = false } = props;
  const [opened, setOpened] = useState<(MenuPlace & { readonly row: R }) | null>(null);
  const onMenu = useCallback((row: R, place: MenuPlace) => setOpened({ row, ...place }), []);
  const frame = useRef<HTMLDivElement>(null);
  // Later than everything that is seen.
  const taking = useDeferredValue(useSnapshot((state) => state.taking));
  const instead = taking && (table.page?.rows.length ?? 0) > 0;
  useRelease(frame, table.page !== undefined);
  const columns = useColumns(frame, table, {
    columns: props.columns,
    selectable,
    hasMenu: menu !== undefined,
  });
  const copies = useCopyActions(columns.shown ?? props.columns);
  useSelectionKeys(table, selectable);
  const shown: ShownTableProps<R> = {
    ...props,
    columns: columns.shown ?? props.columns,
    ...(menu === undefined ? {} : { onMenu }),
    onResize: columns.resize,
  };
  const actions = (): readonly MenuAction[] => {
    if (opened === null) return [];
    const { row, field } = opened;
    return [...(menu?.(row) ?? []), ...(field === null ? [] : copies(row, field))];
  };
  return (
    <div ref={frame} className={`fill ${styles['frame']}`}>
      {table.fetching && table.page !== undefined && <div className={styles['progress']} aria-hidden />}
      <div
        className={classes('fill', styles['body'], table.stale && styles['stale'])}
        {...(instead ? { 'data-snapshot': 'none' } : {})}
      >
        {columns.shown !== null && (
          <SearchedRows search={props.search}>
            <Rows {...shown} />
          </SearchedRows>
        )}
      </div>
      {instead && <LightForm {...shown} />}
      <FoundRows table={table} found={props.found} />
      <TableFooter table={table} selectable={selectable} columns={columns} />
      {opened !== null && (
        <MenuOnDemand
          anchor={opened.anchor}
          side={opened.field === null ? 'left' : 'right'}
          actions={actions()}
          onClose={() => setOpened(null)}
        />
      )}
    </div>
  );
}

/** Keys that change the selection wherever the focus is beside the grid. */
function useSelectionKeys<R extends TableRow>(table: Table<R>, selectable: boolean): void {
  const { selection } = table.view;
  const anything = table.selected.count > 0 || table.selected.aside;
  useCommand(
    selectable && table.page !== undefined
      ? { name: 'select-page', run: () => table.select(pageSelected(table, true)) }
      : null,
  );
  useCommand(
    selectable && (anything || selection.type === 'exclude')
      ? { name: 'step-back', run: () => table.select(noSelection) }
      : null,
  );
}

/** The rows, in whatever form there is for them now, or what stands in their place. */
function Rows<R extends TableRow>(props: ShownTableProps<R>) {
  const { table, empty } = props;
  const gridReady = useGridAfterFirstRows(table.page !== undefined);
  if (table.page === undefined) {
    return table.error === null ? (
      <LoadingRows {...props} />
    ) : (
      <ErrorState error={table.error} onRetry={table.retry} />
    );
  }
  if (table.page.rows.length === 0) return <div className="fill">{empty}</div>;
  if (!gridReady) return <LightTable {...props} />;
  return <Grid {...props} waiting={<LightTable {...props} />} />;
}

/** The first rows as the next start shows them, out of sight. */
function LightForm<R extends TableRow>(props: ShownTableProps<R>) {
  const { table } = props;
  if (table.page === undefined) return null;
  const page = { ...table.page, rows: table.page.rows.slice(0, snapshotRows()) };
  return (
    <div hidden data-snapshot="only" className={`fill ${styles['body']}`}>
      <LightTable {...props} table={{ ...table, page }} />
    </div>
  );
}

/** True once the grid may load: after the first rows were painted, so that its weight never stands before them. */
function useGridAfterFirstRows(hasRows: boolean): boolean {
  const ready = useConsole((state) => state.gridReady);
  const setReady = useConsole((state) => state.allowGrid);
  useEffect(() => {
    if (!hasRows || ready) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const frame = requestAnimationFrame(() => {
      timer = setTimeout(() => startTransition(setReady), 0);
    });
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
  }, [hasRows, ready, setReady]);
  return ready;
}
