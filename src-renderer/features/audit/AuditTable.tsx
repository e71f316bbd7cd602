import { useTranslation } from 'react-i18next';
import type { AuditEvent } from '#shared/api/audit.ts';
import { Button } from '../../components/Button.tsx';
import { type PlainColumn, PlainTable } from '../../components/PlainTable.tsx';
import { RelativeTime } from '../../components/RelativeTime.tsx';
import styles from './Audit.module.css';
import { AuditDetails, hasDetails } from './AuditDetails.tsx';
import { auditSentence, auditTarget } from './auditWords.ts';

export interface AuditTableProps {
  readonly events: readonly AuditEvent[];
  readonly hasMore: boolean;
  readonly loadingMore: boolean;
  readonly onMore: () => void;
  /** Why no more can be loaded now. */
  readonly reason: string | null;
}

/** The entries loaded so far, and the way to older ones. What changed unfolds below each. */
export function AuditTable({ events, hasMore, loadingMore, onMore, reason }: AuditTableProps) {
  const { t } = useTranslation();
  const columns: readonly PlainColumn<AuditEvent>[] = [
    { header: t('audit.column.at'), width: 120, render: ({ at }) => <RelativeTime at={at} /> },
    {
      header: t('audit.column.actor'),
      width: '20%',
      render: ({ actor }) => <bdi>{actor?.name ?? t('audit.system')}</bdi>,
      title: ({ actor }) => actor?.name,
    },
    {
      header: t('audit.column.event'),
      render: (event) => auditSentence(t, event),
      title: (event) => auditSentence(t, event),
    },
    {
      header: t('audit.column.target'),
      width: '28%',
      render: (event) => <bdi>{auditTarget(t, event) ?? t('grid.unknown')}</bdi>,
      title: (event) => auditTarget(t, event) ?? undefined,
    },
    {
      header: t('audit.column.sequence'),
      width: 88,
      look: 'number',
      render: ({ sequence }) => <span className="muted">{sequence.toLocaleString()}</span>,
    },
  ];
  return (
    <PlainTable
      label={t('screen.audit')}
      columns={columns}
      rows={events}
      unfolding={{
        header: t('audit.column.details'),
        label: (event) => t('audit.details', { sentence: auditSentence(t, event) }),
        render: (event) => (hasDetails(event) ? <AuditDetails event={event} /> : null),
      }}
    >
      <div className={`line note ${styles['more']}`} aria-live="polite">
        <span>{t('audit.shown', { count: events.length })}</span>
        {hasMore ? (
          <Button busy={loadingMore} reason={reason} onClick={onMore}>
            {t('audit.loadMore')}
          </Button>
        ) : (
          <span>{t('audit.end')}</span>
        )}
      </div>
    </PlainTable>
  );
}
