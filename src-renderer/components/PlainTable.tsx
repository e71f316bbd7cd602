import { ChevronRight } from 'lucide-react';
import { type ComponentProps, type ReactNode, useState } from 'react';
import { classes } from './classes.ts';
import styles from './PlainTable.module.css';

export interface PlainColumn<R> {
  readonly header: string;
  /** The head is for screen readers only, such as that of a menu. */
  readonly silent?: boolean;
  /** In pixels, or a share such as `38%`; without it the column takes what is left. */
  readonly width?: number | string;
  /** `number` stands right; `tight` holds one button in its middle; `folds` leaves where there is no room for all. */
  readonly look?: 'number' | 'tight' | 'folds';
  readonly render: (row: R, open: boolean) => ReactNode;
}

/** What unfolds below a row. */
export interface Unfolding<R> {
  readonly header: string;
  /** The accessible name of a row's arrow. */
  readonly label: (row: R) => string;
  /** Null: this row has nothing to unfold. */
  readonly render: (row: R) => ReactNode;
}

export interface PlainTableProps<R extends { readonly id: string }> {
  readonly label: string;
  readonly columns: readonly PlainColumn<R>[];
  readonly rows: readonly R[];
  readonly unfolding?: Unfolding<R>;
  /** Rows of two small lines, inside a dialog. */
  readonly dense?: boolean;
  /** Of what scrolls around the table. */
  readonly scroll?: Pick<ComponentProps<'div'>, 'ref' | 'onScroll'>;
  /** Below the rows. */
  readonly children?: ReactNode;
}

/** A table without the grid's weight, for lists that are short or read once: same measures, same head. */
export function PlainTable<R extends { readonly id: string }>(props: PlainTableProps<R>) {
  const { label, rows, unfolding, dense = false, scroll, children } = props;
  const columns = unfolding === undefined ? props.columns : [arrows(unfolding), ...props.columns];
  return (
    <div
      {...scroll}
      className={styles['scroll']}
      role="region"
      aria-label={label}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keyboard (WCAG 2.1.1)
      tabIndex={0}
    >
      <table className={classes(styles['table'], dense && styles['dense'])} aria-label={label}>
        <thead>
          <tr>
            {columns.map(({ header, silent = false, width, look }) => (
              <th key={header} scope="col" className={look && styles[look]} style={{ width }}>
                {silent ? <span className="visually-hidden">{header}</span> : header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.id} row={row} columns={columns} below={unfolding?.render(row) ?? null} />
          ))}
        </tbody>
      </table>
      {children}
    </div>
  );
}

/** The column whose arrows unfold their rows; a click on one is a click on its row. */
const arrows = <R,>({ header, label, render: below }: Unfolding<R>): PlainColumn<R> => ({
  header,
  silent: true,
  width: 44,
  look: 'tight',
  render: (row, open) =>
    below(row) !== null && (
      <button type="button" className={styles['unfold']} aria-expanded={open} aria-label={label(row)}>
        <ChevronRight aria-hidden />
      </button>
    ),
});

interface RowProps<R> {
  readonly row: R;
  readonly columns: readonly PlainColumn<R>[];
  /** What unfolds; null: nothing. */
  readonly below: ReactNode;
}

function Row<R extends { readonly id: string }>({ row, columns, below }: RowProps<R>) {
  const [open, setOpen] = useState(false);
  const folding = columns.filter(({ look }) => look === 'folds').length;
  return (
    <>
      <tr
        data-id={row.id}
        className={classes(styles['row'], open && styles['open'])}
        onClick={() => setOpen(!open && below !== null)}
      >
        {columns.map(({ header, look, render }) => (
          <td key={header} className={look && styles[look]}>
            {render(row, open)}
          </td>
        ))}
      </tr>
      {open && (
        <tr className={styles['panel']}>
          <td colSpan={columns.length - folding}>{below}</td>
          {/* Spanned too, they would stay as a column of nothing where they fold. */}
          {folding > 0 && <td colSpan={folding} aria-hidden className={styles['folds']} />}
        </tr>
      )}
    </>
  );
}
