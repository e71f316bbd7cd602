import {
  DataGrid,
  useGridApiRef,
  GRID_CHECKBOX_SELECTION_COL_DEF,
  type GridColDef,
  type GridRowSelectionModel,
  type GridSortModel,
} from '@mui/x-data-grid';
import {
  createContext,
  type MouseEvent,
  type ReactNode,
  useContext,
  useEffect,
  useEffectEvent,
  useLayoutEffect,
  useMemo,
  useRef,
} from 'react';
import { useTranslation } from 'react-i18next';
import { MuiTheme } from '../../theme/MuiTheme.tsx';
import { StyleCacheContext } from '../../theme/StyleCache.tsx';
import { isSelected } from '../../state/selection.ts';
import { useConsole } from '../../state/ConsoleContext.tsx';
import { CellContent, RowCheckbox, RowMenuButton } from './cells.tsx';
import type { ShownTableProps } from './DataTable.tsx';
import { menuField, pressKey } from './pressKey.ts';
import { gridStyle, revealedRow, tightCell } from './gridStyle.ts';
import { PageCheckbox } from './PageCheckbox.tsx';
import { pressRow } from './pressRow.ts';
import type { TableColumn, TableRow } from './types.ts';
import type { Table } from './useTable.ts';
import { rowHeights } from '../../theme/rowHeights.ts';
import { checkWidth, headHeight, menuWidth, narrowest } from './widths.ts';

function definition<R extends TableRow>(column: TableColumn<R>): GridColDef<R> {
  const { field, header, width, flex = 1, minWidth = narrowest, align = 'left', sortable = true } = column;
  return {
    field,
    headerName: header,
    ...(width === undefined ? { flex } : { width }),
    minWidth,
    align,
    headerAlign: align,
    sortable,
    resizable: true,
    sortingOrder: ['asc', 'desc'],
    renderCell: ({ row }) => <CellContent column={column} row={row} />,
  };
}

/** The grid proper, in a chunk of its own: sort, selection and pages are the engine's; here they are only shown. */
export function Grid<R extends TableRow>(props: ShownTableProps<R>) {
  return (
    <MuiTheme>
      <ShownTable value={props as unknown as ShownTableProps<TableRow>}>
        <GridInTheme {...props} />
      </ShownTable>
    </MuiTheme>
  );
}

/** What the checkboxes show, apart from the columns: columns that change with each tick defeat virtualization. */
const ShownTable = createContext<ShownTableProps<TableRow> | null>(null);

const checkColumn: GridColDef<TableRow> = {
  ...GRID_CHECKBOX_SELECTION_COL_DEF,
  width: checkWidth,
  minWidth: checkWidth,
  renderHeader: () => <HeaderCheck />,
  renderCell: ({ row, tabIndex }) => <RowCheck row={row} tabIndex={tabIndex} />,
};

function HeaderCheck() {
  const props = useContext(ShownTable);
  return props === null ? null : <PageCheckbox table={props.table} />;
}

function RowCheck({ row, tabIndex }: { readonly row: TableRow; readonly tabIndex: number }) {
  const { t } = useTranslation();
  const props = useContext(ShownTable);
  if (props === null) return null;
  const { table, rowLabel } = props;
  const { selection } = table.view;
  return (
    <RowCheckbox
      label={t('grid.selectRow', { name: rowLabel(row) })}
      checked={isSelected(selection, row.id)}
      onChange={(_checked, extending) => (extending ? table.extendTo(row.id) : table.toggle(row.id))}
      tabIndex={tabIndex}
    />
  );
}

