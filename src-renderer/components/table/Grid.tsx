import {
  DataGrid,
  GRID_CHECKBOX_SELECTION_COL_DEF,
  type GridColDef,
  type GridRowSelectionModel,
  type GridSortModel,
} from '@mui/x-data-grid';
import { createContext, useContext, useLayoutEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { MuiTheme } from '../../theme/MuiTheme.tsx';
import { StyleCacheContext } from '../../theme/StyleCache.tsx';
import { isSelected, withRows } from '../../state/selection.ts';
import { useConsole } from '../../state/ConsoleContext.tsx';
import { CellContent, RowCheckbox, RowMenuButton } from './cells.tsx';
import type { ShownTableProps } from './DataTable.tsx';
import { gridStyle, tightCell } from './gridStyle.ts';
import { PageCheckbox } from './PageCheckbox.tsx';
import { pageSize } from './pageInput.ts';
import type { TableColumn, TableRow } from './types.ts';
import { rowHeights } from '../../theme/rowHeights.ts';
import { checkWidth, headHeight, menuWidth } from './widths.ts';

const menuField = '__menu__';

function definition<R extends TableRow>(column: TableColumn<R>): GridColDef<R> {
  const { field, header, width, flex = 1, minWidth = 50, align = 'left', sortable = true } = column;
  return {
    field,
    headerName: header,
    ...(width === undefined ? { flex } : { width }),
    minWidth,
    align,
    headerAlign: align,
    sortable,
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
      onChange={(checked) => table.select(withRows(selection, [row.id], checked))}
      tabIndex={tabIndex}
    />
  );
}

function GridInTheme<R extends TableRow>(props: ShownTableProps<R>) {
  const { table, columns, label, onMenu, selectable = false } = props;
  const { t } = useTranslation();
  const { nonce } = useContext(StyleCacheContext);
  const density = useConsole((state) => state.look.density);
  const { page, view } = table;
  const { sort, direction, selection } = view;
  const rows = page?.rows ?? noRows;
  const total = page?.total ?? 0;
  const latest = useRef(props);
  useLayoutEffect(() => {
    latest.current = props;
  });

  const definitions = useMemo(() => {
    const data = columns.map((column) => definition(column));
    return [
      ...(selectable ? [checkColumn as unknown as GridColDef<R>] : []),
      ...data,
      ...(onMenu === undefined ? [] : [menuColumn<R>(t('grid.actions'), onMenu)]),
    ];
  }, [columns, onMenu, selectable, t]);

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
        // All columns stay rendered: the last one is sticky, and a dozen cells a row are cheap.
        columnBufferPx={2000}
        disableColumnMenu
        disableColumnFilter
        disableColumnSelector
        disableRowSelectionOnClick
        pagination
        paginationMode="server"
        rowCount={total}
        paginationModel={{ page: 0, pageSize }}
        sortingMode="server"
        sortModel={[{ field: sort, sort: direction }]}
        onSortModelChange={([next]: GridSortModel) => {
          if (next !== undefined)
            latest.current.table.sortBy(next.field, next.sort === 'desc' ? 'desc' : 'asc');
        }}
        checkboxSelection={selectable}
        keepNonExistentRowsSelected
        rowSelectionModel={selection as GridRowSelectionModel}
        onRowClick={({ row }) => latest.current.onOpen?.(row)}
        onCellKeyDown={({ row, field }, event) => {
          const { onOpen, table: now } = latest.current;
          if (event.key === 'Enter' && field !== menuField && onOpen !== undefined) {
            event.defaultMuiPrevented = true;
            onOpen(row);
          }
          if (event.key === ' ' && selectable && field !== menuField) {
            event.preventDefault();
            event.defaultMuiPrevented = true;
            const chosen = now.view.selection;
            now.select(withRows(chosen, [row.id], !isSelected(chosen, row.id)));
          }
        }}
      />
    ),
    [label, nonce, rows, total, definitions, density, sort, direction, selectable, selection],
  );
}

const noRows: readonly never[] = [];

function menuColumn<R extends TableRow>(
  label: string,
  onMenu: NonNullable<ShownTableProps<R>['onMenu']>,
): GridColDef<R> {
  return {
    field: menuField,
    headerName: label,
    renderHeader: () => <span className="visually-hidden">{label}</span>,
    width: menuWidth,
    sortable: false,
    resizable: false,
    align: 'center',
    cellClassName: tightCell,
    renderCell: ({ row, tabIndex }) => (
      <RowMenuButton onOpen={(button) => onMenu(row, button)} tabIndex={tabIndex} />
    ),
  };
}
