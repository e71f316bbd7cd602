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
  { wishesOf, tenantId }: Pick<ConsoleFacts, 'wishesOf' | 'tenantId'>,
): string {
  const first = signedIn(session).find(({ id }) => id === wishesOf);
  return (first ?? accountInView(session, tenantId))?.id ?? '';
}

export function useWishingAccount(): string {
  const session = useRead('session.current', undefined).data;
  const wishesOf = useConsole((state) => state.wishesOf);
  const tenantId = useConsole((state) => state.tenantId);
  return wishingAccount(session, { wishesOf, tenantId });
}

export function usePreferences(): UseQueryResult<Preferences> {
  const accountId = useWishingAccount();
  return useRead('preferences.read', { accountId }, { enabled: accountId !== '' });
}
