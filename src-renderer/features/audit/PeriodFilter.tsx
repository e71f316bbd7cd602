import { useTranslation } from 'react-i18next';
import { classes } from '../../components/classes.ts';
import styles from './Audit.module.css';
import { type AuditFilter, type Period, periods } from './auditFilter.ts';

export interface PeriodFilterProps {
  readonly filter: Pick<AuditFilter, 'period' | 'firstDay' | 'lastDay'>;
  readonly onChange: (part: Partial<AuditFilter>) => void;
}

/** When: the platform's own list, and for a custom period its two days. */
export function PeriodFilter({ filter: { period, firstDay, lastDay }, onChange }: PeriodFilterProps) {
  const { t } = useTranslation();
  return (
    <>
      <select
        className={classes('control', styles['select'], period !== 'all' && styles['chosen'])}
        aria-label={t('audit.filter.period')}
        value={period}
        onChange={({ currentTarget: { value } }) => onChange({ period: value as Period })}
      >
        {periods.map((each) => (
          <option key={each} value={each}>
            {t(`audit.period.${each}`)}
          </option>
        ))}
      </select>
      {period === 'custom' && (
        <span className="line">
          <input
            type="date"
            className={`control ${styles['day']}`}
            aria-label={t('audit.filter.firstDay')}
            max={lastDay === '' ? undefined : lastDay}
            value={firstDay}
            onChange={({ currentTarget: { value } }) => onChange({ firstDay: value })}
          />
          <span aria-hidden>–</span>
          <input
            type="date"
            className={`control ${styles['day']}`}
            aria-label={t('audit.filter.lastDay')}
            min={firstDay === '' ? undefined : firstDay}
            value={lastDay}
            onChange={({ currentTarget: { value } }) => onChange({ lastDay: value })}
          />
        </span>
      )}
    </>
  );
}
