/** The class of cells that hold nothing but a button. */
export const tightCell = 'td-tight';

/** The class of the row that was brought into view. */
export const revealedRow = 'td-revealed';

/** The grid in the console's own look; colours and measures are those of tokens.css. */
export const gridStyle = {
  '--DataGrid-rowBorderColor': 'var(--line)',
  '--DataGrid-containerBackground': 'var(--surface)',
  border: 0,
  borderRadius: 0,
  color: 'var(--text)',
  fontSize: 'var(--text-13)',
  '& .MuiDataGrid-columnHeaderTitle': { fontWeight: 500, color: 'var(--text-muted)' },
  '& .MuiDataGrid-columnHeader, & .MuiDataGrid-cell': { padding: '0 var(--cell)' },
  // The first column stands under the title of the screen.
  '& .MuiDataGrid-columnHeader[aria-colindex="1"], & .MuiDataGrid-cell[data-colindex="0"]': {
    paddingLeft: 'var(--space-4)',
  },
  [`& .MuiDataGrid-cell.${tightCell}`]: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'center',
    padding: 0,
    // The menu of a row stays in reach while wide grids scroll sideways.
    position: 'sticky',
    right: 0,
    backgroundColor: 'var(--surface)',
    // What lies below it ends at an edge.
    boxShadow: '-1px 0 0 var(--line)',
  },
  [`& .MuiDataGrid-row:hover .MuiDataGrid-cell.${tightCell}`]: { backgroundColor: 'var(--hover)' },
  [`& .MuiDataGrid-row.Mui-selected .MuiDataGrid-cell.${tightCell}`]: { backgroundColor: 'var(--selected)' },
  '& .MuiDataGrid-columnHeaderCheckbox, & .MuiDataGrid-cellCheckbox': {
    padding: 0,
    justifyContent: 'center',
    display: 'flex',
    alignItems: 'center',
  },
  '& .MuiDataGrid-columnHeaderTitleContainerContent': { overflow: 'hidden' },
  '& .MuiDataGrid-columnSeparator': { color: 'transparent' },
  '& .MuiDataGrid-columnHeader:hover .MuiDataGrid-columnSeparator': { color: 'var(--line)' },
  '& .MuiDataGrid-cell': { borderColor: 'var(--line)' },
  // A number keeps a distance from the text that begins beside it.
  '& .MuiDataGrid-columnHeader--alignRight, & .MuiDataGrid-cell--textRight': {
    paddingRight: 'calc(var(--cell) + 16px)',
  },
  '& .MuiDataGrid-cell--textRight': { fontVariantNumeric: 'tabular-nums' },
  [`& .MuiDataGrid-row.${revealedRow}`]: { boxShadow: 'inset 3px 0 0 var(--accent)' },
  '& .MuiDataGrid-row': { cursor: 'default' },
  // Text can be marked and copied.
  '& .MuiDataGrid-cell:not(.MuiDataGrid-cellCheckbox)': { userSelect: 'text' },
  '& .MuiDataGrid-row:hover': { backgroundColor: 'var(--hover)' },
  '& .MuiDataGrid-row.Mui-selected, & .MuiDataGrid-row.Mui-selected:hover': {
    backgroundColor: 'var(--selected)',
  },
  '& .MuiDataGrid-cell:focus, & .MuiDataGrid-columnHeader:focus, & .MuiDataGrid-cell:focus-within, & .MuiDataGrid-columnHeader:focus-within':
    { outline: 'none' },
  '& .MuiDataGrid-cell:focus-visible, & .MuiDataGrid-columnHeader:focus-visible': {
    outline: '2px solid var(--focus)',
    outlineOffset: '-2px',
  },
} as const;
