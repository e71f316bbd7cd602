import type { QueryClient } from '@tanstack/react-query';
import type { i18n } from 'i18next';
import type { OutputOf } from '#shared/desktop/index.ts';
import type { SessionAccount, SessionState } from '#shared/desktop/session.ts';
import { isOfAccount, readKey } from '../bridge/queries.ts';
import { problemLine } from '../components/errorWords.ts';
import type { ToastStore } from '../components/toasts/toastStore.ts';
import type { ConsoleStore } from '../state/consoleStore.ts';
import { forgetAccount, type LiveStore } from '../state/liveStore.ts';
import { signedIn } from '../state/useAccounts.ts';

const sessionKey = readKey('session.current', undefined);

export interface FollowAccountsParts {
  readonly queries: QueryClient;
  readonly console: ConsoleStore;
  readonly live: LiveStore;
  readonly toasts: ToastStore;
  readonly words: i18n;
}

/**
 * Takes out of the window what it holds of an account that is no longer signed in, whatever ended it. Who had one of its
 * tenants in view is told where they were, others by a message. Returns the function that stops it.
 */
export function followAccounts(parts: FollowAccountsParts): () => void {
  const { queries } = parts;
  const current = (): SessionState | undefined => queries.getQueryData<SessionState>(sessionKey);
  let before = signedIn(current());
  return queries.getQueryCache().subscribe(({ type, query }) => {
    const session = current();
    if (type !== 'updated' || query.queryKey[0] !== sessionKey[0] || session === undefined) return;
    const now = signedIn(session);
    const gone = before.filter(({ id }) => now.every((account) => account.id !== id));
    before = now;
    if (gone.length === 0) return;
    if (now.length === 0) forgetEverything(parts);
    else for (const account of gone) leave(account, session, parts);
  });
}

/** Nothing of an account stays for the one that signs in next. */
function forgetEverything({ queries, console, live, toasts }: FollowAccountsParts): void {
  queries.removeQueries({ predicate: ({ queryKey: [name] }) => name !== sessionKey[0] });
  console.getState().reset();
  live.setState(live.getInitialState());
  toasts.setState(toasts.getInitialState());
}

function leave(
  account: SessionAccount,
  session: SessionState,
  { queries, console, live, toasts, words }: FollowAccountsParts,
): void {
  const { id, backendUrl } = account;
  const { email } = account.profile;
  const list = queries.getQueryData<OutputOf<'tenants.all'>>(readKey('tenants.all', { accountId: id }));
  const tenants = list?.tenants ?? [];
  const problem = session.accounts.find((other) => other.id === id)?.problem ?? null;
  const wasInView = console.getState().tenantId?.startsWith(`${id}/`) === true;
  console.getState().loseTenants(tenants, { email, backendUrl, problem });
  toasts.getState().forgetTenants(new Set(tenants.map(({ key }) => key)));
  queries.removeQueries({ predicate: ({ queryKey }) => isOfAccount(queryKey, id) });
  forgetAccount(live, id);
  if (wasInView) return;
  const { t } = words;
  toasts.getState().show({
    tenantId: null,
    tone: problem === null ? 'plain' : 'negative',
    text:
      problem === null
        ? t('account.signedOut', { email })
        : t('account.ended', { email, why: problemLine(t, problem) }),
  });
}
