import { use } from 'react';
import { useTranslation } from 'react-i18next';
import type { Permission } from '#shared/domain/permissions.ts';
import type { SwitcherTenant } from '#shared/desktop/tenants.ts';
import { TenantContext } from '../bridge/TenantContext.tsx';
import { useOnline } from './useSync.ts';
import { useListOf } from './useTenantList.ts';

/** A tenant of the account's list (the one around the component), with its settings and the account's permissions there. */
export function useTenant(tenantKey: string | null = use(TenantContext)): SwitcherTenant | undefined {
  return useListOf(tenantKey)?.tenants.find(({ key }) => key === tenantKey);
}

/** Why something can't be done in the tenant around the component now, in words; null where it can. */
export interface Reasons {
  /** Its backend is known not to answer. */
  readonly offline: string | null;
  /** The account may not do this. */
  readonly ofPermission: (permission: Permission) => string | null;
  /** The same for a change, which needs the backend: lacking permission comes first, being offline second. */
  readonly ofChange: (permission: Permission) => string | null;
}

export function useReasons(): Reasons {
  const { t } = useTranslation();
  const tenant = useTenant();
  const offline = useOnline() ? null : t('reason.offline');
  const ofPermission = (permission: Permission) => {
    if (tenant === undefined || tenant.permissions.includes(permission)) return null;
    return t('reason.noPermission', {
      permission: t(`permission.${permission}`),
      tenant: tenant.name,
    });
  };
  return { offline, ofPermission, ofChange: (permission) => ofPermission(permission) ?? offline };
}
