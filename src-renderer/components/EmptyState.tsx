import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNoSnapshot } from '../snapshot/snapshotStore.ts';
import type { GridFilter } from '../state/useGridFilter.ts';
import { Button } from './Button.tsx';
import styles from './States.module.css';

export interface EmptyStateProps {
  readonly title: string;
  /** The next step, in a sentence. */
  readonly text?: string;
  readonly icon?: ReactNode;
  readonly action?: ReactNode;
  /** `alert` where something went wrong. */
  readonly role?: 'alert';
  /** Between the text and the action. */
  readonly children?: ReactNode;
}

export function EmptyState({ title, text, icon, action, role, children }: EmptyStateProps) {
  useNoSnapshot();
  return (
    <div className={`stack muted ${styles['state']}`} role={role}>
      {icon}
      <p className={styles['title']}>{title}</p>
      {text !== undefined && <p className={styles['text']}>{text}</p>}
      {children}
      {action !== undefined && <div className={`line ${styles['actions']}`}>{action}</div>}
    </div>
  );
}

export interface NothingFoundProps extends Pick<EmptyStateProps, 'title' | 'text'> {
  readonly filter: Pick<GridFilter<unknown>, 'clear'>;
}

/** The filter leaves no row: its way out is to clear it. */
export function NothingFound({ filter, ...words }: NothingFoundProps) {
  const { t } = useTranslation();
  return <EmptyState {...words} action={<Button onClick={filter.clear}>{t('filter.clear')}</Button>} />;
}
