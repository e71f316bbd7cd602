import { useQueryClient } from '@tanstack/react-query';
import type { OutputOf } from '#shared/desktop/index.ts';
import { readTenantKey } from '#shared/desktop/tenantKey.ts';
import type { SwitcherTenant } from '#shared/desktop/tenants.ts';
import { useDesktop } from '../../bridge/DesktopContext.tsx';
import { readKey } from '../../bridge/queries.ts';

type TenantList = OutputOf<'tenants.all'>;

/** Pins or unpins at once in the list; if the engine refuses, the list is read again. */
export function usePinning(): (tenant: SwitcherTenant) => void {
  const desktop = useDesktop();
  const queries = useQueryClient();
  return ({ key, pinned }) => {
    const { accountId } = readTenantKey(key);
    const queryKey = readKey('tenants.all', { accountId });
    const toggled = (tenant: SwitcherTenant) =>
      tenant.key === key ? { ...tenant, pinned: !pinned } : tenant;
    queries.setQueryData<TenantList>(
      queryKey,
      (list) => list && { ...list, tenants: list.tenants.map(toggled) },
    );
    void desktop.call('tenants.pin', { tenantKey: key, pinned: !pinned }).then((result) => {
      if (!result.ok) void queries.invalidateQueries({ queryKey });
    });
  };
}
