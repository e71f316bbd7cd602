import { apiError, refuse, Refusal, type ApiError } from '#shared/api/errors.ts';
import type { Account, KeychainState, SessionState } from '#shared/desktop/session.ts';
import type { Copy, EngineProcess } from '../engine/engineProcess.ts';
import type { Log } from '../log.ts';
import { accountId } from './accountId.ts';
import { createAccountSession, type HeldAccount, listed } from './accountSession.ts';
import type { AccountStore, Remembered, SignedInAccount } from './accountStore.ts';
import { parseBackendUrl } from './backendUrl.ts';
import { signInWithBrowser } from './browserSignIn.ts';
import type { Identity, OidcClient, TokenAnswer } from './oidcClient.ts';
import { fetchProfile } from './profile.ts';

/** Who is signed in, and the ways to change that. Accounts are apart: what happens to one leaves the others alone. */
export interface Sessions {
  /**
   * Resolves when the first account is back, that of the tenant in view last, or when none comes. It was handed to the
   * engine by then; the others follow by themselves.
   */
  readonly restored: Promise<void>;
  /** The state as it is known by then. */
  readonly current: () => Promise<SessionState>;
  /** @throws Refusal VALIDATION_FAILED for an address that can't be; every other end is in the state. */
  readonly signIn: (input: { readonly backendUrl: string }) => Promise<SessionState>;
  readonly cancelSignIn: () => Promise<SessionState>;
  readonly signOut: (input: { readonly accountId: string }) => Promise<SessionState>;
  readonly setInView: (input: { readonly accountId: string }) => Promise<void>;
  /** Where an account has its copy; null for one that isn't signed in, and for a session without a keychain. */
  readonly copyOf: (accountId: string) => Copy;
  /** A token for the engine. When the backend says that the session is over, it ends here. @throws Refusal */
  readonly accessToken: (accountId: string, rejected: string | null) => Promise<string>;
  /** The backend shut an account out: its session ends, and nothing of what it was shown stays on this machine. */
  readonly disabled: (accountId: string, error: ApiError) => Promise<void>;
  /** A copy could not be opened again after the engine's end. */
  readonly openFailed: (accountId: string, error: ApiError) => void;
}

export interface SessionsDeps {
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

type SignIn = SessionState['signIn'];

export function createSessions(deps: SessionsDeps): Sessions {
  const { store, engine } = deps;
  const held = new Map<string, HeldAccount>();
  let signingIn: SignIn = { waiting: false, backendUrl: deps.offered.backendUrl, problem: null };
  let keychain: KeychainState = { available: true };
  let problem: ApiError | null = null;
  let lastInView: string | null = null;
  let attempt: AbortController | null = null;
  const first = Promise.withResolvers<void>();
  const all = restore().finally(first.resolve);

  /** In an order that does not depend on who came first. */
  const state = (): SessionState => ({
    accounts: [...held.values()].map(listed).toSorted(byPlace),
    lastInView,
    signIn: signingIn,
    keychain,
    problem,
  });

  function told(): SessionState {
    const now = state();
    deps.onChange(now);
    return now;
  }

  function hold(
    found: SignedInAccount,
    { client, first: tokens, ...facts }: Pick<HeldAccount, 'keychain' | 'problem'> & BeginFacts,
  ): void {
    const { id } = found.account;
    const session = createAccountSession(found, {
      client,
      ...(tokens === undefined ? {} : { first: tokens }),
      store,
      mayKeep: () => held.get(id)?.keychain.available === true,
      onKeychain(now) {
        if (now.available || held.get(id)?.session !== session) return;
        keychain = now;
        change(id, { keychain: now });
        told();
      },
    });
    held.set(id, { account: found.account, session, ...facts });
  }

  function change(id: string, facts: Partial<HeldAccount>): void {
    const now = held.get(id);
    if (now !== undefined) held.set(id, { ...now, ...facts });
  }

  async function restore(): Promise<void> {
    const remembered = await store.remembered().catch((thrown: unknown) => nothing(errorOf(thrown)));
    problem = remembered.problem;
    const backendUrl = deps.offered.fixed ? null : remembered.backendUrl;
    signingIn = { ...signingIn, backendUrl: backendUrl ?? deps.offered.backendUrl };
    lastInView = remembered.signedIn[0] ?? null;
    for (const id of remembered.signedIn) {
      const found = await store
        .restore(id)
        .catch((thrown: unknown) => ({ keychain, problem: errorOf(thrown) }));
      if ('problem' in found) {
        keychain = found.keychain;
        problem ??= found.problem;
      } else {
        const { account, copy } = found;
        hold(found, { client: deps.connect(account.backendUrl), keychain, problem: null });
        // Not awaited: the engine answers calls in the order that it got them, and the page need not wait for it to paint.
        engine.open(account, copy).catch((thrown: unknown) => openFailed(id, errorOf(thrown)));
        first.resolve();
      }
      told();
    }
    // Asked even when nobody is signed in: the sign-in screen says if nothing can be kept.
    if (keychain.available) keychain = await store.tidyKeychain().catch(() => keychain);
    told();
  }

  async function signIn(input: { readonly backendUrl: string }): Promise<SessionState> {
    await all;
    const backendUrl = parseBackendUrl(input.backendUrl);
    attempt?.abort();
    const mine = new AbortController();
    attempt = mine;
    signingIn = { waiting: true, backendUrl, problem: null };
    problem = null;
    told();
    const client = deps.connect(backendUrl);
    try {
      await signInWithBrowser(
        {
          client,
          openLink: deps.openLink,
          onSignInUrl(url) {
            signingIn = { ...signingIn, url };
            told();
          },
          signal: mine.signal,
        },
        async (answer) => await finish(client, backendUrl, answer, mine),
      );
      deps.onBrowserDone();
    } catch (thrown) {
      // A cancelled or repeated attempt has left the state to what ended it.
      if (attempt === mine) {
        signingIn = { waiting: false, backendUrl, problem: errorOf(thrown) };
        told();
      }
    } finally {
      if (attempt === mine) attempt = null;
    }
    return state();
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
      if (mine.signal.aborted) throw givenUp();
      const id = accountId(identity.issuer, identity.subject);
      await begin({ id, backendUrl, ...profile }, { client, refreshToken, first: answer, mine });
    } catch (thrown) {
      void client.revoke(refreshToken).catch(() => undefined);
      throw thrown;
    }
  }

