import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button.tsx';
import styles from './ConflictChoice.module.css';
import { countryName } from './countries.ts';
import { type CustomerField, customerFields, type CustomerForm } from './customerForm.ts';

export interface ConflictChoiceProps {
  readonly yours: CustomerForm;
  /** As it was when the form was opened. */
  readonly base: CustomerForm;
  readonly theirs: CustomerForm;
  /** Saving again then writes over what they changed in the same fields. */
  readonly onKeepYours: () => void;
  readonly onTakeTheirs: () => void;
}

/** Someone saved first: both versions of every field that differs, and whose to go on with. */
export function ConflictChoice({ yours, base, theirs, onKeepYours, onTakeTheirs }: ConflictChoiceProps) {
  const { t, i18n } = useTranslation();
  const differing = customerFields.filter(
    (field) =>
      yours[field] !== theirs[field] && (theirs[field] !== base[field] || yours[field] !== base[field]),
  );
  const shown = (field: CustomerField, value: string) => {
    if (value === '') return t('grid.unknown');
    return field === 'country' ? countryName(value, i18n.language) : value;
  };
  return (
    <div role="alert" className={styles['conflict']}>
      <p className={styles['title']}>{t('errors.VERSION_CONFLICT.what')}</p>
      <p>{t('conflict.text')}</p>
      {differing.length > 0 && (
        <table className={styles['fields']}>
          <thead>
            <tr>
              <th scope="col">{t('conflict.field')}</th>
              <th scope="col">{t('conflict.yours')}</th>
              <th scope="col">{t('conflict.theirs')}</th>
            </tr>
          </thead>
          <tbody>
            {differing.map((field) => (
              <tr key={field}>
                <th scope="row">{t(`customers.field.${field}`)}</th>
                <td>
                  <bdi>{shown(field, yours[field])}</bdi>
                </td>
                <td>
                  <bdi>{shown(field, theirs[field])}</bdi>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <div className={styles['buttons']}>
        <Button onClick={onTakeTheirs}>{t('conflict.takeTheirs')}</Button>
        <Button onClick={onKeepYours}>{t('conflict.keepYours')}</Button>
      </div>
    </div>
  );
}
