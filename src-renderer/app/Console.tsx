import { useEffect, useLayoutEffect } from 'react';
import { readTenantKey } from '#shared/desktop/tenantKey.ts';
import { TenantContext } from '../bridge/TenantContext.tsx';
import { errorOf } from '../bridge/desktop.ts';
import { useDesktop } from '../bridge/DesktopContext.tsx';
import { useRead } from '../bridge/queries.ts';
import { ErrorState } from '../components/ErrorState.tsx';
import { useConsole } from '../state/ConsoleContext.tsx';
import { useAccountInView, useAccounts } from '../state/useAccounts.ts';
import { noViews } from '../state/consoleStore.ts';
import { useTenantList } from '../state/useTenantList.ts';
import { lazyPart } from '../words/lazyPart.tsx';
import { shownScreen } from './screens.ts';
import { ScreenInView } from './shell/ScreenInView.tsx';
import { Shell } from './shell/Shell.tsx';
import { useTenantInView } from './useTenantInView.ts';

const ChooseTenant = lazyPart([], async () => (await import('./chooseTenant/ChooseTenant.tsx')).ChooseTenant);

/** The window of those who are signed in: the tenant last in view, the only one there is, or the choice among several. */
export function Console() {
  const desktop = useDesktop();
  const accountId = useAccountInView()?.id ?? '';
  const several = useAccounts().length > 1;
  const tenants = useTenantList(accountId);
  const place = useRead('place.read', { accountId }, { enabled: accountId !== '' });

  const restoreViews = useConsole((state) => state.restoreViews);
  const viewsKnown = useConsole((state) => state.layouts[accountId] !== undefined);
  const { data: kept, isPending } = place;
  // Before the first paint, so that no grid is shown in another way than its account likes.
  useLayoutEffect(() => {
    if (accountId !== '' && !isPending) restoreViews(accountId, kept?.views ?? noViews);
  }, [accountId, isPending, kept, restoreViews]);

  const list = tenants.data?.tenants;
  const chosen = useConsole((state) => state.tenantKey);
  // A place that can't be read must not keep anybody out.
  const settled = list !== undefined && (chosen !== null || !place.isPending);
  const { tenantKey, screen } = useTenantInView(list, settled ? (place.data ?? null) : undefined);
  useEffect(() => {
    if (tenantKey === null) return;
    void desktop.call('tenants.open', { tenantKey });
    void desktop.call('session.setInView', { accountId: readTenantKey(tenantKey).accountId });
  }, [tenantKey, desktop]);
  useEffect(() => {
    if (tenantKey === null || tenantKey !== chosen) return;
    const at = readTenantKey(tenantKey);
    void desktop.call('place.keep', {
      accountId: at.accountId,
      lastTenantId: at.tenantId,
      lastScreen: shownScreen(screen).screen,
    });
  }, [tenantKey, chosen, screen, desktop]);

  if (list === undefined && !several) {
    return tenants.error === null ? null : (
      <ErrorState error={errorOf(tenants.error)} onRetry={() => void tenants.refetch()} />
    );
  }
  const waiting = list === undefined ? tenants.error === null : !settled;
  if (waiting || (tenantKey !== null && tenantKey !== chosen)) return null;
  return (
    <TenantContext value={tenantKey}>
      <Shell>{tenantKey === null ? <ChooseTenant /> : viewsKnown && <ScreenInView />}</Shell>
    </TenantContext>
  );
}
