import type { MouseEvent, ReactNode } from 'react';
import { classes } from '../classes.ts';
import styles from './Table.module.css';
import type { TableColumn, TableRow } from './types.ts';
import { checkWidth, menuWidth, widthOf } from './widths.ts';

export interface LightLineProps<R extends TableRow> {
  /** Their role; none in a line that only stands for one. */
  readonly cells?: 'columnheader' | 'cell';
  readonly look: string | undefined;
  readonly columns: readonly TableColumn<R>[];
  readonly renderCell: (column: TableColumn<R>) => ReactNode;
  /** Before the columns; false: the table has no such cells. */
  readonly tick?: ReactNode;
  /** Behind the columns; false: the table has no such cells. */
  readonly menu?: ReactNode;
  readonly onClick?: (event: MouseEvent<HTMLElement>) => void;
}

/** The head or a row of the light table, with the measures of the grid. */
export function LightLine<R extends TableRow>(props: LightLineProps<R>) {
  const { cells, look, columns, renderCell, tick = false, menu = false, onClick } = props;
  const side = (width: number, child: ReactNode) =>
    child !== false && (
      <div
        role={cells}
        className={classes(styles['cell'], styles['tight'])}
        style={{ flex: `0 0 ${width}px` }}
      >
        {child}
      </div>
    );
  return (
    // The keyboard's way in is the grid that takes over within the second; a pointer may be faster.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions
    <div role={cells && 'row'} className={look} onClick={onClick}>
      {side(checkWidth, tick)}
      {columns.map((column) => (
        <div
          key={column.field}
          role={cells}
          className={classes(styles['cell'], column.align === 'right' && styles['right'])}
          style={widthOf(column)}
        >
          {renderCell(column)}
        </div>
      ))}
      {side(menuWidth, menu)}
    </div>
  );
}
