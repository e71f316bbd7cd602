import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesktop } from '../../bridge/DesktopContext.tsx';
import { DialogFrame } from '../../components/DialogFrame.tsx';
import { useToast } from '../../components/toasts/toastStore.ts';
import { useConsole } from '../../state/ConsoleContext.tsx';
import type { WantedSignIn } from '../../state/consoleStore.ts';
import { useSession } from '../../state/useAccounts.ts';
import { SignInForm } from './SignInForm.tsx';

/** The door for one more account, or for one whose session has ended, over a window that stays as it is. Afterwards the switcher shows what has come. */
export function AddAccount({ wanted }: { readonly wanted: WantedSignIn }) {
  const { t } = useTranslation();
  const desktop = useDesktop();
  const close = useConsole((state) => state.closeSignIn);
  const openSwitcher = useConsole((state) => state.openSwitcher);
  const toast = useToast();
  const { backendUrl, email } = wanted;
  const { waiting, problem } = useSession().signIn;
  // Of an attempt made in this dialog only.
  const [first] = useState(problem);
  return (
    <DialogFrame
      title={t(email === null ? 'account.add' : 'account.signInAgain')}
      width={440}
      buttons={null}
      onClose={() => {
        if (waiting) void desktop.call('session.cancelSignIn');
        close();
      }}
    >
      <SignInForm
        backendUrl={backendUrl}
        lead={email === null ? t('account.addLead') : t('account.signInAgainLead', { email })}
        problem={problem === first ? null : problem}
        onDone={(signedIn) => {
          close();
          if (signedIn?.already === true) toast({ tone: 'plain', text: t('account.already') });
          // The dialog gives the focus back when it goes, and the list takes it after that.
          else if (signedIn !== null) requestAnimationFrame(() => openSwitcher(true));
        }}
      />
    </DialogFrame>
  );
}
