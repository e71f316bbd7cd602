import { useTranslation } from 'react-i18next';
import { Marked } from '../Marked.tsx';
import styles from './Table.module.css';

/** Characters that every e-mail column has room for. */
const short = 22;

export interface EmailCellProps {
  readonly email: string;
}

/** An e-mail address, cut in its middle where there is no room: who, and where from, stay legible. */
export function EmailCell({ email }: EmailCellProps) {
  const { t } = useTranslation();
  if (email === '') return t('grid.unknown');
  const at = email.lastIndexOf('@');
  if (email.length <= short || at < 1)
    return (
      <bdi className="cut">
        <Marked>{email}</Marked>
      </bdi>
    );
  return (
    <bdi dir="ltr" data-whole={email}>
      {/* Read as one: of its two parts a screen reader would make two words. */}
      <span className={`visually-hidden ${styles['whole']}`}>{email}</span>
      <span aria-hidden className={styles['email']}>
        <span>
          <Marked>{email.slice(0, at)}</Marked>
        </span>
        <span>
          <Marked>{email.slice(at)}</Marked>
        </span>
      </span>
    </bdi>
  );
}
