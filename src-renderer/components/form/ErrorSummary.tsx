import { useFormState } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import type { ApiError } from '#shared/api/errors.ts';
import { errorWords } from '../errorWords.ts';
import { ErrorCodeLine } from '../ErrorState.tsx';
import styles from './Form.module.css';

/** Above the button: how many fields are wrong, or what the backend answered. Empty when all is well. */
export function ErrorSummary({ failure }: { readonly failure: ApiError | null }) {
  const { t } = useTranslation();
  const { errors } = useFormState();
  const wrong = Object.keys(errors).length;
  if (failure === null && wrong === 0) return <div role="alert" hidden />;
  if (failure === null) {
    return (
      <div role="alert" className={styles['summary']}>
        <strong>{t('form.wrongFields', { count: wrong })}</strong>
        <span>{t('form.nothingSaved')}</span>
      </div>
    );
  }
  const { what, saved, next } = errorWords(t, failure);
  return (
    <div role="alert" className={styles['summary']}>
      <strong>{what}</strong>
      <span>
        {saved} {next}
      </span>
      <ErrorCodeLine error={failure} />
    </div>
  );
}
