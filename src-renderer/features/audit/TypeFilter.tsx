import { useTranslation } from 'react-i18next';
import type { AuditEventType } from '#shared/domain/auditEventTypes.ts';
import styles from './Audit.module.css';
import { auditTypeName, auditTypesByGroup } from './auditWords.ts';

export interface TypeFilterProps {
  readonly type: AuditEventType | null;
  readonly onChange: (type: AuditEventType | null) => void;
}

/** One type of event, or all; the platform's own list, since it is one choice of many under headings. */
export function TypeFilter({ type, onChange }: TypeFilterProps) {
  const { t } = useTranslation();
  return (
    <select
      className={`control ${styles['select']}`}
      aria-label={t('audit.filterType')}
      value={type ?? ''}
      onChange={({ currentTarget: { value } }) => onChange(value === '' ? null : (value as AuditEventType))}
    >
      <option value="">{t('audit.allTypes')}</option>
      {[...auditTypesByGroup].map(([group, types]) => (
        <optgroup key={group} label={t(`audit.group.${group}`)}>
          {types.map((each) => (
            <option key={each} value={each}>
              {auditTypeName(t, each)}
            </option>
          ))}
        </optgroup>
      ))}
    </select>
  );
}
