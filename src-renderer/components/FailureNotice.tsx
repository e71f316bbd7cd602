import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApiError } from '#shared/api/errors.ts';
import { ErrorCodeLine } from './ErrorState.tsx';
import { errorWords } from './errorWords.ts';
import styles from './FailureNotice.module.css';

export interface FailureNoticeProps {
  readonly error: ApiError;
  /** The next step, such as a link that tries again. */
  readonly children?: ReactNode;
}

/** What went wrong, whether anything was saved, what to do next: inside a dialog that stays open. */
export function FailureNotice({ error, children }: FailureNoticeProps) {
  const { t } = useTranslation();
  const { what, saved, next } = errorWords(t, error);
  return (
    <div role="alert" className={styles['failure']}>
      <strong>{what}</strong>
      <span>
        {saved} {next}
      </span>
      <ErrorCodeLine error={error} />
      {children}
    </div>
  );
}