function GridInTheme<R extends TableRow>(props: ShownTableProps<R>) {
  const { table, columns, label, onMenu, selectable = false } = props;
  const hasMenu = onMenu !== undefined;
  const { t } = useTranslation();
  const { nonce } = useContext(StyleCacheContext);
  const density = useConsole((state) => state.look.density);
  const { page, view, revealed } = table;
  const api = useGridApiRef();
  const { sort, direction, limit, selection } = view;
  const rows = page?.rows ?? noRows;
  const total = page?.total ?? 0;
  const latest = useRef(props);
  useLayoutEffect(() => {
    latest.current = props;
  });

  const place = revealed === null ? -1 : rows.findIndex(({ id }) => id === revealed);
  useEffect(() => {
    if (place < 0) return undefined;
    // Once the grid has measured the rows that just came.
    const frame = requestAnimationFrame(() => api.current?.scrollToIndexes({ rowIndex: place }));
    return () => cancelAnimationFrame(frame);
  }, [api, place]);

  useScrollMemory(api, table);
  // The same as long as they say the same: of others the grid scrolls to its top, whatever was ticked.
  const sortModel = useMemo((): GridSortModel => [{ field: sort, sort: direction }], [sort, direction]);
  const paginationModel = useMemo(() => ({ page: 0, pageSize: limit }), [limit]);

  const definitions = useMemo(() => {
    const data = columns.map((column) => definition(column));
    return [
      ...(selectable ? [checkColumn as unknown as GridColDef<R>] : []),
      ...data,
      ...(hasMenu ? [menuColumn<R>(t('grid.actions'))] : []),
    ];
  }, [columns, hasMenu, selectable, t]);

  const slotProps = useMemo(
    () => ({
      row: {
        // Right-click, and the keyboard's own key for a menu.
        onContextMenu: (event: MouseEvent<HTMLElement>) => {
          const cell = (event.target as HTMLElement).closest<HTMLElement>('[role=gridcell]');
          const id = event.currentTarget.dataset['id'];
          const now = latest.current;
          const row = now.table.page?.rows.find((one) => one.id === id);
          if (cell === null || row === undefined || now.onMenu === undefined) return;
          event.preventDefault();
          now.onMenu(row, {
            anchor: new DOMRect(event.clientX, event.clientY),
            field: cell.dataset['field'] ?? '',
          });
        },
      },
    }),
    [],
  );

  // The same element as long as it shows the same: the screen is rendered with each answer that arrives, and the grid costs
  // as much as all the rest of a start together.
  return useMemo(
    () => (
      <DataGrid<R>
        aria-label={label}
        {...(nonce === undefined ? {} : { nonce })}
        rows={rows}
        columns={definitions}
        rowHeight={rowHeights[density]}
        columnHeaderHeight={headHeight}
        sx={gridStyle}
        hideFooter
        apiRef={api}
        getRowClassName={({ id }) => (id === revealed ? revealedRow : '')}
        // All columns stay rendered: the last one is sticky, and a dozen cells a row are cheap.
        columnBufferPx={2000}
        disableColumnMenu
        disableColumnFilter
        disableColumnSelector
        disableRowSelectionOnClick
        pagination
        paginationMode="server"
        rowCount={total}
        paginationModel={paginationModel}
        sortingMode="server"
        sortModel={sortModel}
        onSortModelChange={([next]: GridSortModel) => {
          if (next !== undefined)
            latest.current.table.sortBy(next.field, next.sort === 'desc' ? 'desc' : 'asc');
        }}
        checkboxSelection={selectable}
        keepNonExistentRowsSelected
        rowSelectionModel={selection as GridRowSelectionModel}
        onColumnWidthChange={({ colDef, width }) =>
          latest.current.onResize?.(colDef.field, Math.round(width))
        }
        slots={gridSlots}
        slotProps={slotProps}
        onRowClick={({ row }, event) => pressRow(latest.current, row, event)}
        onCellKeyDown={({ row, field }, event) => pressKey(latest.current, { row, field }, event)}
      />
    ),
    [
      label,
      nonce,
      rows,
      total,
      definitions,
      density,
      paginationModel,
      sortModel,
      selectable,
      selection,
      revealed,
      api,
      slotProps,
    ],
  );
}

const noRows: readonly never[] = [];

/** Heads that are cut are shown whole as all else is; the grid's own tooltips would stand beside that. */
const gridSlots = {
  baseTooltip: ({ children }: { readonly children?: ReactNode }) => children,
};

/** Scrolls to where the rows were when the grid was left, and keeps where they are when it is left again. */
function useScrollMemory(
  api: ReturnType<typeof useGridApiRef>,
  {
    scrolled,
    keepScroll,
    question,
    view,
  }: Pick<Table<TableRow>, 'scrolled' | 'keepScroll' | 'question' | 'view'>,
): void {
  const begin = useEffectEvent(() => scrolled);
  const keep = useEffectEvent((top: number) => {
    if (top !== scrolled) keepScroll(top);
  });
  useEffect(() => {
    const grid = api.current;
    if (grid === null) return undefined;
    const from = begin();
    let top = from;
    if (from > 0) grid.scroll({ top: from });
    const stop = grid.subscribeEvent('scrollPositionChange', (position) => {
      ({ top } = position);
    });
    return () => {
      stop();
      keep(top);
    };
  }, [api]);
  // Another page or other rows begin at their first.
  const shown = `${question} ${view.page}`;
  const last = useRef(shown);
  useEffect(() => {
    if (last.current !== shown) api.current?.scroll({ top: 0 });
    last.current = shown;
  }, [api, shown]);
}

function menuColumn<R extends TableRow>(label: string): GridColDef<R> {
  return {
    field: menuField,
    headerName: label,
    renderHeader: () => <span className="visually-hidden">{label}</span>,
    width: menuWidth,
    sortable: false,
    resizable: false,
    align: 'center',
    cellClassName: tightCell,
    renderCell: ({ row, tabIndex }) => <RowMenuCell row={row} tabIndex={tabIndex} />,
  };
}

function RowMenuCell({ row, tabIndex }: { readonly row: TableRow; readonly tabIndex: number }) {
  const props = useContext(ShownTable);
  if (props === null) return null;
  return (
    <RowMenuButton
      row={props.rowLabel(row)}
      onOpen={(button) => props.onMenu?.(row, { anchor: button.getBoundingClientRect(), field: null })}
      tabIndex={tabIndex}
    />
  );
}
