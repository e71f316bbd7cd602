import type { QueryClient } from '@tanstack/react-query';
import type { SessionState } from '#shared/desktop/session.ts';
import type { StartSnapshot } from '#shared/desktop/startSnapshot.ts';
import { readTenantKey } from '#shared/desktop/tenantKey.ts';
import { readKey } from '../bridge/queries.ts';
import { wishingAccount } from '../state/usePreferences.ts';
import { emptySlice } from '../state/consoleStore.ts';
import type { SnapshotSources } from './snapshotFacts.ts';

export type StartAnswers = StartSnapshot['answers'];

/** What the window has read to show what it shows, with the keys of its query cache. */
export function startAnswers({ queries, console, screenStart }: SnapshotSources): StartAnswers {
  const { tenantKey, tenants, wishesOf } = console.getState();
  if (tenantKey === null) return [];
  const at = readTenantKey(tenantKey);
  const { screen, table, reads } = screenStart(tenantKey, (tenants[tenantKey] ?? emptySlice).screen);
  const keys = [
    readKey('session.current', undefined),
    readKey('tenants.all', { accountId: at.accountId }),
    ...(table === null ? [] : [readKey(table.command, table.input)]),
    ...reads.map(({ name, input }) => readKey(name, input)),
  ];
  // Where the window is, is remembered as it goes and not read again.
  const place = { lastTenantId: at.tenantId, lastScreen: screen };
  const session = queries.getQueryData<SessionState>(readKey('session.current', undefined));
  const wishing = wishingAccount(session, { wishesOf, tenantKey });
  const wishes = queries.getQueryData<object>(readKey('preferences.read', { accountId: wishing }));
  return [
    ...keys.flatMap((key): StartAnswers => {
      const answer = queries.getQueryData<object>(key);
      return answer === undefined ? [] : [[[...key], answer]];
    }),
    ...(wishes === undefined
      ? []
      : [[[...readKey('preferences.read', { accountId: at.accountId })], { ...wishes, ...place }] as const]),
  ].map(([key, answer]) => [[...key], answer]);
}

/**
 * Gives the window what the last one had read, so that it need not wait for the engine to be there again. Known to be old:
 * what shows it asks again, and the answer takes its place.
 */
export function restoreAnswers(queries: QueryClient, answers: StartAnswers): void {
  for (const [key, answer] of answers) queries.setQueryData(key, answer, { updatedAt: 1 });
  void queries.invalidateQueries({ refetchType: 'none' });
}
