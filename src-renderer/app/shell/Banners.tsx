import { CloudOff, KeyRound, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { relativeTime } from '#shared/domain/relativeTime.ts';
import { classes } from '../../components/classes.ts';
import { problemLine } from '../../components/errorWords.ts';
import { exactTime, useNow } from '../../components/RelativeTime.tsx';
import { useAccountInView, useAccounts, useSession } from '../../state/useAccounts.ts';
import { useAccountOnline, useSync } from '../../state/useSync.ts';
import styles from './Shell.module.css';

/** What is true of all that is in view: no keychain, no backend, no space. Quiet, and never in the way. */
export function Banners({ tenantKey }: { readonly tenantKey: string | null }) {
  const { t } = useTranslation();
  const session = useSession();
  const account = useAccountInView();
  const several = useAccounts().length > 1;
  const accountOnline = useAccountOnline(account?.id ?? '');
  // Without a tenant in view the list says which of several accounts is offline.
  const online = accountOnline || (tenantKey === null && several);
  const keychain = account?.keychain ?? session.keychain;
  return (
    <div>
      {!keychain.available && (
        <Banner caution icon={<KeyRound aria-hidden />}>
          {t(`keychain.${keychain.reason}`)} {t('keychain.consequence')}
        </Banner>
      )}
      {session.problem !== null && (
        <Banner caution icon={<TriangleAlert aria-hidden />}>
          {problemLine(t, session.problem)}
        </Banner>
      )}
      {account !== undefined && account.problem !== null && (
        <Banner caution icon={<TriangleAlert aria-hidden />}>
          {problemLine(t, account.problem)}
        </Banner>
      )}
      {tenantKey !== null && <CopyProblem tenantKey={tenantKey} />}
      {!online && (
        <Banner icon={<CloudOff aria-hidden />}>
          {tenantKey === null ? t('offline.noTenant') : <OfflineWords tenantKey={tenantKey} />}
        </Banner>
      )}
    </div>
  );
}

interface BannerProps {
  readonly caution?: boolean;
  readonly icon: ReactNode;
  readonly children: ReactNode;
}

function Banner({ caution = false, icon, children }: BannerProps) {
  return (
    <div role="status" className={classes('line', styles['banner'], caution && styles['caution'])}>
      {icon}
      <p>{children}</p>
    </div>
  );
}

/** The copy can't be kept in step for a reason that lies in this computer. */
function CopyProblem({ tenantKey }: { readonly tenantKey: string }) {
  const { t } = useTranslation();
  const problem = useSync(tenantKey)?.problem ?? null;
  if (problem?.code !== 'CACHE_UNAVAILABLE') return null;
  return (
    <Banner caution icon={<TriangleAlert aria-hidden />}>
      {problemLine(t, problem)}
    </Banner>
  );
}

function OfflineWords({ tenantKey }: { readonly tenantKey: string }) {
  const { t, i18n } = useTranslation();
  const asOf = useSync(tenantKey)?.asOf ?? null;
  const now = useNow(30_000);
  if (asOf === null) return <>{t('offline.noCopy')}</>;
  const time = Date.parse(asOf);
  return (
    <>
      {t('offline.copy', {
        age: relativeTime(time, now, i18n.language),
        time: exactTime(time, i18n.language),
      })}
    </>
  );
}
