import type { GridLayout } from '#shared/desktop/views.ts';
import { readTenantKey } from '#shared/desktop/tenantKey.ts';
import { useDesktop } from '../../bridge/DesktopContext.tsx';
import { useConsole } from '../../state/ConsoleContext.tsx';

export const noLayout: GridLayout = { columns: [], sort: null, direction: 'asc', pageSize: null };

export interface Layout {
  /** Undefined: nobody has changed anything. */
  readonly value: GridLayout | undefined;
  readonly change: (part: Partial<GridLayout>) => void;
}

/** How the tenant's account likes a grid, kept for the next start. */
export function useLayout(tenantKey: string, grid: string): Layout {
  const { accountId } = readTenantKey(tenantKey);
  const desktop = useDesktop();
  const value = useConsole((state) => state.layouts[accountId]?.[grid]);
  const changeLayout = useConsole((state) => state.changeLayout);
  return {
    value,
    change: (part) => {
      const layout = { ...(value ?? noLayout), ...part };
      changeLayout(accountId, grid, layout);
      void desktop.call('views.keepLayout', { accountId, grid, layout });
    },
  };
}
