import { useTranslation } from 'react-i18next';
import type { ApiError } from '#shared/api/errors.ts';
import { Button } from '../../components/Button.tsx';
import { useConsole } from '../../state/ConsoleContext.tsx';
import { usersScreen } from './screen.ts';
import styles from './UserFields.module.css';

export interface EmailTakenLinkProps {
  readonly tenantId: string;
  readonly failure: ApiError | null;
}

/** The way to the customer where an address lives already (T4, U3), if the admin may see it. */
export function EmailTakenLink({ tenantId, failure }: EmailTakenLinkProps) {
  const { t } = useTranslation();
  const go = useConsole((state) => state.go);
  const { customer, customerId } = failure?.details ?? {};
  if (failure?.code !== 'EMAIL_TAKEN' || typeof customer !== 'string' || typeof customerId !== 'string')
    return null;
  return (
    <Button
      look="link"
      className={styles['taken']}
      onClick={() => go({ tenantId, screen: usersScreen.at({ customerId }) })}
    >
      {t('users.form.takenOpen', { customer })}
    </Button>
  );
}
