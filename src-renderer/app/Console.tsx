import { lazy, Suspense, useEffect } from 'react';
import type { SessionState } from '#shared/desktop/session.ts';
import { readTenantKey } from '#shared/desktop/tenantKey.ts';
import { errorOf } from '../bridge/desktop.ts';
import { useDesktop } from '../bridge/DesktopContext.tsx';
import { ErrorState } from '../components/ErrorState.tsx';
import { useConsole } from '../state/ConsoleContext.tsx';
import { useAccountInView } from '../state/useAccountInView.ts';
import { usePreferences } from '../state/usePreferences.ts';
import { useTenantList } from '../state/useTenantList.ts';
import { shownScreen } from './screens.ts';
import { Shell } from './shell/Shell.tsx';
import { useAppearance } from './useAppearance.ts';
import { useTenantInView } from './useTenantInView.ts';

const ChooseTenant = lazy(async () => ({
  default: (await import('./chooseTenant/ChooseTenant.tsx')).ChooseTenant,
}));

/** A signed-in account's window: the tenant last in view, the only one there is, or the choice among several. */
export function Console({ session }: { readonly session: SessionState }) {
  const desktop = useDesktop();
  const accountId = useAccountInView();
  const tenants = useTenantList(accountId);
  const preferences = usePreferences();
  useAppearance(preferences.data);

  const list = tenants.data?.tenants;
  // Preferences that can't be read must not keep anybody out.
  const settled = list !== undefined && !preferences.isPending;
  const { tenantId, screen } = useTenantInView(list, settled ? (preferences.data ?? null) : undefined);
  const chosen = useConsole((state) => state.tenantId);
  useEffect(() => {
    if (tenantId === null) return;
    void desktop.call('tenants.open', { tenantId });
  }, [tenantId, desktop]);
  useEffect(() => {
    if (tenantId === null || tenantId !== chosen) return;
    const at = readTenantKey(tenantId);
    void desktop.call('preferences.change', {
      accountId: at.accountId,
      lastTenantId: at.tenantId,
      lastScreen: shownScreen(screen).screen,
    });
  }, [tenantId, chosen, screen, desktop]);

  if (list === undefined) {
    return tenants.error === null ? null : (
      <ErrorState error={errorOf(tenants.error)} onRetry={() => void tenants.refetch()} />
    );
  }
  if (!settled || (tenantId !== null && tenantId !== chosen)) return null;
  return tenantId === null ? (
    <Shell session={session} tenantId={null}>
      <Suspense fallback={null}>
        <ChooseTenant tenants={list} />
      </Suspense>
    </Shell>
  ) : (
    <Shell session={session} tenantId={tenantId} />
  );
}
