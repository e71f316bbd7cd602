import { useQueryClient } from '@tanstack/react-query';
import { readKey, useRead } from '../bridge/queries.ts';
import { useDesktopEvent } from '../bridge/DesktopContext.tsx';
import { errorOf } from '../bridge/desktop.ts';
import { ErrorState } from '../components/ErrorState.tsx';
import { signedIn } from '../state/useAccounts.ts';
import { lazyPart } from '../words/lazyPart.tsx';
import { CommandsOfWindow } from '../components/commands/commands.tsx';
import { useConsole } from '../state/ConsoleContext.tsx';
import { Console } from './Console.tsx';
import { WindowCommands } from './WindowCommands.tsx';

const UpdatesDialog = lazyPart(
  ['updates'],
  async () => (await import('./updates/UpdatesDialog.tsx')).UpdatesDialog,
);
const SignInScreen = lazyPart([], async () => (await import('./signIn/SignInScreen.tsx')).SignInScreen);

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
    </CommandsOfWindow>
  );
}
