import { type ReactNode, use, useState } from 'react';
import { TenantContext } from '../../bridge/TenantContext.tsx';
import { useCommand } from '../../components/commands/commands.tsx';
import { Toasts } from '../../components/toasts/Toasts.tsx';
import { ClockContext } from '../../state/ClockContext.ts';
import { useConsole } from '../../state/ConsoleContext.tsx';
import { useAccountInView } from '../../state/useAccounts.ts';
import { useConnection } from '../../state/useSync.ts';
import { useTenant } from '../../state/useTenant.ts';
import { lazyPart } from '../../words/lazyPart.tsx';
import { Banners } from './Banners.tsx';
import { LeaveQuestion } from './LeaveQuestion.tsx';
import { Navigator } from './Navigator.tsx';
import styles from './Shell.module.css';
import { TopBar } from './TopBar.tsx';
import { useTravel } from './useTravel.ts';
import { useWindowTitle } from './useWindowTitle.ts';

const AddAccount = lazyPart([], async () => (await import('../signIn/AddAccount.tsx')).AddAccount);
const KeyList = lazyPart([], async () => (await import('./KeyList.tsx')).KeyList);

/** The frame around every screen: the tenant's line, top bar, banners, Process Navigator. */
export function Shell({ children }: { readonly children: ReactNode }) {
  const inTenant = use(TenantContext) !== null;
  const account = useAccountInView();
  const skew = useConnection(account?.id ?? '')?.clockSkew ?? 0;
  const tenant = useTenant();
  useWindowTitle();
  useTravel();
  const navigatorOpen = useConsole((state) => state.navigatorOpen);
  const toggleNavigator = useConsole((state) => state.toggleNavigator);
  useCommand({ name: 'toggle-navigator', run: toggleNavigator });
  const signingIn = useConsole((state) => state.signingIn);
  const [keysShown, setKeysShown] = useState(false);
  useCommand({ name: 'show-shortcuts', run: () => setKeysShown(true) });
  return (
    <ClockContext value={skew}>
      <div className={styles['window']}>
        <div
          aria-hidden
          className={styles['tenantLine']}
          style={tenant === undefined ? {} : { background: `var(--tenant-${tenant.color})` }}
        />
        <TopBar />
        <Banners />
        <div className={styles['middle']}>
          {inTenant && navigatorOpen && <Navigator />}
          <main className={`fill ${styles['main']}`}>{children}</main>
        </div>
        <LeaveQuestion />
        <TenantContext value={null}>
          {signingIn !== null && <AddAccount wanted={signingIn} />}
          {keysShown && <KeyList onClose={() => setKeysShown(false)} />}
        </TenantContext>
        <Toasts />
      </div>
    </ClockContext>
  );
}
