import { ArrowDown, ArrowUp } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { isSelected } from '../../state/selection.ts';
import { classes } from '../classes.ts';
import { CellContent, RowCheckbox, RowMenuButton } from './cells.tsx';
import type { ShownTableProps } from './DataTable.tsx';
import { LightLine } from './LightLine.tsx';
import { PageCheckbox } from './PageCheckbox.tsx';
import { pressRow } from './pressRow.ts';
import styles from './Table.module.css';
import type { TableRow } from './types.ts';

/**
 * The first rows, without the grid's weight: shown from the first page until the grid is loaded, with the same metrics.
 * Click, tick, sort and menu work already.
 */
export function LightTable<R extends TableRow>(props: ShownTableProps<R>) {
  const { table, columns, rowLabel, onMenu, selectable = false, label } = props;
  const { t } = useTranslation();
  const { selection, sort, direction } = table.view;
  const Arrow = direction === 'asc' ? ArrowUp : ArrowDown;
  return (
    <div className={styles['table']} role="table" aria-label={label} aria-rowcount={table.page?.total ?? -1}>
      <div role="rowgroup" style={{ display: 'contents' }}>
        <LightLine
          cells="columnheader"
          look={styles['headRow']}
          columns={columns}
          tick={selectable && <PageCheckbox table={table} />}
          renderCell={({ field, header }) => (
            <>
              <span className="cut">{header}</span>
              {sort === field && <Arrow className={styles['sorted']} aria-hidden />}
            </>
          )}
          menu={onMenu !== undefined && <span className="visually-hidden">{t('grid.actions')}</span>}
        />
      </div>
      <div role="rowgroup">
        {table.page?.rows.map((row) => {
          const selected = isSelected(selection, row.id);
          return (
            <LightLine
              key={row.id}
              cells="cell"
              look={classes(styles['row'], selectable && selected && styles['selected'])}
              columns={columns}
              tick={
                selectable && (
                  <RowCheckbox
                    label={t('grid.selectRow', { name: rowLabel(row) })}
                    checked={selected}
                    onChange={() => table.toggle(row.id)}
                  />
                )
              }
              renderCell={(column) => (
                <span className="cut">
                  <CellContent column={column} row={row} />
                </span>
              )}
              menu={
                onMenu !== undefined && (
                  <RowMenuButton
                    row={rowLabel(row)}
                    onOpen={(button) => onMenu(row, { anchor: button.getBoundingClientRect(), field: null })}
                  />
                )
              }
              onClick={(event) => pressRow(props, row, event)}
            />
          );
        })}
      </div>
    </div>
  );
}
