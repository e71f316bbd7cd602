import { useTranslation } from 'react-i18next';
import { useTenantKey } from '../../bridge/TenantContext.tsx';
import { useTenantSlice } from '../../state/ConsoleContext.tsx';
import { useReasons } from '../../state/useTenant.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { useNoSnapshot } from '../../snapshot/snapshotStore.ts';
import { shownScreen } from '../screens.ts';

/** The screen of the tenant in view; another tenant or another customer is another instance, so nothing carries over. */
export function ScreenInView() {
  const { t } = useTranslation();
  const tenantKey = useTenantKey();
  const { definition, screen } = shownScreen(useTenantSlice((slice) => slice.screen));
  const denied = useReasons().ofPermission(definition.permission);
  useNoSnapshot(definition.table === undefined);
  const title = t(`screen.${screen.name}`);
  if (denied !== null) return <EmptyState title={t('shell.noAccess', { screen: title })} text={denied} />;
  return <definition.Component key={JSON.stringify([tenantKey, screen])} screen={screen} />;
}
