import { ArrowRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { AuditEvent } from '#shared/api/audit.ts';
import styles from './Audit.module.css';
import { auditDetailName, auditDetails, auditFieldName, auditValue } from './auditWords.ts';

/** What an entry changed, from what to what, and what else it says. Of what was created there is nothing before. */
export function AuditDetails({ event }: { readonly event: AuditEvent }) {
  const { t, i18n } = useTranslation();
  const words = (field: string, value: string | null) =>
    value === null ? t('grid.unknown') : auditValue(t, field, value, i18n.language);
  const created = event.changes.every(({ from }) => from === null) && event.type.endsWith('.created');
  const details = auditDetails(event);
  if (event.changes.length + details.length === 0) return null;
  return (
    <dl className={styles['changes']}>
      {event.changes.map(({ field, from, to }) => (
        <div key={field} className={`named ${styles['change']}`}>
          <dt>{auditFieldName(t, event, field)}</dt>
          <dd className={`line ${styles['value']}`}>
            {!created && (
              <>
                <bdi className="muted">{words(field, from)}</bdi>
                <ArrowRight className="muted" aria-label={t('audit.became')} />
              </>
            )}
            <bdi>{words(field, to)}</bdi>
          </dd>
        </div>
      ))}
      {details.map(([name, value]) => (
        <div key={name} className={`named ${styles['change']}`}>
          <dt>{auditDetailName(t, name)}</dt>
          <dd className="line">
            <bdi>{auditValue(t, name, value, i18n.language)}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  );
}
