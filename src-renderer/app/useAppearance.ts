import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect } from 'react';
import type { InputOf } from '#shared/desktop/index.ts';
import type { Preferences } from '#shared/desktop/preferences.ts';
import { useDesktop } from '../bridge/DesktopContext.tsx';
import { useWishingAccount } from '../state/usePreferences.ts';
import { readKey } from '../bridge/queries.ts';

/** Puts the account's appearance and density on the document and tells the window's own frame. */
export function useAppearance(preferences: Preferences | undefined): void {
  const desktop = useDesktop();
  const appearance = preferences?.appearance;
  const density = preferences?.density;
  useEffect(() => {
    const { dataset } = document.documentElement;
    if (appearance === undefined || appearance === 'system') delete dataset['appearance'];
    else dataset['appearance'] = appearance;
    if (appearance !== undefined) void desktop.call('window.setAppearance', { appearance });
  }, [appearance, desktop]);
  useEffect(() => {
    if (density !== undefined) document.documentElement.dataset['density'] = density;
  }, [density]);
}

/** Changes wishes at once in the window, then in the account's copy. */
export function useChangePreferences(): (change: Omit<InputOf<'preferences.change'>, 'accountId'>) => void {
  const desktop = useDesktop();
  const queries = useQueryClient();
  const accountId = useWishingAccount();
  return useCallback(
    (change) => {
      const key = readKey('preferences.read', { accountId });
      queries.setQueryData<Preferences>(key, (now) =>
        now === undefined ? now : ({ ...now, ...change } as Preferences),
      );
      void desktop.call('preferences.change', { accountId, ...change }).then((result) => {
        if (result.ok) queries.setQueryData(key, result.value);
      });
    },
    [desktop, queries, accountId],
  );
}
