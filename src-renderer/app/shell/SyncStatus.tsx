import { useQueryClient } from '@tanstack/react-query';
import { CloudOff, LoaderCircle, RefreshCw, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { relativeTime } from '#shared/domain/relativeTime.ts';
import { useTenantKey } from '../../bridge/TenantContext.tsx';
import { useDesktop } from '../../bridge/DesktopContext.tsx';
import { Button } from '../../components/Button.tsx';
import { useCommand } from '../../components/commands/commands.tsx';
import { errorLine, problemLine } from '../../components/errorWords.ts';
import { exactTime, useNow } from '../../components/RelativeTime.tsx';
import { useToast } from '../../components/toasts/toastStore.ts';
import { Tooltip } from '../../components/Tooltip.tsx';
import { useOnline, useSync } from '../../state/useSync.ts';
import styles from './Shell.module.css';

/** How true what is shown is: "as of 09:14", progress of a first load, or the age while offline. Press: sync now. */
export function SyncStatus() {
  const { t, i18n } = useTranslation();
  const desktop = useDesktop();
  const queries = useQueryClient();
  const tenantKey = useTenantKey();
  const toast = useToast();
  const sync = useSync();
  const online = useOnline();
  const now = useNow(20_000);
  const [asking, setAsking] = useState(false);

  const syncNow = async () => {
    setAsking(true);
    // What is no part of the copy (audit log, recycle bin, notes) is asked for again, too.
    const read = queries.invalidateQueries({ predicate: ({ queryKey: [, whose] }) => whose === tenantKey });
    const [result] = await Promise.all([desktop.call('sync.now', { tenantKey }), read]);
    setAsking(false);
    if (!result.ok) toast({ tone: 'negative', text: errorLine(t, result.error) });
  };
  useCommand({ name: 'refresh', run: () => void syncNow() });

  const asOf = sync?.asOf ?? null;
  const loading = sync?.phase === 'loading';
  const time =
    asOf === null
      ? null
      : new Intl.DateTimeFormat(i18n.language, { timeStyle: 'short', hourCycle: 'h23' }).format(
          Date.parse(asOf),
        );
  const problem = sync?.problem ?? null;

  const label = () => {
    if (loading && sync.loaded !== null && sync.expected !== null) {
      return t('sync.loading', {
        loaded: sync.loaded.toLocaleString(),
        expected: sync.expected.toLocaleString(),
      });
    }
    if (!online)
      return asOf === null
        ? t('sync.offline')
        : t('sync.offlineSince', { age: relativeTime(Date.parse(asOf), now, i18n.language) });
    return time === null ? t('sync.never') : t('sync.asOf', { time });
  };
  const hint =
    problem !== null && online
      ? problemLine(t, problem)
      : asOf === null
        ? t('sync.now')
        : t('sync.hint', { time: exactTime(Date.parse(asOf), i18n.language) });
  // A first load that waits for something doesn't turn.
  const busy = asking || (loading && online && problem === null);

  return (
    <Tooltip text={hint}>
      <Button
        look="quiet"
        className={styles['sync']}
        icon={
          busy ? (
            <LoaderCircle className="turning" aria-hidden />
          ) : online ? (
            problem === null ? (
              <RefreshCw aria-hidden />
            ) : (
              <TriangleAlert aria-hidden />
            )
          ) : (
            <CloudOff aria-hidden />
          )
        }
        onClick={() => {
          if (!busy) void syncNow();
        }}
      >
        <span
          {...(asOf === null
            ? {}
            : { 'data-snapshot': t('sync.asOf', { time: exactTime(Date.parse(asOf), i18n.language) }) })}
        >
          {label()}
        </span>
      </Button>
    </Tooltip>
  );
}
