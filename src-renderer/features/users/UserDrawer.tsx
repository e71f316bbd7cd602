import { useTranslation } from 'react-i18next';
import { errorOf } from '../../bridge/desktop.ts';
import { useRead } from '../../bridge/queries.ts';
import { Button } from '../../components/Button.tsx';
import { DialogFrame } from '../../components/DialogFrame.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { EditUserForm } from './EditUserForm.tsx';
import { NewUserForm } from './NewUserForm.tsx';

export interface UserDrawerProps {
  readonly tenantId: string;
  /** Null: a new one. */
  readonly userId: string | null;
  /** The customer whose users are shown; null in the all-users grid. */
  readonly customerId: string | null;
  readonly onClose: () => void;
}

/** `New user` and edit (U2, U4). */
export function UserDrawer({ tenantId, userId, customerId, onClose }: UserDrawerProps) {
  const { t } = useTranslation();
  const { data, error, refetch } = useRead(
    'users.one',
    { tenantId, userId: userId ?? '' },
    { enabled: userId !== null },
  );
  if (userId === null) return <NewUserForm tenantId={tenantId} customerId={customerId} onClose={onClose} />;
  // The form keeps the version that it was opened with: a later one is a conflict to be decided, not a silent reset.
  if (data !== undefined) return <EditUserForm tenantId={tenantId} opened={data} onClose={onClose} />;
  if (error === null) return null;
  return (
    <DialogFrame
      title={t('users.form.editTitle')}
      tenantId={tenantId}
      onClose={onClose}
      buttons={
        <>
          <Button onClick={onClose}>{t('action.close')}</Button>
          <Button onClick={() => void refetch()}>{t('action.tryAgain')}</Button>
        </>
      }
    >
      <FailureNotice error={errorOf(error)} />
    </DialogFrame>
  );
}
