import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { readKey, useRead } from '../bridge/queries.ts';
import { useDesktopEvent } from '../bridge/DesktopContext.tsx';
import { errorOf } from '../bridge/desktop.ts';
import { ErrorState } from '../components/ErrorState.tsx';
import { signedIn } from '../state/useAccounts.ts';
import { lazyPart } from '../words/lazyPart.tsx';
import { CommandsOfWindow } from '../components/commands/commands.tsx';
import { useSnapshot } from '../snapshot/snapshotStore.ts';
import { useConsole } from '../state/ConsoleContext.tsx';
import { Console } from './Console.tsx';
import { WindowCommands } from './WindowCommands.tsx';

const UpdatesDialog = lazyPart(
  ['updates'],
  async () => (await import('./updates/UpdatesDialog.tsx')).UpdatesDialog,
);
const SignInScreen = lazyPart([], async () => (await import('./signIn/SignInScreen.tsx')).SignInScreen);

const CutTip = lazyPart([], async () => (await import('../components/CutTip.tsx')).CutTip);

/** Milliseconds after which a start that shows no rows is over. */
const longestStart = 3000;

/** Its code is asked for after the first rows. */
function CutTipOnceQuiet() {
  const painted = useConsole((state) => state.gridReady);
  const behind = useSnapshot((state) => state.shown);
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), longestStart);
    return () => clearTimeout(timer);
  }, []);
  return ((painted && !behind) || late) && <CutTip />;
}

/** Whether anybody is signed in decides what the window is: the sign-in screen or the console. */
export function Session() {
  const queries = useQueryClient();
  const updatesOpen = useConsole((state) => state.updatesOpen);
  const { data: session, error, refetch } = useRead('session.current', undefined);
  useDesktopEvent('session.changed', (next) =>
    queries.setQueryData(readKey('session.current', undefined), next),
  );
  useDesktopEvent('updates.changed', (next) =>
    queries.setQueryData(readKey('updates.current', undefined), next),
  );
  if (session === undefined) {
    return error === null ? null : <ErrorState error={errorOf(error)} onRetry={() => void refetch()} />;
  }
  return (
    <CommandsOfWindow>
      <WindowCommands />
      {signedIn(session).length === 0 ? <SignInScreen /> : <Console />}
      {updatesOpen && <UpdatesDialog />}
      <CutTipOnceQuiet />
    </CommandsOfWindow>
  );
}
