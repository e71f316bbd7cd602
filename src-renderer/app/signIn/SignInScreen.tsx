import { Copy, ExternalLink, LoaderCircle } from 'lucide-react';
import { type FormEvent, useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApiError } from '#shared/api/errors.ts';
import type { SessionState } from '#shared/desktop/session.ts';
import { useDesktop } from '../../bridge/DesktopContext.tsx';
import { Button } from '../../components/Button.tsx';
import { Notice } from '../../components/Notice.tsx';
import { ErrorCodeLine } from '../../components/ErrorState.tsx';
import { errorWords } from '../../components/errorWords.ts';
import { Mark } from './Mark.tsx';
import { useNoSnapshot } from '../../snapshot/snapshotStore.ts';
import styles from './SignIn.module.css';

/** The door (A1): the console opens the system browser, where the backend asks for the password, and waits. */
export function SignInScreen({ session }: { readonly session: SessionState }) {
  const { t } = useTranslation();
  const desktop = useDesktop();
  const id = useId();
  useNoSnapshot();
  const [address, setAddress] = useState(session.backendUrl);
  const [missing, setMissing] = useState(false);
  const [failure, setFailure] = useState<ApiError | null>(null);
  const waiting = session.state === 'signing-in';
  const problem = failure ?? session.problem;
  useEffect(() => {
    document.title = t('app.title', { tenant: t('signIn.title'), screen: t('app.name') });
  }, [t]);

  const signIn = async (event: FormEvent) => {
    event.preventDefault();
    if (address.trim() === '') {
      setMissing(true);
      return;
    }
    setFailure(null);
    const result = await desktop.call('session.signIn', { backendUrl: address.trim() });
    if (!result.ok) setFailure(result.error);
  };

  return (
    <main className={styles['screen']}>
      <div className={styles['card']}>
        <h1 className={styles['product']}>
          <Mark className={styles['mark']} />
          {t('app.name')}
        </h1>
        {waiting ? (
          <>
            <p role="status" className={styles['waiting']}>
              <LoaderCircle className={styles['turning']} aria-hidden />
              {t('signIn.waiting')}
            </p>
            <p className={styles['lead']}>{t('signIn.waitingHint', { address: session.backendUrl })}</p>
            {session.signInUrl !== undefined && <SignInLink url={session.signInUrl} />}
            <Button className={styles['wide']} onClick={() => void desktop.call('session.cancelSignIn')}>
              {t('action.cancel')}
            </Button>
          </>
        ) : (
          <form
            className={styles['field']}
            style={{ gap: 16 }}
            noValidate
            onSubmit={(event) => void signIn(event)}
          >
            <p className={styles['lead']}>{t('signIn.lead')}</p>
            <div className={styles['field']}>
              <label className={styles['label']} htmlFor={id}>
                {t('signIn.backend')}
              </label>
              <input
                id={id}
                type="url"
                className={styles['input']}
                value={address}
                maxLength={2048}
                spellCheck={false}
                aria-invalid={missing}
                aria-describedby={missing ? `${id}-note` : undefined}
                onChange={(event) => {
                  setAddress(event.currentTarget.value);
                  setMissing(false);
                }}
              />
              {missing && (
                <Notice tone="negative" id={`${id}-note`} role="alert" className={styles['problem']}>
                  {t('signIn.addressMissing')}
                </Notice>
              )}
            </div>
            {problem !== null && <Problem error={problem} />}
            <Button
              look="primary"
              type="submit"
              className={styles['wide']}
              icon={<ExternalLink aria-hidden />}
            >
              {t('signIn.signIn')}
            </Button>
          </form>
        )}
        {!session.keychain.available && (
          <Notice tone="caution" className={styles['problem']}>
            {t(`keychain.${session.keychain.reason}`)} {t('keychain.consequence')}
          </Notice>
        )}
      </div>
    </main>
  );
}

/** Where no browser came up by itself: the page to open by hand. */
function SignInLink({ url }: { readonly url: string }) {
  const { t } = useTranslation();
  const desktop = useDesktop();
  const [copied, setCopied] = useState(false);
  return (
    <div className={styles['link']}>
      <p className={styles['lead']}>{t('signIn.waitingLink')}</p>
      <Button
        icon={<Copy aria-hidden />}
        onClick={() => void desktop.call('window.copyText', { text: url }).then(({ ok }) => setCopied(ok))}
      >
        {t('signIn.copyLink')}
      </Button>
      <span role="status" className={styles['lead']}>
        {copied && t('signIn.linkCopied')}
      </span>
    </div>
  );
}

function Problem({ error }: { readonly error: ApiError }) {
  const { t } = useTranslation();
  const { what, next } = errorWords(t, error);
  return (
    <Notice tone="negative" layout="stack" role="alert" className={styles['problem']}>
      <strong>{what}</strong>
      <span>{next}</span>
      <ErrorCodeLine error={error} />
    </Notice>
  );
}
