import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApiError } from '#shared/api/errors.ts';
import { versionNow } from '../../bridge/versionNow.ts';
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { useTenant } from '../../state/useTenant.ts';
import { type AskedCommand, type Seen, useUserCommands } from './useUserCommands.ts';
import { bulkActionViews } from '../bulk/actions/index.tsx';

export interface UserQuestionProps {
  readonly command: AskedCommand;
  readonly user: Seen & { readonly name: string; readonly email: string };
  readonly onClose: () => void;
}

/** Asks before one user is activated, deactivated or deleted, and says what stays and what stops (U7). */
export function UserQuestion({ command, user, onClose }: UserQuestionProps) {
  const { t } = useTranslation();
  const deleteMode = useTenant()?.settings['users.deleteMode'] ?? 'recycle-bin';
  const commands = useUserCommands();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);
  // After a conflict the question stands for the person as they are now: pressing again goes on.
  const [version, setVersion] = useState(user.version);
  const { name, email } = user;

  const confirm = async () => {
    setBusy(true);
    const problem = await commands.run(command, { ...user, version });
    setVersion(versionNow(problem) ?? version);
    setBusy(false);
    if (problem === null) onClose();
    else setError(problem);
  };
  const stops =
    command === 'delete' ? t(`users.question.delete.${deleteMode}`) : t(`users.question.${command}`);
  return (
    <ConfirmDialog
      title={t(`users.questionTitle.${command}`, { name })}
      text={
        <>
          {email}
          <br />
          {stops}
        </>
      }
      confirmLabel={t(`userAction.${command}.label`)}
      danger={bulkActionViews[command].danger}
      busy={busy}
      onConfirm={() => void confirm()}
      onCancel={onClose}
    >
      {error !== null &&
        (error.code === 'VERSION_CONFLICT' ? (
          <p role="alert">{t('users.question.changed')}</p>
        ) : (
          <FailureNotice error={error} />
        ))}
    </ConfirmDialog>
  );
}
