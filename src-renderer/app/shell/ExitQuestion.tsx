import { useTranslation } from 'react-i18next';
import { useDesktop } from '../../bridge/DesktopContext.tsx';
import { Button } from '../../components/Button.tsx';
import { DialogFrame } from '../../components/DialogFrame.tsx';
import { errorLine } from '../../components/errorWords.ts';
import { useToast } from '../../components/toasts/toastStore.ts';
import { useConsole, useConsoleStore } from '../../state/ConsoleContext.tsx';
import type { Exit } from '../../state/consoleStore.ts';
import { useSession } from '../../state/useAccounts.ts';
import { useTenant } from '../../state/useTenant.ts';

/** Milliseconds that an engine is waited for which doesn't answer: it never keeps anybody from closing the window. */
const longestDrop = 2_000;

/** Asks before the window closes, or the console restarts, over something unsaved: it can stay a draft. */
export function ExitQuestion({ exit }: Exit) {
  const { t } = useTranslation();
  const desktop = useDesktop();
  const toast = useToast();
  const store = useConsoleStore();
  const { keepAsDraft, dismissPending } = useConsole((state) => state);
  const tenant = useTenant()?.name ?? '';
  const keeps = useSession().keychain.available;

  const leave = async () => {
    const left = await desktop.call(exit === 'close' ? 'window.leave' : 'updates.install');
    if (!left.ok) toast({ tone: 'negative', text: errorLine(t, left.error) });
  };
  const keep = () => {
    keepAsDraft();
    void leave();
  };
  const discard = async () => {
    const { unsaved, tenantKey, confirmPending } = store.getState();
    confirmPending();
    const drops = unsaved.map(
      async (id) => await desktop.call('drafts.drop', { tenantKey: tenantKey ?? '', id }),
    );
    const patience = new Promise((resolve) => setTimeout(resolve, longestDrop));
    await Promise.race([Promise.all(drops), patience]);
    await leave();
  };
  return (
    <DialogFrame
      title={t(`leave.${exit}.title`)}
      onClose={dismissPending}
      width={520}
      buttons={
        <>
          <Button autoFocus onClick={dismissPending}>
            {t('form.keepEditing')}
          </Button>
          <Button look="danger" onClick={() => void discard()}>
            {t(`leave.${exit}.discard`)}
          </Button>
          {keeps && (
            <Button look="primary" onClick={keep}>
              {t(`leave.${exit}.keep`)}
            </Button>
          )}
        </>
      }
    >
      <p>{keeps ? t('leave.draftText', { tenant }) : t('leave.nothingKept', { tenant })}</p>
    </DialogFrame>
  );
}
