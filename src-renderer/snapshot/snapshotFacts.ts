import type { QueryClient } from '@tanstack/react-query';
import { readKey } from '../bridge/queries.ts';
import type { OutputOf, ReadName } from '#shared/desktop/index.ts';
import { type ConsoleStore, emptySlice, keptViews, type TenantSlice } from '../state/consoleStore.ts';
import { accountInView, signedIn } from '../state/useAccounts.ts';
import type { LiveStore } from '../state/liveStore.ts';
import { selectedCount } from '../state/selection.ts';
import type { ScreenStart, ScreenStartOf } from './screenStart.ts';
import { snapshotRows } from './snapshotRows.ts';

export interface SnapshotSources {
  readonly queries: QueryClient;
  readonly console: ConsoleStore;
  readonly live: LiveStore;
  readonly screenStart: ScreenStartOf;
}

type Known<T> = T | 'unknown' | null;

/** An answer as far as it is known to be true: `unknown` while it is being read, null if there is none. */
function read<N extends ReadName>(queries: QueryClient, name: N, input: unknown): Known<OutputOf<N>> {
  const state = queries.getQueryState<OutputOf<N>>(readKey(name, input));
  if (state === undefined || state.fetchStatus === 'fetching') return 'unknown';
  return state.data === undefined || state.isInvalidated ? null : state.data;
}

/**
 * What the next start would show; `unknown` while it is being read, null if it shows nothing that can be kept: no
 * table, nobody signed in, no keychain, or rows of which is known that they changed.
 */
export function snapshotFacts({ queries, console, screenStart }: SnapshotSources): Known<readonly unknown[]> {
  const { tenantKey, tenants, look } = console.getState();
  const session = read(queries, 'session.current', undefined);
  if (session === 'unknown') return session;
  const account = accountInView(session, tenantKey);
  if (account === undefined || !account.keychain.available) return null;
  const all = read(queries, 'tenants.all', { accountId: account.id });
  if (all === 'unknown') return 'unknown';
  const tenant = all?.tenants.find(({ key }) => key === tenantKey);
  if (tenantKey === null || all === null || tenant === undefined) return null;
  const slice = tenants[tenantKey] ?? emptySlice;
  const { screen, table } = screenStart(tenantKey, slice.screen, keptViews(console.getState(), tenantKey));
  const page = firstPageOf(queries, table);
  if (page === null || page === 'unknown') return page;
  const { name, color, permissions } = tenant;
  return [
    [account.profile, signedIn(session).map(({ id }) => id), tenantKey],
    [name, color, permissions, all.tenants.length > 1, screen],
    [look, window.innerWidth, window.innerHeight],
    [table?.layout, table?.input],
    [page.total, page.totalIsExact, page.nextAnchor === null, page.rows.slice(0, snapshotRows())],
  ];
}

function firstPageOf(
  queries: QueryClient,
  first: ScreenStart['table'],
): Known<OutputOf<'users.page'> | OutputOf<'customers.page'>> {
  // Not asked for, or so long ago that the answer was forgotten: whether it is still true can't be told.
  if (first === null || queries.getQueryState(readKey(first.command, first.input)) === undefined) return null;
  return read(queries, first.command as 'users.page', first.input);
}

/** Whether the window looks now as the next one will: at the beginning of its table, nothing open, nothing marked. */
export function looksAsAtStart(
  { console, live, queries, screenStart }: SnapshotSources,
  page: Document,
): boolean {
  const { tenantKey, tenants, navigatorOpen, pending } = console.getState();
  const session = queries.getQueryData<OutputOf<'session.current'>>(readKey('session.current', undefined));
  const account = accountInView(session, tenantKey);
  const slice = tenants[tenantKey ?? ''] ?? emptySlice;
  return (
    navigatorOpen &&
    pending === null &&
    session?.problem === null &&
    account?.problem === null &&
    live.getState().connections[account.id]?.online !== false &&
    // A panel that is only read stands beside the picture, not in it.
    (slice.drawer === null || slice.drawer['face'] === 'read') &&
    isUntouched(
      slice,
      screenStart(tenantKey ?? '', slice.screen, keptViews(console.getState(), tenantKey ?? '')).table,
    ) &&
    page.querySelector('[role=dialog], [role=menu], [role=tooltip]') === null
  );
}

function isUntouched({ grids }: TenantSlice, table: ScreenStart['table']): boolean {
  if (table === null) return false;
  const view = grids[table.grid];
  return (
    view === undefined || (view.page === 0 && view.only === null && selectedCount(view.selection, 1) === 0)
  );
}
