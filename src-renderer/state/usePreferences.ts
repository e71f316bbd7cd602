import type { UseQueryResult } from '@tanstack/react-query';
import type { Preferences } from '#shared/desktop/preferences.ts';
import { useRead } from '../bridge/queries.ts';
import { useAccountInView } from './useAccountInView.ts';

/** The wishes that the window follows: those of the account in view. */
export function usePreferences(): UseQueryResult<Preferences> {
  const accountId = useAccountInView();
  return useRead('preferences.read', { accountId }, { enabled: accountId !== '' });
}
