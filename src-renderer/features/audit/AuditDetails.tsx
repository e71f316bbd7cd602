import { ArrowRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { AuditEvent } from '#shared/api/audit.ts';
import styles from './Audit.module.css';
import { auditDetailName, auditDetails, auditFieldName, auditValue } from './auditWords.ts';

export const hasDetails = (event: AuditEvent): boolean =>
  event.changes.length > 0 || auditDetails(event).length > 0;

/** What an entry changed, from what to what, and what else it says. */
export function AuditDetails({ event }: { readonly event: AuditEvent }) {
  const { t, i18n } = useTranslation();
  const words = (field: string, value: string | null) =>
    value === null ? t('grid.unknown') : auditValue(t, field, value, i18n.language);
  return (
    <dl className={styles['changes']}>
      {event.changes.map(({ field, from, to }) => (
        <div key={field} className={`named ${styles['change']}`}>
          <dt>{auditFieldName(t, event, field)}</dt>
          <dd className="line">
            <bdi className="muted">{words(field, from)}</bdi>
            <ArrowRight className="muted" aria-label={t('audit.became')} />
            <bdi>{words(field, to)}</bdi>
          </dd>
        </div>
      ))}
      {auditDetails(event).map(([name, value]) => (
        <div key={name} className={`named ${styles['change']}`}>
          <dt>{auditDetailName(t, name)}</dt>
          <dd className="line">{auditValue(t, name, value, i18n.language)}</dd>
        </div>
      ))}
    </dl>
  );
}
