import { Menu } from 'lucide-react';
import { use } from 'react';
import { useTranslation } from 'react-i18next';
import { TenantContext } from '../../bridge/TenantContext.tsx';
import { IconButton } from '../../components/Button.tsx';
import { useConsole } from '../../state/ConsoleContext.tsx';
import { JobsEntry } from '../../features/jobs/JobsEntry.tsx';
import { FindPeople } from '../find/FindPeople.tsx';
import { UpdateEntry } from '../updates/UpdateEntry.tsx';
import { CustomerSwitcher } from '../switcher/CustomerSwitcher.tsx';
import { AccountMenu } from './AccountMenu.tsx';
import styles from './Shell.module.css';
import { SyncStatus } from './SyncStatus.tsx';

export function TopBar() {
  const { t } = useTranslation();
  const tenantKey = use(TenantContext);
  const toggleNavigator = useConsole((state) => state.toggleNavigator);
  const navigatorOpen = useConsole((state) => state.navigatorOpen);
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
      <FindPeople />
      <UpdateEntry />
      {tenantKey !== null && <JobsEntry key={tenantKey} />}
      {tenantKey !== null && <SyncStatus />}
      <TenantContext value={null}>
        <AccountMenu />
      </TenantContext>
    </header>
  );
}
