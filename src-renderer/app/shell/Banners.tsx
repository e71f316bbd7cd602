import { CloudOff, KeyRound, TriangleAlert } from 'lucide-react';
import { use } from 'react';
import { useTranslation } from 'react-i18next';
import { relativeTime } from '#shared/domain/relativeTime.ts';
import { TenantContext } from '../../bridge/TenantContext.tsx';
import { problemLine } from '../../components/errorWords.ts';
import { exactTime, useNow } from '../../components/RelativeTime.tsx';
import { useSnapshot } from '../../snapshot/snapshotStore.ts';
import { useDrafts } from '../../state/drafts.ts';
import { useAccountInView, useAccounts, useSession } from '../../state/useAccounts.ts';
import { useAccountOnline, useSync } from '../../state/useSync.ts';
import { lazyPart } from '../../words/lazyPart.tsx';
import { TryKeychain } from '../TryKeychain.tsx';
import { Banner } from './Banner.tsx';

const DraftNotice = lazyPart([], async () => (await import('./DraftNotice.tsx')).DraftNotice);

/** What is true of all that is in view: no keychain, no backend, no space. Quiet, and never in the way. */
export function Banners() {
  const { t } = useTranslation();
  const tenantKey = use(TenantContext);
  const session = useSession();
  const account = useAccountInView();
  const several = useAccounts().length > 1;
  const accountOnline = useAccountOnline(account?.id ?? '');
  // Without a tenant in view the list says which of several accounts is offline.
  const online = accountOnline || (tenantKey === null && several);
  const keychain = account?.keychain ?? session.keychain;
  // The rows come first.
  const drafts = useDrafts({ enabled: useSnapshot(({ shown }) => !shown) });
  const [draft] = drafts;
  const copyProblem = useSync()?.problem ?? null;
  const problems = [
    session.problem,
    account?.problem ?? null,
    // The copy can't be kept in step for a reason that lies in this computer.
    copyProblem?.code === 'CACHE_UNAVAILABLE' ? copyProblem : null,
  ].filter((problem) => problem !== null);
  return (
    <div>
      {!keychain.available && (
        <Banner caution icon={<KeyRound aria-hidden />}>
          <p>
            {t(`keychain.${keychain.reason}`)} {t('keychain.consequence')}
          </p>
        </Banner>
      )}
      {problems.map((problem, place) => (
        <Banner key={place} caution icon={<TriangleAlert aria-hidden />}>
          <p>{problemLine(t, problem)}</p>
          {problem.code === 'KEYCHAIN_UNAVAILABLE' && <TryKeychain />}
        </Banner>
      ))}
      {!online && (
        <Banner icon={<CloudOff aria-hidden />}>
          <p>{tenantKey === null ? t('offline.noTenant') : <OfflineWords />}</p>
        </Banner>
      )}
      <div data-snapshot="none">
        {draft !== undefined && <DraftNotice draft={draft} more={drafts.length - 1} />}
      </div>
    </div>
  );
}

function OfflineWords() {
  const { t, i18n } = useTranslation();
  const asOf = useSync()?.asOf ?? null;
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
