import { ArrowDown, ArrowUp } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { isSelected, withRows } from '../../state/selection.ts';
import { classes } from '../classes.ts';
import { CellContent, RowCheckbox, RowMenuButton } from './cells.tsx';
import type { ShownTableProps } from './DataTable.tsx';
import { PageCheckbox } from './PageCheckbox.tsx';
import styles from './Table.module.css';
import type { TableRow } from './types.ts';
import { checkWidth, menuWidth, widthOf } from './widths.ts';

/**
 * The first rows, without the grid's weight: shown from the first page until the grid is loaded, with the same metrics.
 * Click, tick, sort and menu work already.
 */
export function LightTable<R extends TableRow>(props: ShownTableProps<R>) {
  const { table, columns, rowLabel, onOpen, onMenu, selectable = false, label } = props;
  const { t } = useTranslation();
  const rows = table.page?.rows ?? [];
  const Arrow = table.view.direction === 'asc' ? ArrowUp : ArrowDown;
  return (
    <div className={styles['table']} role="table" aria-label={label} aria-rowcount={table.page?.total ?? -1}>
      <div role="rowgroup" style={{ display: 'contents' }}>
        <div role="row" className={styles['headRow']}>
          {selectable && (
            <div
              role="columnheader"
              className={classes(styles['cell'], styles['tight'])}
              style={{ flex: `0 0 ${checkWidth}px` }}
            >
              <PageCheckbox table={table} />
            </div>
          )}
          {columns.map((column) => (
            <div
              key={column.field}
              role="columnheader"
              className={classes(styles['cell'], column.align === 'right' && styles['right'])}
              style={widthOf(column)}
            >
              <span className="cut">{column.header}</span>
              {table.view.sort === column.field && <Arrow className={styles['sorted']} aria-hidden />}
            </div>
          ))}
          {onMenu !== undefined && (
            <div role="columnheader" style={{ flex: `0 0 ${menuWidth}px` }}>
              <span className="visually-hidden">{t('grid.actions')}</span>
            </div>
          )}
        </div>
      </div>
      <div role="rowgroup">
        {rows.map((row) => {
          const selected = isSelected(table.view.selection, row.id);
          return (
            // The keyboard's way in is the grid that takes over within the second; a pointer may be faster.
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
            <div
              key={row.id}
              role="row"
              className={classes(styles['row'], selectable && selected && styles['selected'])}
              onClick={() => onOpen?.(row)}
            >
              {selectable && (
                <div
                  role="cell"
                  className={classes(styles['cell'], styles['tight'])}
                  style={{ flex: `0 0 ${checkWidth}px` }}
                >
                  <RowCheckbox
                    label={t('grid.selectRow', { name: rowLabel(row) })}
                    checked={selected}
                    onChange={(checked) => table.select(withRows(table.view.selection, [row.id], checked))}
                  />
                </div>
              )}
              {columns.map((column) => (
                <div
                  key={column.field}
                  role="cell"
                  className={classes(styles['cell'], column.align === 'right' && styles['right'])}
                  style={widthOf(column)}
                >
                  <span className="cut">
                    <CellContent column={column} row={row} />
                  </span>
                </div>
              ))}
              {onMenu !== undefined && (
                <div
                  role="cell"
                  className={classes(styles['cell'], styles['tight'])}
                  style={{ flex: `0 0 ${menuWidth}px` }}
                >
                  <RowMenuButton onOpen={(button) => onMenu(row, button)} />
                </div>
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}
