import { ArrowDown, ArrowUp } from 'lucide-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, IconButton } from '../Button.tsx';
import { DialogFrame } from '../DialogFrame.tsx';
import { type ArrangedColumn, layoutOf } from './arrangedColumns.ts';
import { pageSize, pageSizes } from './pageInput.ts';
import styles from './LayoutDialog.module.css';
import type { TableRow } from './types.ts';
import type { Layout } from './useLayout.ts';

export interface LayoutDialogProps<R extends TableRow> {
  readonly layout: Layout;
  readonly columns: readonly ArrangedColumn<R>[];
  readonly onClose: () => void;
}

/** Which columns a grid shows and in which order, and how many rows a page; each choice takes effect at once. */
export function LayoutDialog<R extends TableRow>({ layout, columns, onClose }: LayoutDialogProps<R>) {
  const { t } = useTranslation();
  const rowsId = useId();
  const shown = columns.filter(({ hidden }) => !hidden).length;
  const put = (arranged: readonly ArrangedColumn<R>[]) => layout.change({ columns: layoutOf(arranged) });
  const show = (field: string, hidden: boolean) =>
    put(columns.map((one) => (one.column.field === field ? { ...one, hidden } : one)));
  const move = (from: number, to: number) => {
    const next = [...columns];
    next.splice(to, 0, ...next.splice(from, 1));
    put(next);
  };
  return (
    <DialogFrame
      title={t('grid.layout.title')}
      width={400}
      onClose={onClose}
      buttons={
        <>
          <Button onClick={() => layout.change({ columns: [], pageSize: null })}>
            {t('grid.layout.reset')}
          </Button>
          <Button look="primary" autoFocus onClick={onClose}>
            {t('action.close')}
          </Button>
        </>
      }
    >
      <ul className={styles['columns']} aria-label={t('grid.layout.columns')}>
        {columns.map(({ column: { field, header }, hidden }, at) => (
          <li key={field} className={`line ${styles['column']}`}>
            <label className={`line ${styles['name']}`}>
              <input
                type="checkbox"
                checked={!hidden}
                disabled={!hidden && shown === 1}
                onChange={({ currentTarget }) => show(field, !currentTarget.checked)}
              />
              {header}
            </label>
            <IconButton
              small
              label={t('grid.layout.moveBefore', { column: header })}
              icon={<ArrowUp aria-hidden />}
              reason={at === 0 ? t('grid.layout.isFirst') : null}
              onClick={() => move(at, at - 1)}
            />
            <IconButton
              small
              label={t('grid.layout.moveBehind', { column: header })}
              icon={<ArrowDown aria-hidden />}
              reason={at === columns.length - 1 ? t('grid.layout.isLast') : null}
              onClick={() => move(at, at + 1)}
            />
          </li>
        ))}
      </ul>
      <div className={`line ${styles['rows']}`}>
        <label htmlFor={rowsId}>{t('grid.layout.rows')}</label>
        <select
          id={rowsId}
          className="control"
          value={layout.value?.pageSize ?? pageSize}
          onChange={({ currentTarget }) => layout.change({ pageSize: Number(currentTarget.value) })}
        >
          {pageSizes.map((size) => (
            <option key={size}>{size}</option>
          ))}
        </select>
      </div>
    </DialogFrame>
  );
}
