import { useFormState } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button.tsx';
import { markedError } from '../../components/form/apiFieldErrors.ts';
import { useGo } from '../../state/ConsoleContext.tsx';
import { usersScreen } from './screen.ts';
import type { UserForm } from './userFormSchema.ts';
import styles from './UserFields.module.css';

/** The way to the customer where an address lives already (T4, U3), if the admin may see it. */
export function EmailTakenLink() {
  const { t } = useTranslation();
  const failure = markedError(useFormState<UserForm>().errors.email);
  const go = useGo();
  const { customer, customerId } = failure?.details ?? {};
  if (failure?.code !== 'EMAIL_TAKEN' || typeof customer !== 'string' || typeof customerId !== 'string')
    return null;
  return (
    <Button look="link" className={styles['taken']} onClick={() => go(usersScreen.at({ customerId }))}>
      {t('users.form.takenOpen', { customer })}
    </Button>
  );
}
