import { useTranslation } from 'react-i18next';
import type { AuditEvent } from '#shared/api/audit.ts';
import { Button } from '../../components/Button.tsx';
import { type PlainColumn, PlainTable } from '../../components/PlainTable.tsx';
import { exactTime } from '../../components/RelativeTime.tsx';
import { Tooltip } from '../../components/Tooltip.tsx';
import type { GridFilter } from '../../state/useGridFilter.ts';
import styles from './Audit.module.css';
import type { AuditFilter } from './auditFilter.ts';
import { auditSentence, runSentence } from './auditWords.ts';
import { eventTime, zoneName } from './eventTime.ts';
import { type EventRun, foldEvents } from './foldEvents.ts';
import { RunDetails } from './RunDetails.tsx';

export interface AuditTableProps {
  readonly events: readonly AuditEvent[];
  readonly filter: GridFilter<AuditFilter>;
  readonly hasMore: boolean;
  readonly loadingMore: boolean;
  readonly onMore: () => void;
  /** Why no more can be loaded now. */
  readonly reason: string | null;
}

/** The entries loaded so far, runs of the same thing as one row, and the way to older ones. What changed unfolds below each. */
export function AuditTable({ events, filter, hasMore, loadingMore, onMore, reason }: AuditTableProps) {
  const { t, i18n } = useTranslation();
  const { language } = i18n;
  const sentence = ({ events: [event, ...others] }: EventRun) =>
    others.length === 0 ? auditSentence(t, event, language) : runSentence(t, [event, ...others], language);
  const columns: readonly PlainColumn<EventRun>[] = [
    {
      header: t('audit.column.at', { zone: zoneName(language) }),
      width: 176,
      render: ({ events: [{ at }] }) => (
        <Tooltip text={exactTime(Date.parse(at), language)}>
          <time dateTime={at} className="numbers">
            {eventTime(at, language)}
          </time>
        </Tooltip>
      ),
    },
    {
      header: t('audit.column.actor'),
      width: '22%',
      render: ({ events: [{ actor }] }) => <bdi className="cut">{actor?.name ?? t('audit.system')}</bdi>,
    },
    {
      header: t('audit.column.event'),
      render: (run) => <bdi className="cut">{sentence(run)}</bdi>,
    },
    {
      header: t('audit.column.sequence'),
      width: 88,
      look: 'folds',
      render: ({ events: [{ sequence }] }) => (
        <span className="muted">{sequence.toLocaleString(language)}</span>
      ),
    },
  ];
  return (
    <PlainTable
      label={t('screen.audit')}
      columns={columns}
      rows={foldEvents(events)}
      unfolding={{
        header: t('audit.column.details'),
        label: (run) => t('audit.details', { sentence: sentence(run) }),
        render: (run) => <RunDetails run={run} filter={filter} />,
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
