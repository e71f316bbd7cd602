import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ApiError } from '#shared/api/errors.ts';
import { IconButton } from '../Button.tsx';
import { ErrorState } from '../ErrorState.tsx';
import styles from './Form.module.css';

export interface FailedDrawerProps {
  readonly error: ApiError;
  readonly onRetry: () => void;
  readonly onClose: () => void;
}

/** In place of a form whose entity could not be read. */
export function FailedDrawer({ error, onRetry, onClose }: FailedDrawerProps) {
  const { t } = useTranslation();
  return (
    <aside className={styles['drawer']}>
      <div className={styles['buttons']}>
        <IconButton label={t('action.close')} icon={<X aria-hidden />} onClick={onClose} />
      </div>
      <ErrorState error={error} onRetry={onRetry} />
    </aside>
  );
}
