import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApiError } from '#shared/api/errors.ts';
import { ErrorCodeLine } from './ErrorState.tsx';
import { errorWords } from './errorWords.ts';
import { Notice } from './Notice.tsx';

export interface FailureNoticeProps {
  readonly error: ApiError;
  /** Says nothing of saving, where nothing could be saved. */
  readonly savesNothing?: boolean;
  /** The next step, such as a link that tries again. */
  readonly children?: ReactNode;
  readonly className?: string | undefined;
}

/** What went wrong, whether anything was saved, what to do next: inside a dialog that stays open. */
export function FailureNotice({ error, savesNothing = false, className, children }: FailureNoticeProps) {
  const { t } = useTranslation();
  const { what, saved, next } = errorWords(t, error);
  return (
    <Notice tone="negative" layout="stack" role="alert" className={className}>
      <strong>{what}</strong>
      <span>
        {!savesNothing && `${saved} `}
        {next}
      </span>
      <ErrorCodeLine error={error} />
      {children}
    </Notice>
  );
}
