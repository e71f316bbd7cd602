import { useTranslation } from 'react-i18next';
import type { DeletedUserRow } from '#shared/desktop/grids.ts';
import { useBackendCall } from '../../../bridge/useBackendCall.ts';
import { ConfirmDialog } from '../../../components/ConfirmDialog.tsx';
import { FailureNotice } from '../../../components/FailureNotice.tsx';
import { useToast } from '../../../components/toasts/toastStore.ts';

export interface PurgeQuestionProps {
  readonly person: DeletedUserRow;
  /** `done`: they are gone for good. */
  readonly onClose: (done: boolean) => void;
}

/** Asks before somebody in the recycle bin is deleted for good. */
export function PurgeQuestion({ person: { id, name, email }, onClose }: PurgeQuestionProps) {
  const { t } = useTranslation();
  const toast = useToast();
  const purge = useBackendCall('deletedUsers.purge');
  const confirm = async () => {
    const result = await purge.run({ params: { deletedUserId: id } });
    if (!result.ok) return;
    toast({ tone: 'positive', text: t('recycleBin.purged', { name }) });
    onClose(true);
  };
  return (
    <ConfirmDialog
      title={t('recycleBin.purgeTitle', { name })}
      text={
        <>
          {email}
          <br />
          {t('userAction.purge.intro')}
        </>
      }
      confirmLabel={t('userAction.purge.label')}
      danger
      busy={purge.pending}
      onConfirm={() => void confirm()}
      onCancel={() => onClose(false)}
    >
      {purge.error !== null && <FailureNotice error={purge.error} />}
    </ConfirmDialog>
  );
}
