import type { QueryClient } from '@tanstack/react-query';
import type { i18n } from 'i18next';
import type { OutputOf, ReadName } from '#shared/desktop/index.ts';
import type { SessionAccount, SessionState } from '#shared/desktop/session.ts';
import type { SwitcherTenant } from '#shared/desktop/tenants.ts';
import { isOfAccount, readKey } from '../bridge/queries.ts';
import { problemLine } from '../components/errorWords.ts';
import type { ToastStore } from '../components/toasts/toastStore.ts';
import type { ConsoleStore, LostAccount } from '../state/consoleStore.ts';
import { forgetAccount, type LiveStore } from '../state/liveStore.ts';
import { signedIn } from '../state/useAccounts.ts';

type TenantList = OutputOf<'tenants.all'>;
const list: ReadName = 'tenants.all';
const session = readKey('session.current', undefined);

export interface FollowLossesParts {
  readonly queries: QueryClient;
  readonly console: ConsoleStore;
  readonly live: LiveStore;
  readonly toasts: ToastStore;
  readonly words: i18n;
}

/**
 * Takes out of the window what it holds of tenants that leave an account's list and of accounts that are no longer signed
 * in: answers, places, messages. A person who had such a tenant in view is told there; no other takes its place by itself.
 * Returns the function that stops it.
 */
export function followLosses({ queries, console, live, toasts, words }: FollowLossesParts): () => void {
  const { t } = words;
  let accounts = signedIn(queries.getQueryData<SessionState>(session));
  /** By account. */
  const held = new Map<unknown, readonly SwitcherTenant[]>();
  for (const [[, accountId], data] of queries.getQueriesData<TenantList>({ queryKey: [list] }))
    held.set(accountId, data?.tenants ?? []);

  function lose(tenants: readonly SwitcherTenant[], account?: LostAccount): void {
    const keys = new Set<unknown>(tenants.map(({ key }) => key));
    console.getState().loseTenants(tenants, account);
    toasts.getState().forgetTenants(keys);
    queries.removeQueries({ predicate: ({ queryKey: [, whose] }) => keys.has(whose) });
  }

  function followList(accountId: unknown, { tenants }: Partial<TenantList>): void {
    const before = held.get(accountId) ?? [];
    if (tenants === undefined || tenants === before) return;
    held.set(accountId, tenants);
    const now = new Set(tenants.map(({ key }) => key));
    const lost = before.filter(({ key }) => !now.has(key));
    if (lost.length > 0) lose(lost);
  }

  function followSession(now: SessionState): void {
    const before = accounts;
    accounts = signedIn(now);
    const gone = before.filter(({ id }) => accounts.every((account) => account.id !== id));
    if (gone.length > 0 && accounts.length === 0) forgetEverything();
    else for (const account of gone) leave(account, now);
  }

  /** Nothing of an account stays for the one that signs in next. */
  function forgetEverything(): void {
    queries.removeQueries({ predicate: ({ queryKey: [name] }) => name !== session[0] });
    console.getState().reset();
    live.setState(live.getInitialState());
    toasts.setState(toasts.getInitialState());
  }

  function leave({ id, backendUrl, profile: { email } }: SessionAccount, now: SessionState): void {
    const problem = now.accounts.find((other) => other.id === id)?.problem ?? null;
    const wasInView = console.getState().tenantKey?.startsWith(`${id}/`) === true;
    lose(held.get(id) ?? [], { email, backendUrl, problem });
    queries.removeQueries({ predicate: ({ queryKey }) => isOfAccount(queryKey, id) });
    forgetAccount(live, id);
    if (wasInView) return;
    toasts.getState().show({
      tenantKey: null,
      tone: problem === null ? 'plain' : 'negative',
      text:
        problem === null
          ? t('account.signedOut', { email })
          : t('account.ended', { email, why: problemLine(t, problem) }),
    });
  }

  return queries.getQueryCache().subscribe(({ type, query }) => {
    const [name, accountId] = query.queryKey;
    const data: unknown = query.state.data ?? {};
    if (name === session[0] && type === 'updated' && query.state.data !== undefined)
      followSession(data as SessionState);
    if (name !== list) return;
    // The list of the next sign-in is not compared with that of the one before.
    if (type === 'removed') held.delete(accountId);
    else if (type === 'updated') followList(accountId, data as Partial<TenantList>);
  });
}
