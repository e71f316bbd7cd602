import type { QueryClient } from '@tanstack/react-query';
import type { KeptPlace } from '#shared/desktop/place.ts';
import type { StartSnapshot } from '#shared/desktop/startSnapshot.ts';
import { readTenantKey } from '#shared/desktop/tenantKey.ts';
import { readKey } from '../bridge/queries.ts';
import { emptySlice, gridViewsOf, keptViews } from '../state/consoleStore.ts';
import type { SnapshotSources } from './snapshotFacts.ts';

export type StartAnswers = StartSnapshot['answers'];

/** What the window has read to show what it shows, with the keys of its query cache. */
export function startAnswers({ queries, console, screenStart }: SnapshotSources): StartAnswers {
  const { tenantKey, tenants } = console.getState();
  if (tenantKey === null) return [];
  const { accountId, tenantId: lastTenantId } = readTenantKey(tenantKey);
  const { screen: shown } = tenants[tenantKey] ?? emptySlice;
  const { screen, table, reads } = screenStart(tenantKey, shown, keptViews(console.getState(), tenantKey));
  const keys = [
    readKey('session.current', undefined),
    readKey('tenants.all', { accountId }),
    ...(table === null ? [] : [readKey(table.command, table.input)]),
    ...reads.map(({ name, input }) => readKey(name, input)),
  ];
  // Where the window is, is remembered as it goes and not read again.
  const place: KeptPlace = {
    lastTenantId,
    lastScreen: screen,
    views: gridViewsOf(console.getState(), accountId),
  };
  return [
    ...keys.flatMap((key): StartAnswers => {
      const answer = queries.getQueryData<object>(key);
      return answer === undefined ? [] : [[[...key], answer]];
    }),
    [[...readKey('place.read', { accountId })], place],
  ];
}

/**
 * Gives the window what the last one had read, so that it need not wait for the engine to be there again. Known to be old:
 * what shows it asks again, and the answer takes its place.
 */
export function restoreAnswers(queries: QueryClient, answers: StartAnswers): void {
  for (const [key, answer] of answers) queries.setQueryData(key, answer, { updatedAt: 1 });
  void queries.invalidateQueries({ refetchType: 'none' });
}
