import type { UseQueryResult } from '@tanstack/react-query';
import type { Preferences } from '#shared/desktop/preferences.ts';
import type { SessionState } from '#shared/desktop/session.ts';
import { useRead } from '../bridge/queries.ts';
import { useConsole } from './ConsoleContext.tsx';
import type { ConsoleFacts } from './consoleStore.ts';
import { accountInView, signedIn } from './useAccounts.ts';

/**
 * The account whose wishes the window follows: that with which it began, as long as it is signed in. Nothing changes its
 * look because a tenant of another account comes into view.
 */
export function wishingAccount(
  session: SessionState | null | undefined,
  { wishesOf, tenantKey }: Pick<ConsoleFacts, 'wishesOf' | 'tenantKey'>,
): string {
  const first = signedIn(session).find(({ id }) => id === wishesOf);
  return (first ?? accountInView(session, tenantKey))?.id ?? '';
}

export function useWishingAccount(): string {
  const session = useRead('session.current', undefined).data;
  const wishesOf = useConsole((state) => state.wishesOf);
  const tenantKey = useConsole((state) => state.tenantKey);
  return wishingAccount(session, { wishesOf, tenantKey });
}

export function usePreferences(): UseQueryResult<Preferences> {
  const accountId = useWishingAccount();
  return useRead('preferences.read', { accountId }, { enabled: accountId !== '' });
}
