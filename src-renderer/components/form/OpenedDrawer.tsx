import type { UseQueryResult } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApiError } from '#shared/api/errors.ts';
import { errorOf } from '../../bridge/desktop.ts';
import { useShowDrawer } from '../../state/ConsoleContext.tsx';
import { IconButton } from '../Button.tsx';
import { ErrorState } from '../ErrorState.tsx';
import styles from './Form.module.css';

export interface OpenedDrawerProps<E> {
  /** Asked anew. */
  readonly read: UseQueryResult<E>;
  /** The form of the entity as it was first read: a later change by someone else is met when saving. */
  readonly children: (opened: E) => ReactNode;
}

/** The form of an entity that is read first; in its place what went wrong. */
export function OpenedDrawer<E>({ read, children }: OpenedDrawerProps<E>) {
  const { data, error, isFetching, refetch } = read;
  const [opened, setOpened] = useState<{ readonly entity: E } | null>(null);
  // Not what an earlier form had read, before it was saved.
  if (opened === null && data !== undefined && !isFetching) setOpened({ entity: data });
  if (opened !== null) return children(opened.entity);
  return error === null ? null : <FailedDrawer error={errorOf(error)} onRetry={() => void refetch()} />;
}

export interface FailedDrawerProps {
  readonly error: ApiError;
  readonly onRetry?: () => void;
}

/** Stands where a form would, and says why there is none. */
export function FailedDrawer({ error, onRetry }: FailedDrawerProps) {
  const { t } = useTranslation();
  const showDrawer = useShowDrawer();
  return (
    <aside className={styles['drawer']}>
      <div className={`line ${styles['buttons']}`}>
        <IconButton label={t('action.close')} icon={<X aria-hidden />} onClick={() => showDrawer(null)} />
      </div>
      <ErrorState error={error} onRetry={onRetry} />
    </aside>
  );
}
