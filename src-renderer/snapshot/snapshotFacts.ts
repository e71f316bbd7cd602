import type { QueryClient } from '@tanstack/react-query';
import { readKey, type Reader } from '../bridge/queries.ts';
import type { OutputOf } from '#shared/desktop/index.ts';
import { type ConsoleStore, emptySlice, type TenantSlice } from '../state/consoleStore.ts';
import type { LiveStore } from '../state/liveStore.ts';
import { selectedCount } from '../state/selection.ts';
import { startPage } from '../app/startPage.ts';
import { snapshotRows } from './snapshotRows.ts';

export interface SnapshotSources {
  readonly queries: QueryClient;
  readonly console: ConsoleStore;
  readonly live: LiveStore;
}

/**
 * What the next start would show; `unknown` while it is being read, null if it shows nothing that can be kept: no
 * table, nobody signed in, no keychain, or rows of which is known that they changed.
 */
export function snapshotFacts({ queries, console }: SnapshotSources): readonly unknown[] | 'unknown' | null {
  const read = <N extends Reader>(name: N, input: unknown): OutputOf<N> | 'unknown' | null => {
    const state = queries.getQueryState<OutputOf<N>>(readKey(name, input));
    if (state === undefined || state.fetchStatus === 'fetching') return 'unknown';
    return state.data === undefined || state.isInvalidated ? null : state.data;
  };
  const session = read('session.current', undefined);
  const all = read('tenants.all', undefined);
  const preferences = read('preferences.read', undefined);
  if (session === 'unknown' || all === 'unknown' || preferences === 'unknown') return 'unknown';
  if (session?.state !== 'signed-in' || !session.keychain.available) return null;
  if (all === null || preferences === null) return null;
  const { tenantId, tenants } = console.getState();
  const tenant = all.tenants.find(({ id }) => id === tenantId);
  if (tenantId === null || tenant === undefined) return null;
  const { screen } = tenants[tenantId] ?? emptySlice;
  const first = startPage(tenantId, screen);
  if (first === null) return null;
  // Not asked for, or so long ago that the answer was forgotten: whether it is still true can't be told.
  if (queries.getQueryState(readKey(first.command, first.input)) === undefined) return null;
  const page = read(first.command, first.input);
  if (page === null || page === 'unknown') return page;
  const { name, color, permissions } = tenant;
  const { appearance, density, language } = preferences;
  return [
    [session.account?.profile, tenantId, name, color, permissions, all.tenants.length > 1, screen],
    [appearance, density, language, window.innerWidth, window.innerHeight],
    [page.total, page.totalIsExact, page.nextAnchor === null, page.rows.slice(0, snapshotRows)],
  ];
}

/** Whether the window looks now as the next one will: at the beginning of its table, nothing open, nothing marked. */
export function looksAsAtStart({ console, live, queries }: SnapshotSources, page: Document): boolean {
  const { tenantId, tenants, navigatorOpen, pending } = console.getState();
  const session = queries.getQueryData<OutputOf<'session.current'>>(readKey('session.current', undefined));
  const slice = tenants[tenantId ?? ''] ?? emptySlice;
  return (
    navigatorOpen &&
    pending === null &&
    session?.problem === null &&
    live.getState().connection?.online !== false &&
    slice.drawer === null &&
    isUntouched(slice) &&
    page.querySelector('[role=dialog], [role=menu], [role=tooltip]') === null
  );
}

function isUntouched({ grids, filters, screen }: TenantSlice): boolean {
  const grid =
    screen.name === 'users' && screen.customerId !== null ? `users:${screen.customerId}` : screen.name;
  const view = grids[grid];
  const begins =
    view === undefined ||
    (view.page === 0 &&
      view.direction === 'asc' &&
      view.sort === (screen.name === 'users' ? 'name' : 'title') &&
      selectedCount(view.selection, 1) === 0);
  return begins && Object.values(filters[grid] ?? {}).every(isNothing);
}

const isNothing = (value: unknown): boolean =>
  value === '' || value === null || value === false || (Array.isArray(value) && value.length === 0);
