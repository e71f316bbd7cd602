import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useRead } from '../../bridge/queries.ts';
import { useConsole, useTenantSlice } from '../../state/ConsoleContext.tsx';
import { useAccountLabel } from '../../state/useAccounts.ts';
import { useTenant } from '../../state/useTenant.ts';
import { shownScreen } from '../screens.ts';

/** The window's title says which tenant and which of its customers it is about (T6), also in the task bar and between windows. */
export function useWindowTitle(): void {
  const { t } = useTranslation();
  const tenant = useTenant();
  const tenantKey = useConsole((state) => state.tenantKey) ?? '';
  const screen = useTenantSlice((slice) => shownScreen(slice.screen).screen.name);
  const customerId = useTenantSlice((slice) => shownScreen(slice.screen).screen['customerId']) ?? null;
  const customer = useRead(
    'customers.one',
    { tenantKey, customerId: customerId ?? '' },
    { enabled: tenant !== undefined && customerId !== null },
  ).data?.title;
  const whose = useAccountLabel();
  const name = tenant === undefined || whose === null ? tenant?.name : `${tenant.name} (${whose})`;
  useEffect(() => {
    const facts = { tenant: name ?? '', screen: t(`screen.${screen}`) };
    if (name === undefined) document.title = t('app.name');
    else
      document.title =
        customer === undefined ? t('app.title', facts) : t('app.titleAt', { ...facts, customer });
  }, [t, name, screen, customer]);
}
