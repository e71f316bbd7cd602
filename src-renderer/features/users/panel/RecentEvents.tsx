import { useTranslation } from 'react-i18next';
import type { AuditEvent } from '#shared/api/audit.ts';
import { errorOf } from '../../../bridge/desktop.ts';
import { useBackendRead } from '../../../bridge/useBackendRead.ts';
import { problemLine } from '../../../components/errorWords.ts';
import { RelativeTime } from '../../../components/RelativeTime.tsx';
import { useReasons } from '../../../state/useTenant.ts';
import { auditFieldName, auditSentence } from '../../audit/auditWords.ts';
import type { SectionProps } from './sections.tsx';
import styles from './UserPanel.module.css';
import { useSettled } from './useSettled.ts';

const shown = 6;

/** What was done to the person last, and their sign-ins: of the audit log, which is never copied. */
export function RecentEvents({ user }: SectionProps) {
  return <Events key={`${user.id} ${user.version}`} userId={user.id} />;
}

function Events({ userId }: { readonly userId: string }) {
  const { t } = useTranslation();
  const { offline } = useReasons();
  const enabled = useSettled() && offline === null;
  const query = { targetId: userId, limit: String(shown) };
  const { data, error } = useBackendRead({ route: 'audit.list', query }, { enabled });
  if (data === undefined) {
    const problem = error === null ? t('users.panel.eventsLoading') : problemLine(t, errorOf(error));
    return <p className="note">{offline === null ? problem : t('users.panel.eventsOffline')}</p>;
  }
  if (data.items.length === 0) return <p className="note">{t('users.panel.noEvents')}</p>;
  return (
    <ol className={`stack ${styles['events']}`}>
      {data.items.map((event) => (
        <Event key={event.id} event={event} />
      ))}
    </ol>
  );
}

function Event({ event }: { readonly event: AuditEvent }) {
  const { t } = useTranslation();
  const fields = event.changes.map(({ field }) => auditFieldName(t, event, field)).join(', ');
  const sentence = auditSentence(t, event);
  return (
    <li className={styles['event']}>
      <span>{fields === '' ? sentence : t('users.panel.eventOf', { sentence, fields })}</span>
      <span className="muted">
        <bdi>{event.actor?.name ?? t('audit.system')}</bdi> · <RelativeTime at={event.at} />
      </span>
    </li>
  );
}
