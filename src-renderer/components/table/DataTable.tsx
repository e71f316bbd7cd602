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
import { classes } from '../classes.ts';
import { SearchedRows } from '../Marked.tsx';
import { MenuOnDemand } from '../MenuOnDemand.tsx';
import { ErrorState } from '../ErrorState.tsx';
import { gridPart } from './gridPart.ts';
import { LightTable } from './LightTable.tsx';
import { LoadingRows } from './LoadingRows.tsx';
import styles from './Table.module.css';
import { TableFooter } from './TableFooter.tsx';
import type { MenuAction, TableColumn, TableRow } from './types.ts';
import { useFittingColumns } from './useFittingColumns.ts';
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
  readonly onOpen?: (row: R) => void;
  readonly menu?: (row: R) => readonly MenuAction[];
  readonly selectable?: boolean;
  /** What the rows were searched by; it is marked in them. */
  readonly search: string;
  /** Shown when nothing matches: a sentence and the next step. */
  readonly empty: ReactNode;
}

/** What the two kinds of table are given. */
export interface ShownTableProps<R extends TableRow> extends DataTableProps<R> {
  /** Opens the menu of a row beside its button. */
  readonly onMenu?: (row: R, button: HTMLElement) => void;
}

/** A grid of pages: first rows at once, the whole grid a moment later, footer with selection and pages. */
export function DataTable<R extends TableRow>(props: DataTableProps<R>) {
  const { table, columns, menu, selectable = false } = props;
  const [opened, setOpened] = useState<{ readonly row: R; readonly anchor: DOMRect } | null>(null);
  const onMenu = useCallback(
    (row: R, button: HTMLElement) => setOpened({ row, anchor: button.getBoundingClientRect() }),
    [],
  );
  const frame = useRef<HTMLDivElement>(null);
  // Later than everything that is seen.
  const taking = useDeferredValue(useSnapshot((state) => state.taking));
  const instead = taking && (table.page?.rows.length ?? 0) > 0;
  useRelease(frame, table.page !== undefined);
  const [allColumns, setAllColumns] = useState(false);
  const fitting = useFittingColumns(frame, columns, {
    sorted: table.view.sort,
    selectable,
    hasMenu: menu !== undefined,
  });
  const yielded = columns.filter((column) => fitting?.includes(column) === false);
  const shown: ShownTableProps<R> = {
    ...props,
    columns: allColumns || fitting === null ? columns : fitting,
    ...(menu === undefined ? {} : { onMenu }),
  };
  return (
    <div ref={frame} className={`fill ${styles['frame']}`}>
      {table.fetching && table.page !== undefined && <div className={styles['progress']} aria-hidden />}
      <div
        className={classes('fill', styles['body'], table.stale && styles['stale'])}
        {...(instead ? { 'data-snapshot': 'none' } : {})}
      >
        {fitting !== null && (
          <SearchedRows search={props.search}>
            <Rows {...shown} />
          </SearchedRows>
        )}
      </div>
      {instead && <LightForm {...shown} />}
      <TableFooter
        table={table}
        selectable={selectable}
        yielded={yielded.map(({ header }) => header)}
        allColumns={allColumns}
        onAllColumns={setAllColumns}
      />
      {opened !== null && menu !== undefined && (
        <MenuOnDemand anchor={opened.anchor} actions={menu(opened.row)} onClose={() => setOpened(null)} />
      )}
    </div>
  );
}

/** The rows, in whatever form there is for them now, or what stands in their place. */
function Rows<R extends TableRow>(props: ShownTableProps<R>) {
  const { table, columns, empty } = props;
  const gridReady = useGridAfterFirstRows(table.page !== undefined);
  if (table.page === undefined) {
    return table.error === null ? (
      <LoadingRows columns={columns} />
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