  /** Takes a new session, in place of the account's earlier one if there is one. */
  async function begin(
    account: Account,
    { client, refreshToken, first: tokens, mine }: Begun,
  ): Promise<void> {
    const { id, backendUrl } = account;
    const before = held.get(id)?.session ?? null;
    const kept = await store.keep(account, refreshToken);
    keychain = kept.keychain;
    const setAside = kept.setAside ? copySetAside : null;
    const found = { account, refreshToken, copy: kept.copy };
    hold(found, { client, first: tokens, keychain: kept.keychain, problem: setAside });
    if (before !== null) void before.client.revoke(before.tokens.refreshToken()).catch(() => undefined);
    try {
      await engine.open(account, kept.copy);
      if (mine.signal.aborted) throw givenUp();
    } catch (thrown) {
      held.delete(id);
      await engine.close(id, { wipe: false });
      await store.endSession(id);
      throw thrown;
    }
    signingIn = { waiting: false, backendUrl, problem: null };
    told();
  }

  async function cancelSignIn(): Promise<SessionState> {
    attempt?.abort();
    attempt = null;
    if (!signingIn.waiting) return state();
    signingIn = { waiting: false, backendUrl: signingIn.backendUrl, problem: null };
    return told();
  }

  async function signOut({ accountId: id }: { readonly accountId: string }): Promise<SessionState> {
    await all;
    const leaving = held.get(id);
    if (leaving === undefined) return state();
    held.delete(id);
    const { session } = leaving;
    const revoked = session?.client.revoke(session.tokens.refreshToken()).catch(() => {
      deps.log.warn('session not ended at the backend');
    });
    try {
      await engine.close(id, { wipe: true });
      await store.forget(id);
    } catch {
      problem = notWiped;
    }
    await Promise.race([revoked, new Promise((resolve) => setTimeout(resolve, 3000))]);
    return told();
  }

  /** Ends a session without the user's wish: nothing more is shown, and only with `wipe` is anything on disk deleted. */
  async function end(id: string, why: ApiError, { wipe }: { readonly wipe: boolean }): Promise<void> {
    change(id, { session: null, problem: why });
    told();
    await engine.close(id, { wipe });
    await (wipe ? store.forget(id) : store.endSession(id));
  }

  function openFailed(id: string, why: ApiError): void {
    if ((held.get(id)?.session ?? null) === null) return;
    change(id, { session: null, problem: why });
    told();
  }

  return {
    restored: first.promise,
    async current() {
      await first.promise;
      return state();
    },
    signIn,
    cancelSignIn,
    signOut,
    async setInView({ accountId: id }) {
      if (lastInView === id || held.get(id) === undefined) return;
      lastInView = id;
      told();
      await store.setInView(id);
    },
    copyOf: (id) => held.get(id)?.session?.copy ?? null,
    async accessToken(id, rejected) {
      const asking = held.get(id)?.session ?? null;
      if (asking === null)
        throw refuse('NOT_SIGNED_IN', 'This account is not signed in. Nothing was sent; sign in first.');
      try {
        return await asking.tokens.get(rejected);
      } catch (thrown) {
        const over = thrown instanceof Refusal && thrown.error.code === 'NOT_SIGNED_IN';
        if (over && held.get(id)?.session === asking) await end(id, thrown.error, { wipe: false });
        throw thrown;
      }
    },
    async disabled(id, error) {
      if ((held.get(id)?.session ?? null) === null) return;
      await end(id, error, { wipe: true }).catch(() => {
        problem = notWiped;
        told();
      });
    },
    openFailed,
  };
}

interface BeginFacts {
  readonly client: OidcClient;
  readonly first?: TokenAnswer;
}

interface Begun extends Required<BeginFacts> {
  readonly refreshToken: string;
  readonly mine: AbortController;
}

function byPlace(a: Account, b: Account): number {
  return a.backendUrl.localeCompare(b.backendUrl) || a.profile.email.localeCompare(b.profile.email);
}

function errorOf(thrown: unknown): ApiError {
  if (thrown instanceof Refusal) return thrown.error;
  if (thrown instanceof Error && 'syscall' in thrown) return profileFolderFails;
  return apiError('INTERNAL', 'TenantDesk failed at the sign-in. Nothing was saved; try again.');
}

function nothing(problem: ApiError): Remembered {
  return { signedIn: [], backendUrl: null, problem };
}

function givenUp(): Refusal {
  return refuse('CANCELLED', 'The sign-in was given up. Nothing was saved.');
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
  'The account is signed out, but its local copy could not be deleted. It is encrypted; delete the profile folder to remove it.',
);
