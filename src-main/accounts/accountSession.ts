import { apiError, refuse, Refusal, type ApiError } from '#shared/api/errors.ts';
import type { Account, KeychainState, SessionState } from '#shared/desktop/session.ts';
import type { Copy, EngineProcess } from '../engine/engineProcess.ts';
import type { Log } from '../log.ts';
import { accountId } from './accountId.ts';
import { createAccessTokens, type AccessTokens } from './accessTokens.ts';
import type { AccountStore, Restored, SignedInAccount } from './accountStore.ts';
import { parseBackendUrl } from './backendUrl.ts';
import { signInWithBrowser } from './browserSignIn.ts';
import type { Identity, OidcClient, TokenAnswer } from './oidcClient.ts';
import { fetchProfile } from './profile.ts';

/** Who is signed in, and the ways to change that. */
export interface AccountSession {
  /** Resolves when it is known whether an account comes back; an account that does was handed to the engine by then. */
  readonly restored: Promise<void>;
  /** The state as it is known by then. */
  readonly current: () => Promise<SessionState>;
  /** @throws Refusal VALIDATION_FAILED for an address that can't be; every other end is in the state. */
  readonly signIn: (input: { readonly backendUrl: string }) => Promise<SessionState>;
  readonly cancelSignIn: () => Promise<SessionState>;
  readonly signOut: () => Promise<SessionState>;
  /** Where the account that is signed in has its copy; null for none, and for a session without a keychain. */
  readonly copy: () => Copy;
  /** A token for the engine. When the backend says that the session is over, it ends here. @throws Refusal */
  readonly accessToken: (rejected: string | null) => Promise<string>;
  /** The backend shut the account out: its session ends, and nothing of what it was shown stays on this machine. */
  readonly disabled: (accountId: string, error: ApiError) => Promise<void>;
  /** The copy could not be opened again after the engine's end. */
  readonly openFailed: (error: ApiError) => void;
}

export interface AccountSessionDeps {
  readonly store: AccountStore;
  readonly engine: Pick<EngineProcess, 'open' | 'close'>;
  readonly connect: (backendUrl: string) => OidcClient;
  readonly openLink: (url: string) => Promise<boolean>;
  readonly onChange: (state: SessionState) => void;
  /** A sign-in in the browser has ended: the window comes to the front again. */
  readonly onBrowserDone: () => void;
  /** Offered where no account was used before; `fixed` when the environment names it. */
  readonly offered: { readonly backendUrl: string; readonly fixed: boolean };
  readonly log: Log;
}

interface SignedIn {
  readonly account: Account;
  readonly copy: Copy;
  readonly client: OidcClient;
  readonly tokens: AccessTokens;
}

