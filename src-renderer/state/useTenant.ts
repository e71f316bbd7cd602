import { useTranslation } from 'react-i18next';
import type { Permission } from '#shared/domain/permissions.ts';
import type { SwitcherTenant } from '#shared/desktop/tenants.ts';
import { useOnline } from './useSync.ts';
import { useListOf } from './useTenantList.ts';

/** A tenant of the account's list, with its settings and the account's permissions there. */
export function useTenant(tenantKey: string): SwitcherTenant | undefined {
  return useListOf(tenantKey)?.tenants.find(({ key }) => key === tenantKey);
}

/** Why the account may not do this in the tenant, in words; null when it may. */
export function usePermissionReason(tenantKey: string, permission: Permission): string | null {
  const { t } = useTranslation();
  const tenant = useTenant(tenantKey);
  if (tenant === undefined || tenant.permissions.includes(permission)) return null;
  return t('reason.noPermission', {
    permission: t(`permission.${permission}`),
    tenant: tenant.name,
  });
}

/** The same for a change that needs the backend: lacking permission comes first, being offline second. */
export function useChangeReason(tenantKey: string, permission: Permission): string | null {
  const { t } = useTranslation();
  const denied = usePermissionReason(tenantKey, permission);
  const online = useOnline(tenantKey);
  return denied ?? (online ? null : t('reason.offline'));
}
