import { use } from 'react';
import { useTranslation } from 'react-i18next';
import { type ActionTarget, refusalOf, type UserAction, ruleOf } from '#shared/domain/userActions.ts';
import { readTenantKey } from '#shared/desktop/tenantKey.ts';
import { useTenantKey } from '../../bridge/TenantContext.tsx';
import { refusalWords } from '../../components/errorWords.ts';
import { ClockContext } from '../../state/ClockContext.ts';
import { useReasons, useTenant } from '../../state/useTenant.ts';
import { useListOf } from '../../state/useTenantList.ts';

export interface ActionReasons {
  /** Why this can't be done to this user now, in words; null when it can. */
  readonly ofUser: (action: UserAction, user: ActionTarget) => string | null;
  /** The same for a selection, of which only the backend knows every user. */
  readonly ofSelection: (action: UserAction) => string | null;
}

/** Actions that are forms: they can be opened and read without the network, their Save says what it needs. */
const opensOffline: readonly UserAction[] = ['edit'];

/** What the account may do to users of a tenant, by the rule of shared, and whether the backend can be asked. */
export function useActionReasons(): ActionReasons {
  const { t } = useTranslation();
  const tenantKey = useTenantKey();
  const reasons = useReasons();
  const permissions = useTenant()?.permissions;
  const account = useListOf()?.account;
  const skew = use(ClockContext);
  const userId = account?.tenantId === readTenantKey(tenantKey).tenantId ? account.userId : null;
  return {
    ofSelection: (action) => reasons.ofChange(ruleOf(action).permission),
    ofUser(action, user) {
      const denied = reasons.ofPermission(ruleOf(action).permission);
      if (denied !== null) return denied;
      const refusal =
        permissions === undefined
          ? null
          : refusalOf(action, { userId, permissions }, { target: user, now: Date.now() + skew });
      if (refusal !== null) return refusalWords(t, refusal);
      return opensOffline.includes(action) ? null : reasons.offline;
    },
  };
}
