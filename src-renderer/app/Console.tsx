import { lazy, Suspense, useEffect, useLayoutEffect } from 'react';
import type { SessionState } from '#shared/desktop/session.ts';
import { errorOf } from '../bridge/desktop.ts';
import { useDesktop } from '../bridge/DesktopContext.tsx';
import { useRead } from '../bridge/queries.ts';
import { ErrorState } from '../components/ErrorState.tsx';
import { useConsole, useTenantSlice } from '../state/ConsoleContext.tsx';
import { toRemember, startScreen } from './lastScreen.ts';
import { Shell } from './shell/Shell.tsx';
import { useAppearance } from './useAppearance.ts';

const ChooseTenant = lazy(async () => ({
  default: (await import('./chooseTenant/ChooseTenant.tsx')).ChooseTenant,
}));

/** A signed-in account's window: the tenant last in view, the only one there is, or the choice among several. */
export function Console({ session }: { readonly session: SessionState }) {
  const desktop = useDesktop();
  const tenants = useRead('tenants.all', undefined);
  const preferences = useRead('preferences.read', undefined);
  const chosen = useConsole((state) => state.tenantId);
  const go = useConsole((state) => state.go);
  useAppearance(preferences.data);

  const list = tenants.data?.tenants;
  const wishes = preferences.data;
  const remembered = wishes?.lastTenantId ?? null;
  const known = (id: string | null) => id !== null && (list?.some((tenant) => tenant.id === id) ?? false);
  const start = known(remembered) ? remembered : list?.length === 1 ? (list[0]?.id ?? null) : null;
  // Preferences that can't be read must not keep anybody out.
  const settled = list !== undefined && !preferences.isPending;
  const tenantId = known(chosen) ? chosen : settled ? start : null;
  const screen = useTenantSlice(tenantId ?? '', (slice) => slice.screen);

  // Before the first paint, so that no other screen flashes up.
  useLayoutEffect(() => {
    if (tenantId === null || tenantId === chosen) return;
    const again = tenantId === remembered && wishes !== undefined;
    go(again ? { tenantId, screen: startScreen(wishes) } : { tenantId });
  }, [tenantId, chosen, go, remembered, wishes]);
  useEffect(() => {
    if (tenantId === null) return;
    void desktop.call('tenants.open', { tenantId });
  }, [tenantId, desktop]);
  useEffect(() => {
    if (tenantId === null || tenantId !== chosen) return;
    void desktop.call('preferences.change', { lastTenantId: tenantId, lastScreen: toRemember(screen) });
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
