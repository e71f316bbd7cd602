import type { ApiError } from '#shared/api/errors.ts';
import type { Account, KeychainState, SessionState } from '#shared/desktop/session.ts';
import type { Sessions } from '../../../src-main/accounts/sessions.ts';
import type { Copy } from '../../../src-main/engine/engineProcess.ts';

/** What somebody with a single account sees of the sessions. */
export interface OneAccountState {
  readonly state: 'signed-out' | 'signing-in' | 'signed-in';
  readonly account: Account | null;
  readonly backendUrl: string;
  readonly keychain: KeychainState;
  readonly signInUrl?: string;
  readonly problem: ApiError | null;
}

export function oneAccountIn({ accounts, signIn, keychain, problem }: SessionState): OneAccountState {
  const [account] = accounts;
  const signedIn = account?.state === 'signed-in';
  const { id, backendUrl, profile, homeTenantName } = account ?? {};
  return {
    state: signedIn ? 'signed-in' : signIn.waiting ? 'signing-in' : 'signed-out',
    account: signedIn ? ({ id, backendUrl, profile, homeTenantName } as Account) : null,
    backendUrl: signIn.backendUrl,
    keychain: signedIn ? account.keychain : keychain,
    ...(signIn.url === undefined ? {} : { signInUrl: signIn.url }),
    problem: account?.problem ?? signIn.problem ?? problem,
  };
}

/** The sessions as somebody with a single account uses them. */
export interface OneAccount {
  readonly current: () => Promise<OneAccountState>;
  readonly signIn: (input: { readonly backendUrl: string }) => Promise<OneAccountState>;
  readonly cancelSignIn: () => Promise<OneAccountState>;
  readonly signOut: () => Promise<OneAccountState>;
  readonly copy: () => Copy;
  readonly accessToken: (rejected: string | null) => Promise<string>;
  readonly disabled: Sessions['disabled'];
}

export function oneAccountOf(sessions: Sessions, latest: () => SessionState | undefined): OneAccount {
  const id = (): string => latest()?.accounts[0]?.id ?? '';
  return {
    current: async () => oneAccountIn(await sessions.current()),
    signIn: async (input) => oneAccountIn(await sessions.signIn(input)),
    cancelSignIn: async () => oneAccountIn(await sessions.cancelSignIn()),
    signOut: async () => oneAccountIn(await sessions.signOut({ accountId: id() })),
    copy: () => sessions.copyOf(id()),
    accessToken: async (rejected) => await sessions.accessToken(id(), rejected),
    disabled: sessions.disabled,
  };
}
