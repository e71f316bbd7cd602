import { useFormState } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import type { ApiError } from '#shared/api/errors.ts';
import { FailureNotice } from '../FailureNotice.tsx';
import { Notice } from '../Notice.tsx';
import styles from './Form.module.css';

/** Above the button: how many fields are wrong, or what the backend answered. Empty when all is well. */
export function ErrorSummary({ failure }: { readonly failure: ApiError | null }) {
  const { t } = useTranslation();
  const { errors } = useFormState();
  const wrong = Object.keys(errors).length;
  if (failure === null && wrong === 0) return <div role="alert" hidden />;
  if (failure !== null) return <FailureNotice error={failure} className={styles['summary']} />;
  return (
    <Notice tone="negative" layout="stack" role="alert" className={styles['summary']}>
      <strong>{t('form.wrongFields', { count: wrong })}</strong>
      <span>{t('form.nothingSaved')}</span>
    </Notice>
  );
}
