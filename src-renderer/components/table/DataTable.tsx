import { lazy, type ReactNode, startTransition, Suspense, useEffect } from 'react';
import { useConsole } from '../../state/ConsoleContext.tsx';
import { classes } from '../classes.ts';
import { ErrorState } from '../ErrorState.tsx';
import { LightTable } from './LightTable.tsx';
import { LoadingRows } from './LoadingRows.tsx';
import styles from './Table.module.css';
import { TableFooter } from './TableFooter.tsx';
import type { MenuAction, TableColumn, TableRow } from './types.ts';
import type { Table } from './useTable.ts';

const Grid = lazy(async () => ({ default: (await import('./Grid.tsx')).Grid })) as unknown as <
  R extends TableRow,
>(
  props: DataTableProps<R>,
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
  /** Shown when nothing matches: a sentence and the next step. */
  readonly empty: ReactNode;
}

/** A grid of pages: first rows at once, the whole grid a moment later, footer with selection and pages. */
export function DataTable<R extends TableRow>(props: DataTableProps<R>) {
  const { table, columns, empty, selectable = false } = props;
  const gridReady = useGridAfterFirstRows(table.page !== undefined);
  return (
    <div className={styles['frame']}>
      {table.fetching && table.page !== undefined && <div className={styles['progress']} aria-hidden />}
      <div className={classes(styles['body'], table.stale && styles['stale'])}>
        {table.page === undefined ? (
          table.error === null ? (
            <LoadingRows tenantId={table.tenantId} columns={columns} />
          ) : (
            <ErrorState error={table.error} onRetry={table.retry} />
          )
        ) : table.page.rows.length === 0 ? (
          <div className={styles['stateOver']}>{empty}</div>
        ) : gridReady ? (
          <Suspense fallback={<LightTable {...props} />}>
            <Grid {...props} />
          </Suspense>
        ) : (
          <LightTable {...props} />
        )}
      </div>
      <TableFooter table={table} selectable={selectable} />
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
