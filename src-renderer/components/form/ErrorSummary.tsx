import { use } from 'react';
import { useFormState } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import type { ApiError } from '#shared/api/errors.ts';
import { FailureNotice } from '../FailureNotice.tsx';
import { fieldWords } from '../errorWords.ts';
import { Notice } from '../Notice.tsx';
import styles from './Form.module.css';
import { FormFrameContext } from './formFrame.ts';
import { problemIn } from './useFieldProblem.ts';

export interface ErrorSummaryProps {
  readonly failure: ApiError | null;
  readonly labelOf: (field: string) => string;
}

/**
 * Above the button: how many fields are wrong, or what the backend answered. What is wrong with a field that the form
 * doesn't show is said here. Empty when all is well.
 */
export function ErrorSummary({ failure, labelOf }: ErrorSummaryProps) {
  const { t } = useTranslation();
  const { errors } = useFormState();
  const { shown } = use(FormFrameContext);
  const wrong = Object.keys(errors);
  if (failure === null && wrong.length === 0) return <div role="alert" hidden />;
  if (failure !== null) return <FailureNotice error={failure} className={styles['summary']} />;
  return (
    <Notice tone="negative" layout="stack" role="alert" className={styles['summary']}>
      <strong>{t('form.wrongFields', { count: wrong.length })}</strong>
      {wrong
        .filter((name) => !shown.has(name))
        .map((name) => (
          <span key={name}>
            {t('form.hiddenField', {
              label: labelOf(name),
              problem: problemIn(t, errors, name) ?? fieldWords(t, 'invalid'),
            })}
          </span>
        ))}
      <span>{t('form.nothingSaved')}</span>
    </Notice>
  );
}
