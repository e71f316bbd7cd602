import { ClockAlert, CloudOff, KeyRound, TriangleAlert } from 'lucide-react';
import { use } from 'react';
import { useTranslation } from 'react-i18next';
import { relativeTime } from '#shared/domain/relativeTime.ts';
import { TenantContext } from '../../bridge/TenantContext.tsx';
import { problemLine } from '../../components/errorWords.ts';
import { exactTime, useNow } from '../../components/RelativeTime.tsx';
import { ClockContext } from '../../state/ClockContext.ts';
import { useSnapshot } from '../../snapshot/snapshotStore.ts';
import { useDrafts } from '../../state/drafts.ts';
import { useAccountInView, useAccounts, useSession } from '../../state/useAccounts.ts';
import { useConnection, useSync } from '../../state/useSync.ts';
import { lazyPart } from '../../words/lazyPart.tsx';
import { TryKeychain } from '../TryKeychain.tsx';
import { Banner } from './Banner.tsx';

const DraftNotice = lazyPart([], async () => (await import('./DraftNotice.tsx')).DraftNotice);

/** Milliseconds that a clock may be wrong without a word. */
const toleratedSkew = 60_000;

/** What is true of all that is in view: no keychain, no backend, no space. Quiet, and never in the way. */
export function Banners() {
  const { t } = useTranslation();
  const session = useSession();
  const account = useAccountInView();
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
      <OfflineBanner />
      <ClockBanner />
      <div data-snapshot="none">
        {draft !== undefined && <DraftNotice draft={draft} more={drafts.length - 1} />}
      </div>
    </div>
  );
}

/** Why the backend can't be reached, where that has a name, and what can be read all the same. */
function OfflineBanner() {
  const { t } = useTranslation();
  const inTenant = use(TenantContext) !== null;
  const several = useAccounts().length > 1;
  const connection = useConnection(useAccountInView()?.id ?? '');
  // Without a tenant in view the list says which of several accounts is offline.
  if (connection === null || connection.online || (!inTenant && several)) return null;
  const { problem } = connection;
  return (
    <Banner icon={<CloudOff aria-hidden />}>
      <p>
        {problem !== null && `${problemLine(t, problem)} `}
        {inTenant ? <OfflineWords /> : t('offline.noTenant')}
      </p>
    </Banner>
  );
}

/** This computer's clock is wrong, by the backend's. */
function ClockBanner() {
  const { t } = useTranslation();
  const skew = use(ClockContext);
  if (Math.abs(skew) <= toleratedSkew) return null;
  return (
    <Banner caution icon={<ClockAlert aria-hidden />}>
      <p>{t(skew > 0 ? 'clock.behind' : 'clock.ahead', { count: Math.abs(skew) })}</p>
    </Banner>
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
