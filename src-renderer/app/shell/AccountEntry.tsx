import { CloudOff, LogOut, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SessionAccount } from '#shared/desktop/session.ts';
import { readTenantKey } from '#shared/desktop/tenantKey.ts';
import { useDesktop } from '../../bridge/DesktopContext.tsx';
import { useRead } from '../../bridge/queries.ts';
import { Button } from '../../components/Button.tsx';
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx';
import { errorLine, problemLine } from '../../components/errorWords.ts';
import { useToast } from '../../components/toasts/toastStore.ts';
import { useConsole } from '../../state/ConsoleContext.tsx';
import { hostOf } from '../../state/useAccounts.ts';
import { useTenant } from '../../state/useTenant.ts';
import { useAccountOnline } from '../../state/useSync.ts';
import styles from './AccountPanel.module.css';

export interface AccountEntryProps {
  readonly account: SessionAccount;
  /** It was signed out. */
  readonly onLeft: () => void;
}

/** One account: who and where, whether it can be used, and its own way out. */
export function AccountEntry({ account, onLeft }: AccountEntryProps) {
  const { t } = useTranslation();
  const desktop = useDesktop();
  const toast = useToast();
  const openSignIn = useConsole((state) => state.openSignIn);
  const [leaving, setLeaving] = useState<'no' | 'asked' | 'now'>('no');
  const { id, profile, homeTenantName, backendUrl, problem } = account;
  const ended = account.state === 'ended';
  const online = useAccountOnline(id);
  const unsavedAt = useConsole(({ unsaved, tenantKey }) =>
    unsaved.length > 0 && tenantKey !== null && readTenantKey(tenantKey).accountId === id ? tenantKey : null,
  );
  const unsaved = useTenant(unsavedAt);
  const open = useConsole((state) => state.unsaved);
  const { data: kept } = useRead('drafts.all', { accountId: id }, { enabled: leaving !== 'no', anew: true });
  const drafts = kept?.drafts.filter((draft) => !open.includes(draft.id)).length ?? 0;
  const whyEnded = problem === null ? t('account.over') : problemLine(t, problem);
  const trouble = ended ? whyEnded : online ? null : t('account.offline');
  const Icon = ended ? TriangleAlert : CloudOff;
  const name = t('account.name', { first: profile.firstName, last: profile.lastName });

  const signOut = async () => {
    setLeaving('now');
    const result = await desktop.call('session.signOut', { accountId: id });
    if (result.ok) return onLeft();
    setLeaving('no');
    toast({ tone: 'negative', text: errorLine(t, result.error) });
  };

  return (
    <section className={styles['account']} aria-label={`${profile.email} · ${hostOf(account)}`}>
      <p className={styles['name']}>
        <bdi>{name}</bdi>
      </p>
      <p className="note">{profile.email}</p>
      {/* It may be a tenant that the account has no role in. */}
      {homeTenantName !== '' && <p className="note">{t('account.home', { tenant: homeTenantName })}</p>}
      <p className="note">{backendUrl}</p>
      {trouble !== null && (
        <p className={styles['state']} role="status">
          <Icon className="caution" aria-hidden />
          {trouble}
        </p>
      )}
      <div className={`line ${styles['ways']}`}>
        {ended && (
          <Button onClick={() => openSignIn({ backendUrl, email: profile.email })}>
            {t('account.signInAgain')}
          </Button>
        )}
        <Button icon={<LogOut aria-hidden />} onClick={() => setLeaving('asked')}>
          {t(ended ? 'account.remove' : 'account.signOut')}
        </Button>
      </div>
      {leaving !== 'no' && (
        <ConfirmDialog
          title={t('account.signOutTitle', { email: profile.email })}
          text={[
            ...(unsaved === undefined ? [] : [t('leave.text', { tenant: unsaved.name })]),
            ...(drafts === 0 ? [] : [t('account.signOutDrafts', { count: drafts })]),
            t('account.signOutText', { host: hostOf(account) }),
          ].join(' ')}
          confirmLabel={t('account.signOutConfirm')}
          danger
          busy={leaving === 'now'}
          onConfirm={() => void signOut()}
          onCancel={() => setLeaving('no')}
        />
      )}
    </section>
  );
}
