import { useTranslation } from 'react-i18next';
import { isSelected, type Selection, withRows } from '../../state/selection.ts';
import { RowCheckbox } from './cells.tsx';
import type { TableRow } from './types.ts';
import type { Table } from './useTable.ts';

const idsInView = <R extends TableRow>({ page }: Table<R>): readonly string[] =>
  (page?.rows ?? []).map(({ id }) => id);

/** The selection with the rows of the page in view, or without them. */
export function pageSelected<R extends TableRow>(table: Table<R>, selected: boolean): Selection {
  return withRows(table.view.selection, idsInView(table), selected);
}

/** Ticks the rows of this page; all that match are one more click away, in the footer. */
export function PageCheckbox<R extends TableRow>({ table }: { readonly table: Table<R> }) {
  const { t } = useTranslation();
  const ids = idsInView(table);
  const here = ids.filter((id) => isSelected(table.view.selection, id)).length;
  return (
    <RowCheckbox
      label={t('grid.selectPage')}
      checked={ids.length > 0 && here === ids.length}
      partly={here > 0 && here < ids.length}
      onChange={(checked) => table.select(pageSelected(table, checked))}
    />
  );
}
