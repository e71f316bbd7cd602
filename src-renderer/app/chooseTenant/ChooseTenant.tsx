import { TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { problemLine } from '../../components/errorWords.ts';
import { Notice } from '../../components/Notice.tsx';
import { useNoSnapshot } from '../../snapshot/snapshotStore.ts';
import { useConsole } from '../../state/ConsoleContext.tsx';
import { hostOf } from '../../state/useAccounts.ts';
import { useTenantGroups } from '../../state/useTenantList.ts';
import { TenantPicker } from '../switcher/TenantPicker.tsx';
import styles from './ChooseTenant.module.css';

/** The first thing that staff of a service provider see: nothing happens before a tenant is chosen. */
export function ChooseTenant() {
  const { t } = useTranslation();
  useNoSnapshot();
  const go = useConsole((state) => state.go);
  const groups = useTenantGroups();
  if (groups.length === 1 && groups[0]?.tenants.length === 0) {
    return (
      <section className={`fill ${styles['screen']}`}>
        <LostNotice />
        <EmptyState title={t('choose.none')} text={t('choose.noneNext')} />
      </section>
    );
  }
  return (
    <section className={`fill ${styles['screen']}`} aria-labelledby="choose-title">
      <LostNotice />
      <h1 id="choose-title" className={styles['title']}>
        {t('choose.title')}
      </h1>
      <p className="note">{t('choose.lead')}</p>
      <div className={`card ${styles['list']}`}>
        <TenantPicker groups={groups} inView={null} onChoose={(tenantKey) => go({ tenantKey })} />
      </div>
    </section>
  );
}

/**
 * Why the tenant that was just in view is not there any more, and what became of what was typed. Where a new sign-in would
 * bring it back, the way there stands beside it.
 */
function LostNotice() {
  const { t } = useTranslation();
  const lost = useConsole((state) => state.lost);
  const openSignIn = useConsole((state) => state.openSignIn);
  if (lost === null) return null;
  const { name, account, unsaved } = lost;
  const problem = account?.problem ?? null;
  const who = account === null ? null : { email: account.email, host: hostOf(account) };
  return (
    <Notice tone="caution" role="alert" className={styles['lost']}>
      <TriangleAlert className="caution" aria-hidden />
      <div>
        <strong>
          {who === null
            ? t('choose.lost', { tenant: name })
            : t(problem === null ? 'choose.signedOut' : 'choose.ended', who)}
        </strong>
        <p>
          {problem !== null && problemLine(t, problem)} {unsaved && t('choose.lostUnsaved')}{' '}
          {who === null ? `${t('choose.lostRows')} ${t('choose.lostNext')}` : t('choose.others')}
        </p>
      </div>
      {account !== null && problem?.code === 'NOT_SIGNED_IN' && (
        <Button onClick={() => openSignIn(account)}>{t('account.signInAgain')}</Button>
      )}
    </Notice>
  );
}
