import { ChevronLeft, ChevronRight } from 'lucide-react';
import { type ReactNode, useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { KeysetPages } from '../../bridge/useKeysetPages.ts';
import { IconButton } from '../../components/Button.tsx';
import { ErrorState } from '../../components/ErrorState.tsx';
import { type PlainColumn, PlainTable } from '../../components/PlainTable.tsx';
import styles from './PlanTable.module.css';

/** Users a page of effects or results. */
export const planPageSize = 50;

interface PlanRow {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
}

export interface PlanTableProps<T extends PlanRow> {
  /** The accessible name of the table and of the region that scrolls. */
  readonly label: string;
  readonly heading: string;
  readonly pages: KeysetPages<T>;
  /** How many there are on all pages, where that is known. */
  readonly total: number | null;
  readonly render: (row: T) => ReactNode;
  /** Called once the end of a page has been in view: everything on it could be read. */
  readonly onEndSeen?: () => void;
}

/** People and what happens to each, a page at a time in a box as high as its `PlanStage` leaves it. */
export function PlanTable<T extends PlanRow>(props: PlanTableProps<T>) {
  const { label, heading, pages, total, render, onEndSeen } = props;
  const { t } = useTranslation();
  const scroll = useRef<HTMLDivElement>(null);
  const { items, page } = pages;
  const rows = items?.map((row) => ({ ...row, id: row.userId })) ?? [];

  const look = () => {
    const box = scroll.current;
    if (box === null || items === undefined) return;
    // Sub-pixel heights may leave the last pixels out of reach.
    if (box.scrollTop + box.clientHeight >= box.scrollHeight - 4) onEndSeen?.();
  };
  useLayoutEffect(look);

  if (pages.error !== null && items === undefined)
    return (
      <div className={styles['box']}>
        <ErrorState error={pages.error} onRetry={pages.retry} />
      </div>
    );
  const columns: readonly PlainColumn<T>[] = [
    {
      header: t('bulk.effects.user'),
      width: '42%',
      render: ({ name, email }) => (
        <>
          <div className={styles['name']}>
            <bdi>{name}</bdi>
          </div>
          <div className={styles['email']} title={email}>
            {email}
          </div>
        </>
      ),
    },
    { header: heading, render },
  ];
  const from = page * planPageSize + 1;
  const to = page * planPageSize + (items?.length ?? 0);
  return (
    <div className={styles['box']} aria-busy={pages.fetching}>
      {items?.length === 0 ? (
        <p className={styles['note']}>{t('bulk.effects.empty')}</p>
      ) : (
        <PlainTable
          key={page}
          dense
          label={label}
          columns={columns}
          rows={rows}
          scroll={{ ref: scroll, onScroll: look }}
        />
      )}
      {(pages.hasNext || page > 0) && items !== undefined && (
        <div className={styles['foot']}>
          {total === null ? t('bulk.range', { from, to }) : t('bulk.rangeOf', { from, to, total })}
          <IconButton
            small
            label={t('bulk.previousPage')}
            icon={<ChevronLeft aria-hidden />}
            reason={page === 0 ? t('bulk.firstPage') : null}
            onClick={pages.previous}
          />
          <IconButton
            small
            label={t('bulk.nextPage')}
            icon={<ChevronRight aria-hidden />}
            reason={pages.hasNext ? null : t('bulk.lastPage')}
            onClick={pages.next}
          />
        </div>
      )}
    </div>
  );
}
