import { ArrowRight, ChevronRight } from 'lucide-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AuditEvent } from '#shared/api/audit.ts';
import { classes } from '../../components/classes.ts';
import table from '../../components/PlainTable.module.css';
import { RelativeTime } from '../../components/RelativeTime.tsx';
import styles from './Audit.module.css';
import {
  auditDetailName,
  auditDetails,
  auditFieldName,
  auditSentence,
  auditTarget,
  auditValue,
} from './auditWords.ts';

/** One entry; what changed unfolds below it. */
export function AuditRow({ event }: { readonly event: AuditEvent }) {
  const { t, i18n } = useTranslation();
  const [open, setOpen] = useState(false);
  const panel = useId();
  const details = auditDetails(event);
  const words = (field: string, value: string | null) =>
    value === null ? t('grid.unknown') : auditValue(t, field, value, i18n.language);
  const more = event.changes.length > 0 || details.length > 0;
  const sentence = auditSentence(t, event);
  const target = auditTarget(t, event);
  return (
    <>
      <tr className={classes(table['row'], open && styles['open'])} onClick={() => more && setOpen(!open)}>
        <td className={table['tight']}>
          {more && (
            <button
              type="button"
              className={styles['unfold']}
              aria-expanded={open}
              aria-controls={panel}
              aria-label={t('audit.details', { sentence })}
              onClick={(click) => {
                click.stopPropagation();
                setOpen(!open);
              }}
            >
              <ChevronRight aria-hidden />
            </button>
          )}
        </td>
        <td>
          <RelativeTime at={event.at} />
        </td>
        <td title={event.actor?.name}>
          <bdi>{event.actor?.name ?? t('audit.system')}</bdi>
        </td>
        <td title={sentence}>{sentence}</td>
        <td title={target ?? undefined}>{target === null ? t('grid.unknown') : <bdi>{target}</bdi>}</td>
        <td className={classes(table['number'], styles['sequence'])}>{event.sequence.toLocaleString()}</td>
      </tr>
      {open && (
        <tr id={panel} className={styles['panel']}>
          <td colSpan={6}>
            <dl className={styles['changes']}>
              {event.changes.map(({ field, from, to }) => (
                <div key={field} className={styles['change']}>
                  <dt>{auditFieldName(t, event, field)}</dt>
                  <dd>
                    <bdi className={styles['from']}>{words(field, from)}</bdi>
                    <ArrowRight aria-label={t('audit.became')} />
                    <bdi>{words(field, to)}</bdi>
                  </dd>
                </div>
              ))}
              {details.map(([name, value]) => (
                <div key={name} className={styles['change']}>
                  <dt>{auditDetailName(t, name)}</dt>
                  <dd>{auditValue(t, name, value, i18n.language)}</dd>
                </div>
              ))}
            </dl>
          </td>
        </tr>
      )}
    </>
  );
}
