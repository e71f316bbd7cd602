import { useTranslation } from 'react-i18next';
import { useConsole } from '../../state/ConsoleContext.tsx';
import type { Exit, WayOut } from '../../state/consoleStore.ts';
import { useTenant } from '../../state/useTenant.ts';
import { lazyPart } from '../../words/lazyPart.tsx';

const ConfirmDialog = lazyPart(
  [],
  async () => (await import('../../components/ConfirmDialog.tsx')).ConfirmDialog,
);
const ExitQuestion = lazyPart(['updates'], async () => (await import('./ExitQuestion.tsx')).ExitQuestion);

/** The tenant guard's question (T6): every way out of something unsaved is the user's decision. */
export function LeaveQuestion() {
  const pending = useConsole((state) => state.pending);
  if (pending === null) return null;
  return 'exit' in pending ? <ExitQuestion {...pending} /> : <GoQuestion to={pending} />;
}

function GoQuestion({ to }: { readonly to: Exclude<WayOut, Exit> }) {
  const { t } = useTranslation();
  const tenantKey = useConsole((state) => state.tenantKey);
  const confirm = useConsole((state) => state.confirmPending);
  const dismiss = useConsole((state) => state.dismissPending);
  const from = useTenant();
  const next = useTenant(to.tenantKey);
  const switching = to.tenantKey !== tenantKey;
  return (
    <ConfirmDialog
      title={switching ? t('leave.switchTitle', { tenant: next?.name ?? '' }) : t('form.discardTitle')}
      text={t('leave.text', { tenant: from?.name ?? '' })}
      confirmLabel={switching ? t('leave.discardAndSwitch') : t('form.discard')}
      cancelLabel={t('form.keepEditing')}
      danger
      onConfirm={confirm}
      onCancel={dismiss}
    />
  );
}
