import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Notice } from '../../components/Notice.tsx';
import { Toasts } from '../../components/toasts/Toasts.tsx';
import { useNoSnapshot } from '../../snapshot/snapshotStore.ts';
import { useSession } from '../../state/useAccounts.ts';
import { VersionLine } from '../updates/UpdateEntry.tsx';
import { Mark } from './Mark.tsx';
import { TryKeychain } from '../TryKeychain.tsx';
import { SignInForm } from './SignInForm.tsx';
import styles from './SignIn.module.css';

/** The door: what the window is while nobody is signed in. */
export function SignInScreen() {
  const { t } = useTranslation();
  const session = useSession();
  useNoSnapshot();
  useEffect(() => {
    document.title = t('app.title', { tenant: t('signIn.title'), screen: t('app.name') });
  }, [t]);
  const ended = session.accounts.find(({ problem }) => problem !== null);
  return (
    <main className={styles['screen']}>
      <div className={`card stack ${styles['card']}`}>
        <h1 className={`line ${styles['product']}`}>
          <Mark />
          {t('app.name')}
        </h1>
        <SignInForm
          backendUrl={ended?.backendUrl ?? session.signIn.backendUrl}
          lead={t('signIn.lead')}
          problem={session.signIn.problem ?? session.problem ?? ended?.problem ?? null}
        />
        {!session.keychain.available && (
          <Notice tone="caution" className={styles['problem']}>
            <span>
              {t(`keychain.${session.keychain.reason}`)} {t('keychain.consequence')}
            </span>
            <TryKeychain />
          </Notice>
        )}
        <VersionLine />
      </div>
      <Toasts />
    </main>
  );
}
