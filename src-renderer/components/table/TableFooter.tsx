import { ChevronLeft, ChevronRight, ChevronsLeft, Columns3 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { noSelection, wholeSelection } from '../../state/selection.ts';
import { lazyPart } from '../../words/lazyPart.tsx';
import { Button, IconButton } from '../Button.tsx';
import { Tooltip } from '../Tooltip.tsx';
import type { LayoutDialogProps } from './LayoutDialog.tsx';
import styles from './Table.module.css';
import type { TableRow } from './types.ts';
import type { TableColumns } from './useColumns.ts';
import type { Table } from './useTable.ts';

const LayoutDialog = lazyPart(
  [],
  async () => (await import('./LayoutDialog.tsx')).LayoutDialog,
) as unknown as <R extends TableRow>(props: LayoutDialogProps<R>) => React.ReactNode;

export interface TableFooterProps<R extends TableRow> {
  readonly table: Table<R>;
  readonly selectable: boolean;
  readonly columns: TableColumns<R>;
}

/** Selection left, columns and pages right. */
export function TableFooter<R extends TableRow>({ table, selectable, columns }: TableFooterProps<R>) {
  const { t } = useTranslation();
  const [choosing, setChoosing] = useState(false);
  const { page, view } = table;
  const { yielded, all } = columns;
  if (page === undefined) return <div className={`line note ${styles['footer']}`} />;
  const from = view.page * view.limit + 1;
  const to = view.page * view.limit + page.rows.length;
  return (
    <div className={`line note ${styles['footer']}`}>
      <div className={`line ${styles['count']}`} aria-live="polite">
        {selectable && <SelectionLine table={table} />}
      </div>
      {yielded.length > 0 && (
        <Tooltip text={yielded.map(({ header }) => header).join(' · ')}>
          <Button look="link" onClick={() => columns.showAll(!all)}>
            {all ? t('grid.fitColumns') : t('grid.moreColumns', { count: yielded.length })}
          </Button>
        </Tooltip>
      )}
      <IconButton
        small
        label={t('grid.layout.open')}
        icon={<Columns3 aria-hidden />}
        aria-haspopup="dialog"
        onClick={() => setChoosing(true)}
      />
      <nav className={`line numbers ${styles['pages']}`} aria-label={t('grid.pages')}>
        <span>
          {page.rows.length === 0
            ? t('grid.noRows')
            : t('grid.range', { from: from.toLocaleString(), to: to.toLocaleString(), total: totalOf(page) })}
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
      {choosing && (
        <LayoutDialog layout={table.layout} columns={columns.arranged} onClose={() => setChoosing(false)} />
      )}
    </div>
  );
}

const totalOf = ({ total, totalIsExact }: { readonly total: number; readonly totalIsExact: boolean }) =>
  totalIsExact ? total.toLocaleString() : `${total.toLocaleString()}+`;

/** What is selected, and what more or less can be. */
function SelectionLine<R extends TableRow>({ table }: { readonly table: Table<R> }) {
  const { t } = useTranslation();
  const { page, view, selected } = table;
  const { count, hidden, aside } = selected;
  if (page === undefined || (count === 0 && !aside && view.only === null)) return null;
  const [shownOnly, total] = [view.only !== null, totalOf(page)];
  const some = { selected: count.toLocaleString(), total, hidden: hidden.toLocaleString() };
  // Rows that are not shown are in no total.
  const outOf = hidden > 0 ? 'selectedHidden' : count > page.total ? 'selectedSome' : 'selected';
  return (
    <>
      <span>{aside && count === 0 ? t('grid.selectedAside') : t(`grid.${outOf}`, some)}</span>
      {count < page.total && !shownOnly && count > 0 && (
        <Button look="link" onClick={() => table.select(wholeSelection)}>
          {t('grid.selectAll', { total })}
        </Button>
      )}
      {(hidden > 0 || shownOnly) && (
        <Button look="link" onClick={() => table.showOnlySelected(!shownOnly)}>
          {t(shownOnly ? 'grid.showAll' : 'grid.showSelected')}
        </Button>
      )}
      {(count > 0 || aside) && (
        <Button look="link" onClick={() => table.select(noSelection)}>
          {t('grid.clearSelection')}
        </Button>
      )}
    </>
  );
}
