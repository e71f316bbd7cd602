import { useTranslation } from 'react-i18next';
import type { AuditEvent } from '#shared/api/audit.ts';
import { Button } from '../../components/Button.tsx';
import table from '../../components/PlainTable.module.css';
import styles from './Audit.module.css';
import { AuditRow } from './AuditRow.tsx';

export interface AuditTableProps {
  readonly events: readonly AuditEvent[];
  readonly hasMore: boolean;
  readonly loadingMore: boolean;
  readonly onMore: () => void;
  /** Why no more can be loaded now. */
  readonly reason: string | null;
}

/** The entries loaded so far, and the way to older ones. */
export function AuditTable({ events, hasMore, loadingMore, onMore, reason }: AuditTableProps) {
  const { t } = useTranslation();
  return (
    <div
      className={table['scroll']}
      role="region"
      aria-label={t('screen.audit')}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keyboard (WCAG 2.1.1)
      tabIndex={0}
    >
      <table className={table['table']} aria-label={t('screen.audit')}>
        <colgroup>
          <col style={{ width: 44 }} />
          <col style={{ width: 120 }} />
          <col style={{ width: '20%' }} />
          <col />
          <col style={{ width: '28%' }} />
          <col style={{ width: 88 }} />
        </colgroup>
        <thead>
          <tr>
            <th scope="col">
              <span className="visually-hidden">{t('audit.column.details')}</span>
            </th>
            <th scope="col">{t('audit.column.at')}</th>
            <th scope="col">{t('audit.column.actor')}</th>
            <th scope="col">{t('audit.column.event')}</th>
            <th scope="col">{t('audit.column.target')}</th>
            <th scope="col" className={table['number']}>
              {t('audit.column.sequence')}
            </th>
          </tr>
        </thead>
        <tbody>
          {events.map((event) => (
            <AuditRow key={event.id} event={event} />
          ))}
        </tbody>
      </table>
      <div className={styles['more']} aria-live="polite">
        <span>{t('audit.shown', { count: events.length })}</span>
        {hasMore ? (
          <Button busy={loadingMore} reason={reason} onClick={onMore}>
            {t('audit.loadMore')}
          </Button>
        ) : (
          <span>{t('audit.end')}</span>
        )}
      </div>
    </div>
  );
}
