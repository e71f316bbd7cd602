import { Copy, ExternalLink, LoaderCircle } from 'lucide-react';
import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApiError } from '#shared/api/errors.ts';
import type { SessionState } from '#shared/desktop/session.ts';
import { useDesktop } from '../../bridge/DesktopContext.tsx';
import { Button } from '../../components/Button.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Notice } from '../../components/Notice.tsx';
import { useSession } from '../../state/useAccounts.ts';
import styles from './SignIn.module.css';

export interface SignInFormProps {
  /** The address of a backend to begin with. */
  readonly backendUrl: string;
  readonly lead: string;
  /** Why this has to be asked; null where it is the user's wish. */
  readonly problem: ApiError | null;
  /** The sign-in came to an end that is no failure: with whom it brought, null if it was given up. */
  readonly onDone?: (signedIn: SessionState['signIn']['signedIn']) => void;
}

/** Which backend; then the browser opens, where that backend asks for the password, and the console waits (A1). */
export function SignInForm({ backendUrl, lead, onDone, ...props }: SignInFormProps) {
  const { t } = useTranslation();
  const desktop = useDesktop();
  const id = useId();
  const [address, setAddress] = useState(backendUrl);
  const [missing, setMissing] = useState(false);
  const [failure, setFailure] = useState<ApiError | null>(null);
  const signingIn = useSession().signIn;
  const problem = failure ?? props.problem;

  const signIn = async (event: FormEvent) => {
    event.preventDefault();
    if (address.trim() === '') {
      setMissing(true);
      return;
    }
    setFailure(null);
    const result = await desktop.call('session.signIn', { backendUrl: address.trim() });
    if (!result.ok) setFailure(result.error);
    else if (result.value.signIn.signedIn !== null) onDone?.(result.value.signIn.signedIn);
  };
  const cancel = async () => {
    await desktop.call('session.cancelSignIn');
    onDone?.(null);
  };

  if (signingIn.waiting)
    return (
      <>
        <p role="status" className={`line ${styles['waiting']}`}>
          <LoaderCircle className="turning" aria-hidden />
          {t('signIn.waiting')}
        </p>
        <p className="muted">{t('signIn.waitingHint', { address: signingIn.backendUrl })}</p>
        {signingIn.url !== undefined && <SignInLink url={signingIn.url} />}
        <Button autoFocus className={styles['wide']} onClick={() => void cancel()}>
          {t('action.cancel')}
        </Button>
      </>
    );
  return (
    <form className="field" style={{ gap: 16 }} noValidate onSubmit={(event) => void signIn(event)}>
      <p className="muted">{lead}</p>
      <div className="field">
        <label className="label" htmlFor={id}>
          {t('signIn.backend')}
        </label>
        <input
          id={id}
          type="url"
          className={`control ${styles['input']}`}
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
      {problem !== null && <FailureNotice savesNothing error={problem} className={styles['problem']} />}
      <Button look="primary" type="submit" className={styles['wide']} icon={<ExternalLink aria-hidden />}>
        {t('signIn.signIn')}
      </Button>
      {onDone !== undefined && (
        <Button className={styles['wide']} onClick={() => onDone(null)}>
          {t('action.cancel')}
        </Button>
      )}
    </form>
  );
}

/** Where no browser came up by itself: the page to open by hand. */
function SignInLink({ url }: { readonly url: string }) {
  const { t } = useTranslation();
  const desktop = useDesktop();
  const [copied, setCopied] = useState(false);
  return (
    <div className={`line ${styles['link']}`}>
      <p className="muted">{t('signIn.waitingLink')}</p>
      <Button
        icon={<Copy aria-hidden />}
        onClick={() => void desktop.call('window.copyText', { text: url }).then(({ ok }) => setCopied(ok))}
      >
        {t('signIn.copyLink')}
      </Button>
      <span role="status" className="muted">
        {copied && t('signIn.linkCopied')}
      </span>
    </div>
  );
}
