import { Menu, Monitor, Moon, Sun } from 'lucide-react';
import { use } from 'react';
import { useTranslation } from 'react-i18next';
import { TenantContext } from '../../bridge/TenantContext.tsx';
import { IconButton } from '../../components/Button.tsx';
import { useConsole } from '../../state/ConsoleContext.tsx';
import { JobsEntry } from '../../features/jobs/JobsEntry.tsx';
import { UpdateEntry } from '../updates/UpdateEntry.tsx';
import { CustomerSwitcher } from '../switcher/CustomerSwitcher.tsx';
import { AccountMenu } from './AccountMenu.tsx';
import styles from './Shell.module.css';
import { SyncStatus } from './SyncStatus.tsx';

const nextAppearance = { system: 'light', light: 'dark', dark: 'system' } as const;
const appearanceIcon = { system: Monitor, light: Sun, dark: Moon } as const;

export function TopBar() {
  const { t } = useTranslation();
  const tenantKey = use(TenantContext);
  const toggleNavigator = useConsole((state) => state.toggleNavigator);
  const navigatorOpen = useConsole((state) => state.navigatorOpen);
  const appearance = useConsole((state) => state.look.appearance);
  const changeLook = useConsole((state) => state.changeLook);
  const Icon = appearanceIcon[appearance];
  return (
    <header className={`line ${styles['topBar']}`}>
      {tenantKey !== null && (
        <IconButton
          label={t('shell.toggleNavigator')}
          aria-expanded={navigatorOpen}
          icon={<Menu aria-hidden />}
          onClick={toggleNavigator}
        />
      )}
      <CustomerSwitcher />
      <div className={styles['space']} />
      <UpdateEntry />
      {tenantKey !== null && <JobsEntry key={tenantKey} />}
      {tenantKey !== null && <SyncStatus />}
      <IconButton
        label={t('shell.appearance', { appearance: t(`appearance.${appearance}`) })}
        icon={<Icon aria-hidden />}
        onClick={() => changeLook({ appearance: nextAppearance[appearance] })}
      />
      <TenantContext value={null}>
        <AccountMenu />
      </TenantContext>
    </header>
  );
}
