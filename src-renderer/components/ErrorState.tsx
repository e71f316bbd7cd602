import { CircleAlert, Copy } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ApiError } from '#shared/api/errors.ts';
import { useDesktop } from '../bridge/DesktopContext.tsx';
import { Button, IconButton } from './Button.tsx';
import { EmptyState } from './EmptyState.tsx';
import { errorWords } from './errorWords.ts';
import styles from './States.module.css';

export interface ErrorStateProps {
  readonly error: ApiError;
  readonly onRetry?: (() => void) | undefined;
}

/** Something could not be read: what happened, what to do next, and a code to copy for a person who helps. */
export function ErrorState({ error, onRetry }: ErrorStateProps) {
  const { t } = useTranslation();
  const { what, next } = errorWords(t, error);
  return (
    <EmptyState
      role="alert"
      icon={<CircleAlert aria-hidden />}
      title={what}
      text={next}
      action={onRetry && <Button onClick={onRetry}>{t('action.tryAgain')}</Button>}
    >
      <ErrorCodeLine error={error} />
    </EmptyState>
  );
}

/** Code and request id, with a button that copies both. */
export function ErrorCodeLine({ error }: { readonly error: ApiError }) {
  const { t } = useTranslation();
  const desktop = useDesktop();
  const code = error.requestId === undefined ? error.code : `${error.code} ${error.requestId}`;
  return (
    <span className={`line code ${styles['code']}`}>
      {code}
      <IconButton
        small
        label={t('action.copyCode')}
        icon={<Copy aria-hidden />}
        onClick={() => void desktop.call('window.copyText', { text: code })}
      />
    </span>
  );
}
