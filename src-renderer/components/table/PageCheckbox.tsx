import { useTranslation } from 'react-i18next';
import { isSelected, withRows } from '../../state/selection.ts';
import { RowCheckbox } from './cells.tsx';
import type { TableRow } from './types.ts';
import type { Table } from './useTable.ts';

/** Ticks the rows of this page; all that match are one more click away, in the footer. */
export function PageCheckbox<R extends TableRow>({ table }: { readonly table: Table<R> }) {
  const { t } = useTranslation();
  const ids = (table.page?.rows ?? []).map(({ id }) => id);
  const here = ids.filter((id) => isSelected(table.view.selection, id)).length;
  return (
    <RowCheckbox
      label={t('grid.selectPage')}
      checked={ids.length > 0 && here === ids.length}
      partly={here > 0 && here < ids.length}
      onChange={(checked) => table.select(withRows(table.view.selection, ids, checked))}
    />
  );
}
