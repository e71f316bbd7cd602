import { MailWarning } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { UserRow } from '#shared/desktop/grids.ts';
import { isLost } from '#shared/domain/mailDelivery.ts';
import { StatusDot } from '../../components/StatusDot.tsx';
import { Tooltip } from '../../components/Tooltip.tsx';
import { lastMailWords } from './lastMailWords.ts';
import { statusLook } from './statusLook.ts';
import styles from './UserStatusCell.module.css';

/** The status of a person; beside it a mark when the mail that they wait for never came. */
export function UserStatusCell({ user: { status, activatedAt, lastMail } }: { readonly user: UserRow }) {
  const { t } = useTranslation();
  const dot = <StatusDot {...statusLook[status]} label={t(`users.status.${status}`)} />;
  if (activatedAt !== null || lastMail === null || !isLost(lastMail.state)) return dot;
  const words = lastMailWords(t, lastMail);
  return (
    <span className={styles['cell']}>
      {dot}
      <Tooltip text={words}>
        <MailWarning role="img" aria-label={words} className={`negative ${styles['mark']}`} />
      </Tooltip>
    </span>
  );
}
