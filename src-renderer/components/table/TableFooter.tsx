import { ChevronLeft, ChevronRight, ChevronsLeft } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { noSelection, wholeSelection } from '../../state/selection.ts';
import { Button, IconButton } from '../Button.tsx';
import { Tooltip } from '../Tooltip.tsx';
import { pageSize } from './pageInput.ts';
import styles from './Table.module.css';
import type { TableRow } from './types.ts';
import type { Table } from './useTable.ts';

export interface TableFooterProps<R extends TableRow> {
  readonly table: Table<R>;
  readonly selectable: boolean;
  /** Headers of the columns for which the window has no room. */
  readonly yielded: readonly string[];
  /** They are shown all the same, and the grid scrolls sideways. */
  readonly allColumns: boolean;
  readonly onAllColumns: (all: boolean) => void;
}

/** Selection left, columns without room and pages right. */
export function TableFooter<R extends TableRow>(props: TableFooterProps<R>) {
  const { table, selectable, yielded, allColumns, onAllColumns } = props;
  const { t } = useTranslation();
  const { page, view, selected } = table;
  if (page === undefined) return <div className={`line note ${styles['footer']}`} />;
  const total = page.totalIsExact ? page.total.toLocaleString() : `${page.total.toLocaleString()}+`;
  const from = view.page * pageSize + 1;
  const to = view.page * pageSize + page.rows.length;
  const everything = selected >= page.total;
  return (
    <div className={`line note ${styles['footer']}`}>
      <div className={`line ${styles['count']}`} aria-live="polite">
        {selectable && selected > 0 && (
          <>
            <span>{t('grid.selected', { selected: selected.toLocaleString(), total })}</span>
            {!everything && (
              <Button look="link" onClick={() => table.select(wholeSelection)}>
                {t('grid.selectAll', { total })}
              </Button>
            )}
            <Button look="link" onClick={() => table.select(noSelection)}>
              {t('grid.clearSelection')}
            </Button>
          </>
        )}
      </div>
      {yielded.length > 0 && (
        <Tooltip text={yielded.join(' · ')}>
          <Button look="link" onClick={() => onAllColumns(!allColumns)}>
            {allColumns ? t('grid.fitColumns') : t('grid.moreColumns', { count: yielded.length })}
          </Button>
        </Tooltip>
      )}
      <nav className={`line numbers ${styles['pages']}`} aria-label={t('grid.pages')}>
        <span>
          {page.rows.length === 0
            ? t('grid.noRows')
            : t('grid.range', { from: from.toLocaleString(), to: to.toLocaleString(), total })}
        </span>
        <IconButton
          small
          label={t('grid.firstPage')}
          icon={<ChevronsLeft aria-hidden />}
          reason={view.page === 0 ? t('grid.isFirstPage') : null}
          onClick={() => table.goToPage(0)}
        />
        <IconButton
          small
          label={t('grid.previousPage')}
          icon={<ChevronLeft aria-hidden />}
          reason={view.page === 0 ? t('grid.isFirstPage') : null}
          onClick={() => table.goToPage(view.page - 1)}
        />
        <IconButton
          small
          label={t('grid.nextPage')}
          icon={<ChevronRight aria-hidden />}
          reason={page.nextAnchor === null ? t('grid.isLastPage') : null}
          onClick={() => table.goToPage(view.page + 1)}
        />
      </nav>
    </div>
  );
}