export function createAccountSession(deps: AccountSessionDeps): AccountSession {
  const { store, engine } = deps;
  let state: SessionState = {
    state: 'signed-out',
    account: null,
    backendUrl: deps.offered.backendUrl,
    keychain: { available: true },
    problem: null,
  };
  let signedIn: SignedIn | null = null;
  let attempt: AbortController | null = null;
  const restored = restore();

  function set(change: Partial<SessionState>): SessionState {
    const { signInUrl: _gone, ...rest } = state;
    state = { ...rest, ...change };
    deps.onChange(state);
    return state;
  }

  function begin(
    { account, refreshToken, copy }: SignedInAccount,
    client: OidcClient,
    first?: TokenAnswer,
  ): SignedIn {
    const tokens = createAccessTokens({
      refreshToken,
      ...(first === undefined ? {} : { first }),
      refresh: client.refresh,
      async save(token) {
        if (state.keychain.available) noteKeychain(await store.saveRefreshToken(account.id, token));
      },
    });
    return { account, copy, client, tokens };
  }

  function noteKeychain(keychain: KeychainState): void {
    if (!keychain.available) set({ keychain });
  }

  async function restore(): Promise<void> {
    const found = await store.restore().catch((thrown: unknown) => nothingRestored(errorOf(thrown)));
    const backendUrl = deps.offered.fixed
      ? deps.offered.backendUrl
      : (found.backendUrl ?? deps.offered.backendUrl);
    const { keychain, problem } = found;
    if (found.signedIn === null) {
      set({ state: 'signed-out', backendUrl, keychain, problem });
      return;
    }
    const { account, copy } = found.signedIn;
    signedIn = begin(found.signedIn, deps.connect(account.backendUrl));
    // Not awaited: the engine answers calls in the order that it got them, and the page need not wait for it to paint.
    engine.open(account, copy).catch((thrown: unknown) => openFailed(errorOf(thrown)));
    set({ state: 'signed-in', account, backendUrl: account.backendUrl, keychain, problem });
  }

  async function signIn(input: { readonly backendUrl: string }): Promise<SessionState> {
    await restored;
    if (signedIn !== null) {
      throw refuse(
        'ACTION_NOT_ALLOWED',
        'An account is signed in already. Sign out first; nothing was changed.',
      );
    }
    const backendUrl = parseBackendUrl(input.backendUrl);
    attempt?.abort();
    const mine = new AbortController();
    attempt = mine;
    set({ state: 'signing-in', account: null, backendUrl, problem: null });
    const client = deps.connect(backendUrl);
    try {
      await signInWithBrowser(
        {
          client,
          openLink: deps.openLink,
          onSignInUrl: (signInUrl) => set({ signInUrl }),
          signal: mine.signal,
        },
        async (answer) => await finish(client, backendUrl, answer, mine),
      );
      deps.onBrowserDone();
    } catch (thrown) {
      // A cancelled or repeated attempt has left the state to whoever ended it.
      if (attempt === mine) set({ state: 'signed-out', account: null, problem: errorOf(thrown) });
    } finally {
      if (attempt === mine) attempt = null;
    }
    return state;
  }

  async function finish(
    client: OidcClient,
    backendUrl: string,
    answer: TokenAnswer & { readonly identity: Identity },
    mine: AbortController,
  ): Promise<void> {
    const { refreshToken, identity } = answer;
    if (refreshToken === null) {
      throw refuse(
        'NOT_A_BACKEND',
        'The backend gave no lasting session. Nothing was saved; tell its operator.',
      );
    }
    try {
      const profile = await fetchProfile(backendUrl, answer.accessToken);
      if (mine.signal.aborted) throw refuse('CANCELLED', 'The sign-in was given up. Nothing was saved.');
      const account: Account = { id: accountId(identity.issuer, identity.subject), backendUrl, ...profile };
      const kept = await store.keep(account, refreshToken);
      signedIn = begin({ account, refreshToken, copy: kept.copy }, client, answer);
      await engine.open(account, kept.copy);
      if (mine.signal.aborted) throw refuse('CANCELLED', 'The sign-in was given up. Nothing was saved.');
      set({
        state: 'signed-in',
        account,
        backendUrl,
        keychain: kept.keychain,
        problem: kept.setAside ? copySetAside : null,
      });
    } catch (thrown) {
      const begun = signedIn;
      signedIn = null;
      if (begun !== null) {
        await engine.close(begun.account.id, { wipe: false });
        await store.endSession(begun.account.id);
      }
      void client.revoke(refreshToken).catch(() => undefined);
      throw thrown;
    }
  }

  async function cancelSignIn(): Promise<SessionState> {
    attempt?.abort();
    attempt = null;
    return state.state === 'signing-in' ? set({ state: 'signed-out', account: null, problem: null }) : state;
  }

  async function signOut(): Promise<SessionState> {
    await restored;
    const leaving = signedIn;
    if (leaving === null) return await cancelSignIn();
    signedIn = null;
    const revoked = leaving.client.revoke(leaving.tokens.refreshToken()).catch(() => {
      deps.log.warn('session not ended at the backend');
    });
    let problem: ApiError | null = null;
    try {
      await engine.close(leaving.account.id, { wipe: true });
      await store.forget(leaving.account.id);
    } catch {
      problem = notWiped;
    }
    await Promise.race([revoked, new Promise((resolve) => setTimeout(resolve, 3000))]);
    return set({ state: 'signed-out', account: null, problem });
  }

  /** Ends the session without the user's wish: nothing more is shown, and only with `wipe` is anything on disk deleted. */
  async function end(
    ending: SignedIn,
    problem: ApiError,
    { wipe }: { readonly wipe: boolean },
  ): Promise<void> {
    if (signedIn !== ending) return;
    signedIn = null;
    set({ state: 'signed-out', account: null, problem });
    const { id } = ending.account;
    await engine.close(id, { wipe });
    await (wipe ? store.forget(id) : store.endSession(id));
  }

  function openFailed(error: ApiError): void {
    if (signedIn === null) return;
    signedIn = null;
    set({ state: 'signed-out', account: null, problem: error });
  }

  return {
    restored,
    async current() {
      await restored;
      return state;
    },
    signIn,
    cancelSignIn,
    signOut,
    copy: () => signedIn?.copy ?? null,
    async accessToken(rejected) {
      const asking = signedIn;
      if (asking === null)
        throw refuse('NOT_SIGNED_IN', 'Nobody is signed in. Nothing was sent; sign in first.');
      try {
        return await asking.tokens.get(rejected);
      } catch (thrown) {
        if (thrown instanceof Refusal && thrown.error.code === 'NOT_SIGNED_IN')
          await end(asking, thrown.error, { wipe: false });
        throw thrown;
      }
    },
    async disabled(id, error) {
      if (signedIn?.account.id !== id) return;
      await end(signedIn, error, { wipe: true }).catch(() => set({ problem: notWiped }));
    },
    openFailed,
  };
}

function errorOf(thrown: unknown): ApiError {
  if (thrown instanceof Refusal) return thrown.error;
  if (thrown instanceof Error && 'syscall' in thrown) return profileFolderFails;
  return apiError('INTERNAL', 'TenantDesk failed at the sign-in. Nothing was saved; try again.');
}

function nothingRestored(problem: ApiError): Restored {
  return { signedIn: null, backendUrl: null, keychain: { available: true }, problem };
}

const profileFolderFails = apiError(
  'CACHE_UNAVAILABLE',
  "TenantDesk can't read or write its profile folder. Nothing was deleted; check the disk's space and rights, then try " +
    'again.',
);

const copySetAside = apiError(
  'CACHE_UNAVAILABLE',
  'The older local copy could not be opened, because its key is no longer in the keychain. It was set aside, nothing was ' +
    'deleted, and a new copy is being loaded.',
);

const notWiped = apiError(
  'CACHE_UNAVAILABLE',
  'You are signed out, but the local copy could not be deleted. It is encrypted; delete the profile folder to remove it.',
);
