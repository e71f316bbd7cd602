import { Suspense, type ReactNode } from 'react';
import type { SessionState } from '#shared/desktop/session.ts';
import { CommandsOfWindow, useCommand } from '../../components/commands/commands.tsx';
import { Toasts } from '../../components/toasts/Toasts.tsx';
import { useConsole } from '../../state/ConsoleContext.tsx';
import { useTenant } from '../../state/useTenant.ts';
import { AddAccountOnDemand } from './AddAccountOnDemand.tsx';
import { Banners } from './Banners.tsx';
import { KeyListOnDemand } from './KeyListOnDemand.tsx';
import { LeaveQuestion } from './LeaveQuestion.tsx';
import { Navigator } from './Navigator.tsx';
import { ScreenInView } from './ScreenInView.tsx';
import styles from './Shell.module.css';
import { TopBar } from './TopBar.tsx';
import { useWindowTitle } from './useWindowTitle.ts';

export interface ShellProps {
  readonly session: SessionState;
  /** Null until one is chosen. */
  readonly tenantKey: string | null;
  /** In place of a screen while no tenant is in view. */
  readonly children?: ReactNode;
}

/** The frame around every screen: the tenant's line, top bar, banners, Process Navigator. */
export function Shell(props: ShellProps) {
  return (
    <CommandsOfWindow>
      <Frame {...props} />
    </CommandsOfWindow>
  );
}

function Frame({ session, tenantKey, children }: ShellProps) {
  const tenant = useTenant(tenantKey ?? '');
  useWindowTitle(tenantKey);
  const navigatorOpen = useConsole((state) => state.navigatorOpen);
  const toggleNavigator = useConsole((state) => state.toggleNavigator);
  useCommand({ name: 'toggle-navigator', run: toggleNavigator });
  return (
    <div className={styles['window']}>
      <div
        aria-hidden
        className={styles['tenantLine']}
        style={tenant === undefined ? {} : { background: `var(--tenant-${tenant.color})` }}
      />
      <TopBar session={session} tenantKey={tenantKey} />
      <Banners session={session} tenantKey={tenantKey} />
      <div className={styles['middle']}>
        {tenantKey !== null && navigatorOpen && <Navigator tenantKey={tenantKey} />}
        <main className={`fill ${styles['main']}`}>
          <Suspense fallback={null}>
            {tenantKey === null ? children : <ScreenInView tenantKey={tenantKey} />}
          </Suspense>
        </main>
      </div>
      <LeaveQuestion />
      <AddAccountOnDemand session={session} />
      <KeyListOnDemand />
      <Toasts />
    </div>
  );
}
