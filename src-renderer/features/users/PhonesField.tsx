import { Plus, X } from 'lucide-react';
import { get, useFieldArray, useFormContext } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { phoneKinds } from '#shared/domain/userFields.ts';
import { Button, IconButton } from '../../components/Button.tsx';
import { fieldWords } from '../../components/errorWords.ts';
import form from '../../components/form/Form.module.css';
import { useReadOnly, useShownField } from '../../components/form/formFrame.ts';
import { useFieldLabel } from '../../components/form/useFieldProps.ts';
import { lazyPart } from '../../words/lazyPart.tsx';
import styles from './PhonesField.module.css';
import type { UserForm } from './userFormSchema.ts';

/** The numbering plans of the world come with the first number. */
const PhoneDoubt = lazyPart([], async () => (await import('./PhoneDoubt.tsx')).PhoneDoubt);

/** As many as `userInput` takes. */
const mostPhones = 5;

/** Numbers by kind, added and removed one by one. */
export function PhonesField() {
  const { t } = useTranslation();
  const label = useFieldLabel('user')('phones');
  useShownField('phones');
  const readOnly = useReadOnly();
  const { control, register, formState } = useFormContext<UserForm>();
  const { fields, append, remove } = useFieldArray({ control, name: 'phones' });
  return (
    <div className="stack" role="group" aria-label={label}>
      <span className={`label ${form['label']}`}>{label}</span>
      {fields.map(({ id, kind }, index) => {
        const number = index + 1;
        const wrong: unknown = get(formState.errors, `phones.${index}.number`);
        return (
          <div key={id} className={styles['line']}>
            {readOnly ? (
              <span className={`note ${styles['fixedKind']}`}>{t(`users.form.phoneKinds.${kind}`)}</span>
            ) : (
              <select
                className={`control ${styles['kind']}`}
                aria-label={t('users.form.phoneKind', { number })}
                {...register(`phones.${index}.kind`)}
              >
                {phoneKinds.map((each) => (
                  <option key={each} value={each}>
                    {t(`users.form.phoneKinds.${each}`)}
                  </option>
                ))}
              </select>
            )}
            <div className="field">
              <input
                type="tel"
                readOnly={readOnly}
                className={`control ${styles['input']}`}
                aria-label={t('users.form.phone', { number })}
                aria-invalid={wrong !== undefined}
                aria-describedby={`${id}-note`}
                placeholder={t('form.phoneExample')}
                autoComplete="off"
                {...register(`phones.${index}.number`)}
              />
              {wrong === undefined ? (
                <PhoneDoubt id={`${id}-note`} place={index} />
              ) : (
                <p id={`${id}-note`} className="hint negative">
                  {fieldWords(t, 'invalid')}
                </p>
              )}
            </div>
            {!readOnly && (
              <IconButton
                label={t('users.form.removePhone', { number })}
                icon={<X aria-hidden />}
                onClick={() => remove(index)}
              />
            )}
          </div>
        );
      })}
      {!readOnly && fields.length < mostPhones && (
        <div className={styles['add']}>
          <Button
            look="quiet"
            icon={<Plus aria-hidden />}
            onClick={() => append({ kind: 'work', number: '' })}
          >
            {t('users.form.addPhone')}
          </Button>
        </div>
      )}
    </div>
  );
}
