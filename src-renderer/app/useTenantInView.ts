import { useLayoutEffect } from 'react';
import type { Place } from '#shared/desktop/place.ts';
import type { SwitcherTenant } from '#shared/desktop/tenants.ts';
import { useConsole, useTenantSlice } from '../state/ConsoleContext.tsx';
import type { Screen } from '../state/consoleStore.ts';
import { shownScreen } from './screens.ts';

export interface TenantInView {
  /** Null while the account has yet to choose. */
  readonly tenantKey: string | null;
  readonly screen: Screen | null;
}

/**
 * The tenant chosen in this window; at a start the one last in view, or the only one there is. After the account lost
 * the tenant in view it is the user who chooses, even if only one is left. `place` is undefined until it is read, null when
 * there is none.
 */
export function useTenantInView(
  tenants: readonly SwitcherTenant[] | undefined,
  place: Place | null | undefined,
): TenantInView {
  const chosen = useConsole((state) => state.tenantKey);
  const lost = useConsole((state) => state.lost);
  const go = useConsole((state) => state.go);
  const known = (id: string | null): string | null =>
    id !== null && tenants?.some(({ key }) => key === id) === true ? id : null;
  const last = tenants?.find(({ id }) => id === place?.lastTenantId)?.key ?? null;
  const only = tenants?.length === 1 ? (tenants[0]?.key ?? null) : null;
  const tenantKey = known(chosen) ?? (place === undefined || lost !== null ? null : (last ?? only));
  const screen = useTenantSlice((slice) => slice.screen, tenantKey);

  // Before the first paint, so that no other screen flashes up.
  useLayoutEffect(() => {
    if (tenantKey === null || tenantKey === chosen) return;
    const again = tenantKey === last ? place : null;
    go(again ? { tenantKey, screen: shownScreen(again.lastScreen).screen } : { tenantKey });
  }, [tenantKey, chosen, go, last, place]);

  return { tenantKey, screen };
}
