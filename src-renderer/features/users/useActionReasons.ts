import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Permission } from '#shared/domain/permissions.ts';
import { type ActionTarget, refusalOf, type UserAction, ruleOf } from '#shared/domain/userActions.ts';
import { readTenantKey } from '#shared/desktop/tenantKey.ts';
import { refusalWords } from '../../components/errorWords.ts';
import { useOnline } from '../../state/useSync.ts';
import { useTenant } from '../../state/useTenant.ts';
import { useListOf } from '../../state/useTenantList.ts';

export interface ActionReasons {
  /** Why this can't be done to this user now, in words; null when it can. */
  readonly ofUser: (action: UserAction, user: ActionTarget) => string | null;
  /** The same for a selection, of which only the backend knows every user. */
  readonly ofSelection: (action: UserAction) => string | null;
  readonly ofPermission: (permission: Permission) => string | null;
}

/** Actions that are forms: they can be opened and read without the network, their Save says what it needs. */
const opensOffline: readonly UserAction[] = ['edit'];

/** What the account may do to users of a tenant, by the rule of shared, and whether the backend can be asked. */
export function useActionReasons(tenantKey: string): ActionReasons {
  const { t } = useTranslation();
  const tenant = useTenant(tenantKey);
  const online = useOnline(tenantKey);
  const account = useListOf(tenantKey)?.account;
  const userId = account?.tenantId === readTenantKey(tenantKey).tenantId ? account.userId : null;
  const permissions = tenant?.permissions;
  const tenantName = tenant?.name ?? '';

  const ofPermission = useCallback(
    (permission: Permission) =>
      permissions === undefined || permissions.includes(permission)
        ? null
        : t('reason.noPermission', { permission: t(`permission.${permission}`), tenant: tenantName }),
    [t, permissions, tenantName],
  );
  const ofSelection = useCallback(
    (action: UserAction) => ofPermission(ruleOf(action).permission) ?? (online ? null : t('reason.offline')),
    [t, ofPermission, online],
  );
  const ofUser = useCallback(
    (action: UserAction, user: ActionTarget) => {
      const denied = ofPermission(ruleOf(action).permission);
      if (denied !== null) return denied;
      const refusal = refusalOf(action, { userId, permissions: permissions ?? [] }, user);
      if (refusal !== null && permissions !== undefined) return refusalWords(t, refusal);
      return online || opensOffline.includes(action) ? null : t('reason.offline');
    },
    [t, ofPermission, permissions, userId, online],
  );
  return useMemo(() => ({ ofUser, ofSelection, ofPermission }), [ofUser, ofSelection, ofPermission]);
}
