import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './UserPanel.module.css';

export interface Fact {
  readonly label: string;
  /** Null or empty: unknown. */
  readonly value: ReactNode;
}

/** Names and values below each other; unknown is "—". */
export function Facts({ facts }: { readonly facts: readonly Fact[] }) {
  const { t } = useTranslation();
  return (
    <dl className={styles['facts']}>
      {facts.map(({ label, value }) => (
        <div key={label} className={`named ${styles['fact']}`}>
          <dt>{label}</dt>
          <dd>
            {value === null || value === '' ? <span className="muted">{t('grid.unknown')}</span> : value}
          </dd>
        </div>
      ))}
    </dl>
  );
}
