import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useConsole } from '../../state/ConsoleContext.tsx';
import { useTenant } from '../../state/useTenant.ts';

const ConfirmDialog = lazy(async () => ({
  default: (await import('../../components/ConfirmDialog.tsx')).ConfirmDialog,
}));

/** The tenant guard's question (T6): going elsewhere with something unsaved is the user's decision. */
export function LeaveQuestion() {
  const { t } = useTranslation();
  const tenantId = useConsole((state) => state.tenantId);
  const pending = useConsole((state) => state.pending);
  const confirm = useConsole((state) => state.confirmPending);
  const dismiss = useConsole((state) => state.dismissPending);
  const from = useTenant(tenantId ?? '');
  const to = useTenant(pending?.tenantId ?? '');
  if (pending === null) return null;
  const switching = pending.tenantId !== tenantId;
  return (
    <Suspense fallback={null}>
      <ConfirmDialog
        title={switching ? t('leave.switchTitle', { tenant: to?.name ?? '' }) : t('leave.title')}
        tenantId={tenantId}
        text={t('leave.text', { tenant: from?.name ?? '' })}
        confirmLabel={switching ? t('leave.discardAndSwitch') : t('leave.discard')}
        cancelLabel={t('form.keepEditing')}
        danger
        onConfirm={confirm}
        onCancel={dismiss}
      />
    </Suspense>
  );
}
