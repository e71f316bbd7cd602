import { useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useRef } from 'react';
import { readKey, useRead } from '../bridge/queries.ts';
import { useDesktopEvent } from '../bridge/DesktopContext.tsx';
import { errorOf } from '../bridge/desktop.ts';
import { ErrorState } from '../components/ErrorState.tsx';
import { useToastStore } from '../components/toasts/toastStore.ts';
import { useConsole } from '../state/ConsoleContext.tsx';
import { useLiveStore } from '../state/liveStore.ts';
import { Console } from './Console.tsx';

const SignInScreen = lazy(async () => ({
  default: (await import('./signIn/SignInScreen.tsx')).SignInScreen,
}));

/** Who is signed in decides what the window is: the sign-in screen or the console. */
export function Session() {
  const queries = useQueryClient();
  const { data: session, error, refetch } = useRead('session.current', undefined);
  const reset = useConsole((state) => state.reset);
  const live = useLiveStore();
  const toasts = useToastStore();
  useDesktopEvent('session.changed', (next) =>
    queries.setQueryData(readKey('session.current', undefined), next),
  );

  const accountId = session?.state === 'signed-in' ? (session.account?.id ?? null) : null;
  const before = useRef(accountId);
  useEffect(() => {
    if (before.current !== null && before.current !== accountId) {
      // Nothing of an account stays in the window once it is signed out.
      queries.removeQueries({ predicate: ({ queryKey: [name] }) => name !== 'session.current' });
      reset();
      live.setState(live.getInitialState());
      toasts.setState(toasts.getInitialState());
    }
    before.current = accountId;
  }, [accountId, queries, reset, live, toasts]);

  if (session === undefined) {
    return error === null ? null : <ErrorState error={errorOf(error)} onRetry={() => void refetch()} />;
  }
  if (accountId === null) {
    return (
      <Suspense fallback={null}>
        <SignInScreen session={session} />
      </Suspense>
    );
  }
  return <Console key={accountId} session={session} />;
}
