import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useTenantSlice } from '../../state/ConsoleContext.tsx';
import { useAccountLabel } from '../../state/useAccounts.ts';
import { useTenant } from '../../state/useTenant.ts';
import { shownScreen } from '../screens.ts';

/** The window's title says which tenant it is about (T6), also in the task bar and between windows. */
export function useWindowTitle(): void {
  const { t } = useTranslation();
  const tenant = useTenant();
  const screen = useTenantSlice((slice) => shownScreen(slice.screen).screen.name);
  const whose = useAccountLabel();
  const name = tenant === undefined || whose === null ? tenant?.name : `${tenant.name} (${whose})`;
  useEffect(() => {
    document.title =
      name === undefined ? t('app.name') : t('app.title', { tenant: name, screen: t(`screen.${screen}`) });
  }, [t, name, screen]);
}
