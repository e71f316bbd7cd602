import type { ReactNode } from 'react';
import { useNoSnapshot } from '../snapshot/snapshotStore.ts';
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
