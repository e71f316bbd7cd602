import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorOf } from '../../bridge/desktop.ts';
import { useBackendCall } from '../../bridge/useBackendCall.ts';
import { useBackendRead } from '../../bridge/useBackendRead.ts';
import { versionNow } from '../../bridge/versionNow.ts';
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { useToast } from '../../components/toasts/toastStore.ts';
import { useReasons } from '../../state/useTenant.ts';
import type { ProfileRow } from './profileRows.ts';
import styles from './Profiles.module.css';

export interface DeleteProfileDialogProps {
  readonly profile: ProfileRow;
  readonly onClose: () => void;
}

/** Deletes a custom profile, after showing who holds it and would lose it (P2). */
export function DeleteProfileDialog({ profile, onClose }: DeleteProfileDialogProps) {
  const { t } = useTranslation();
  const toast = useToast();
  const remove = useBackendCall('profiles.delete');
  const cannotDelete = useReasons().ofChange('profiles.delete');
  const { id: profileId, name } = profile;
  // After a conflict the question stands for the profile as it is now: pressing again goes on.
  const [version, setVersion] = useState(profile.version);
  const holders = useBackendRead({
    route: 'profiles.holders',
    params: { profileId },
    query: { limit: '50' },
  });
  const count = holders.data?.count;

  const confirm = async () => {
    if (count === undefined) return;
    const body = { version, takeFromHolders: count > 0 };
    const result = await remove.run({ params: { profileId }, body });
    if (!result.ok) {
      setVersion(versionNow(result.error) ?? version);
      // Somebody was given the profile while the question stood here: look again before asking again.
      if (result.error.code === 'PROFILE_IN_USE') void holders.refetch();
      return;
    }
    toast({ tone: 'positive', text: t('profiles.done.deleted', { name }) });
    onClose();
  };
  const text = () => {
    if (count === undefined) return t('profiles.delete.counting');
    return count === 0 ? t('profiles.delete.nobody') : t('profiles.delete.held', { count });
  };
  return (
    <ConfirmDialog
      title={t('profiles.delete.title', { name })}
      text={text()}
      confirmLabel={
        count === undefined || count === 0
          ? t('profiles.delete.confirm')
          : t('profiles.delete.confirmHeld', { count })
      }
      danger
      busy={remove.pending}
      reason={cannotDelete ?? (count === undefined ? t('profiles.delete.counting') : null)}
      onConfirm={() => void confirm()}
      onCancel={onClose}
    >
      {holders.error !== null && <FailureNotice error={errorOf(holders.error)} />}
      {holders.data !== undefined && holders.data.items.length > 0 && (
        <ul
          className={`box ${styles['people']}`}
          aria-label={t('profiles.delete.holders')}
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keyboard (WCAG 2.1.1)
          tabIndex={0}
        >
          {holders.data.items.map(({ userId, name: holder, email }) => (
            <li key={userId} className={`line ${styles['person']}`}>
              <bdi className="cut">{holder}</bdi>
              <span className="muted">{email}</span>
            </li>
          ))}
          {count !== undefined && count > holders.data.items.length && (
            <li className={`line ${styles['person']}`}>
              {t('profiles.delete.more', { count: count - holders.data.items.length })}
            </li>
          )}
        </ul>
      )}
      {remove.error !== null && <FailureNotice error={remove.error} />}
    </ConfirmDialog>
  );
}
