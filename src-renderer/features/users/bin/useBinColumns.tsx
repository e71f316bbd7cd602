import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeletedUserRow } from '#shared/desktop/grids.ts';
import { Marked } from '../../../components/Marked.tsx';
import { exactTime, RelativeTime, useNow } from '../../../components/RelativeTime.tsx';
import { EmailCell } from '../../../components/table/EmailCell.tsx';
import type { TableColumn } from '../../../components/table/types.ts';
import { PersonCell } from '../Picture.tsx';

const day = 86_400_000;

/** Whole days for which somebody can still be restored; on the last day it is the last one. */
const daysLeft = ({ restorableUntil }: DeletedUserRow, now: number): number =>
  Math.max(0, Math.ceil((Date.parse(restorableUntil) - now) / day));

/** Who is in the bin, by whom, since when, and for how long. */
export function useBinColumns(): readonly TableColumn<DeletedUserRow>[] {
  const { t, i18n } = useTranslation();
  // Days change by the hour; columns that change with each minute would be measured anew each time.
  const now = useNow(3_600_000);
  return useMemo(() => {
    const columns: readonly Omit<TableColumn<DeletedUserRow>, 'header'>[] = [
      {
        field: 'name',
        flex: 1.2,
        minWidth: 124,
        beside: 32,
        render: (row) => <PersonCell user={{ ...row, avatar: null }} />,
      },
      { field: 'email', flex: 1.5, minWidth: 120, render: ({ email }) => <EmailCell email={email} /> },
      {
        field: 'customer',
        flex: 1,
        minWidth: 130,
        yields: 1,
        sortable: false,
        text: ({ customerTitle }) => customerTitle ?? '',
        render: ({ customerTitle, customerThere }) => (
          <span className="line">
            <bdi className="cut">
              <Marked>{customerTitle ?? t('grid.unknown')}</Marked>
            </bdi>
            {!customerThere && <span className="note">{t('recycleBin.customerGone')}</span>}
          </span>
        ),
      },
      {
        field: 'deletedBy',
        flex: 0.9,
        minWidth: 120,
        yields: 2,
        sortable: false,
        text: ({ deletedBy }) => deletedBy ?? '',
      },
      {
        field: 'deletedAt',
        width: 124,
        steady: true,
        text: ({ deletedAt }) => exactTime(Date.parse(deletedAt), i18n.language),
        render: ({ deletedAt }) => <RelativeTime at={deletedAt} />,
      },
      {
        field: 'daysLeft',
        width: 96,
        align: 'right',
        sortable: false,
        text: (row) => daysLeft(row, now).toLocaleString(i18n.language),
        render: (row) => daysLeft(row, now).toLocaleString(i18n.language),
      },
    ];
    return columns.map((column) => ({
      ...column,
      header: t(`recycleBin.column.${column.field}` as 'recycleBin.column.name'),
    }));
  }, [t, i18n.language, now]);
}
