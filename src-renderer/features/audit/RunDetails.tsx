import { useTranslation } from 'react-i18next';
import type { GridFilter } from '../../state/useGridFilter.ts';
import styles from './Audit.module.css';
import { AuditDetails } from './AuditDetails.tsx';
import type { AuditFilter } from './auditFilter.ts';
import { auditSentence } from './auditWords.ts';
import { EventLinks } from './EventLinks.tsx';
import { eventTime } from './eventTime.ts';
import type { EventRun } from './foldEvents.ts';

export interface RunDetailsProps {
  readonly run: EventRun;
  readonly filter: GridFilter<AuditFilter>;
}

/** What unfolds below a row: what an entry changed and where it leads, or the entries that were folded into it. */
export function RunDetails({ run: { events }, filter }: RunDetailsProps) {
  const { t, i18n } = useTranslation();
  const [event, ...others] = events;
  if (others.length === 0)
    return (
      <div className="stack">
        <AuditDetails event={event} />
        <EventLinks event={event} filter={filter} />
      </div>
    );
  return (
    <ol className={styles['run']}>
      {events.map((each) => (
        <li key={each.id} className="stack">
          <span className="line">
            <span className="muted numbers">{eventTime(each.at, i18n.language)}</span>
            <bdi>{auditSentence(t, each, i18n.language)}</bdi>
          </span>
          <AuditDetails event={each} />
          <EventLinks event={each} filter={filter} />
        </li>
      ))}
    </ol>
  );
}
