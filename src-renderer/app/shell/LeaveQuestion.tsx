import { useTranslation } from 'react-i18next';
import { useConsole } from '../../state/ConsoleContext.tsx';
import { useTenant } from '../../state/useTenant.ts';
import { lazyPart } from '../../words/lazyPart.tsx';

const ConfirmDialog = lazyPart(
  [],
  async () => (await import('../../components/ConfirmDialog.tsx')).ConfirmDialog,
);

/** The tenant guard's question (T6): going elsewhere with something unsaved is the user's decision. */
export function LeaveQuestion() {
  const { t } = useTranslation();
  const tenantKey = useConsole((state) => state.tenantKey);
  const pending = useConsole((state) => state.pending);
  const confirm = useConsole((state) => state.confirmPending);
  const dismiss = useConsole((state) => state.dismissPending);
  const from = useTenant();
  const to = useTenant(pending?.tenantKey ?? null);
  if (pending === null) return null;
  const switching = pending.tenantKey !== tenantKey;
  return (
    <ConfirmDialog
      title={switching ? t('leave.switchTitle', { tenant: to?.name ?? '' }) : t('form.discardTitle')}
      text={t('leave.text', { tenant: from?.name ?? '' })}
      confirmLabel={switching ? t('leave.discardAndSwitch') : t('form.discard')}
      cancelLabel={t('form.keepEditing')}
      danger
      onConfirm={confirm}
      onCancel={dismiss}
    />
  );
}
