import { setTimeout as sleep } from 'node:timers/promises';
import { refuse, Refusal, type ApiError } from '#shared/api/errors.ts';
import { localError } from '#shared/desktop/localErrors.ts';
import type { Account, KeychainState, SessionState } from '#shared/desktop/session.ts';
import type { Copy, EngineProcess } from '../engine/engineProcess.ts';
import type { Log } from '../log.ts';
import { createAccessTokens, type AccessTokens } from './accessTokens.ts';
import { errorOf } from './accountProblems.ts';
import type { AccountStore, Remembered, Restored } from './accountStore.ts';
import { parseBackendUrl } from './backendUrl.ts';
import type { OidcClient, TokenAnswer } from './oidcClient.ts';
import { createSignIns, type SignedIn, type SignInsDeps } from './signIns.ts';
import { createTurns } from './turns.ts';

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
  /** Brings back whom the keychain did not give out at the start. */
  readonly tryKeychain: () => Promise<SessionState>;
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
  /** Waits some seconds for refresh tokens that are on their way: the backend has given the old one up. */
  readonly dispose: () => Promise<void>;
}

export interface SessionsDeps {
  readonly store: AccountStore;
  readonly engine: Pick<EngineProcess, 'open' | 'close'>;
  readonly connect: (backendUrl: string) => OidcClient;
  readonly fetch: SignInsDeps['fetch'];
  readonly openLink: SignInsDeps['openLink'];
  readonly onChange: (state: SessionState) => void;
  /** A sign-in in the browser has ended: the window comes to the front again. */
  readonly onBrowserDone: () => void;
  /** Offered where no account was used before; `fixed` when the environment names it. */
  readonly offered: { readonly backendUrl: string; readonly fixed: boolean };
  readonly log: Log;
}

/** What an account has while it is signed in: its own tokens, for its own backend. */
interface AccountSession {
  readonly copy: Copy;
  readonly client: OidcClient;
  readonly tokens: AccessTokens;
}

interface HeldAccount {
  readonly account: Account;
  /** Null once it has ended. */
  readonly session: AccountSession | null;
  readonly keychain: KeychainState;
  readonly problem: ApiError | null;
}

/** The longest that a quit waits for an answer, in milliseconds. The window is closed by then. */
const longestGoodbye = 5000;

export function createSessions(deps: SessionsDeps): Sessions {
  const { store, engine } = deps;
  const held = new Map<string, HeldAccount>();
  /** An account begins and ends in turn, so that the end of one session takes nothing from the next. */
  const inTurn = createTurns();
  /** The last beginning of each account: the opening of its copy may never end, and must keep nobody from leaving. */
  const beginnings = new Map<string, AbortController>();
  let keychain: KeychainState = { available: true };
  let problem: ApiError | null = null;
  let lastInView: string | null = null;
  const signIns = createSignIns({
    offered: deps.offered.backendUrl,
    connect: deps.connect,
    fetch: deps.fetch,
    openLink: deps.openLink,
    async begin(signedIn) {
      const { id } = signedIn.account;
      const beginning = new AbortController();
      beginnings.set(id, beginning);
      const signal = AbortSignal.any([signedIn.signal, beginning.signal]);
      return await inTurn(id, async () => await begin({ ...signedIn, signal }));
    },
    onChange: told,
    onBrowserDone: deps.onBrowserDone,
  });
  const first = Promise.withResolvers<void>();
  let all = restore().finally(first.resolve);

  const sessionOf = (id: string): AccountSession | null => held.get(id)?.session ?? null;

  /** In an order that does not depend on who came first. */
  function state(): SessionState {
    const accounts = [...held.values()].map(({ account, session, ...facts }) => {
      return { ...account, ...facts, state: session === null ? ('ended' as const) : ('signed-in' as const) };
    });
    return { accounts: accounts.toSorted(byPlace), lastInView, signIn: signIns.current(), keychain, problem };
  }

  function told(): SessionState {
    const now = state();
    deps.onChange(now);
    return now;
  }

  function change(id: string, facts: Partial<HeldAccount>): void {
    const now = held.get(id);
    if (now !== undefined) held.set(id, { ...now, ...facts });
  }

  /** `first` is what the sign-in itself brought, if it was just now. */
  function createSession(
    id: string,
    { refreshToken, copy }: NonNullable<Restored['session']>,
    { client, first: tokensOfSignIn }: { readonly client: OidcClient; readonly first?: TokenAnswer },
  ): AccountSession {
    const tokens = createAccessTokens({
      refreshToken,
      ...(tokensOfSignIn === undefined ? {} : { first: tokensOfSignIn }),
      refresh: client.refresh,
      async save(token) {
        const now = held.get(id);
        // Nothing is kept of an account without a keychain, nor of one that has signed out meanwhile.
        if (now?.keychain.available !== true || now.session?.tokens !== tokens) return;
        const shown = await store.saveSession(now.account, token);
        if (shown.available) return;
        keychain = shown;
        change(id, { keychain: shown });
        told();
      },
    });
    return { copy, client, tokens };
  }

  async function restore(): Promise<void> {
    const remembered = await store.remembered().catch((thrown: unknown) => nothing(errorOf(thrown)));
    problem = remembered.problem;
    if (!deps.offered.fixed && remembered.backendUrl !== null) signIns.offer(remembered.backendUrl);
    lastInView = remembered.signedIn[0] ?? null;
    for (const id of remembered.signedIn) {
      if (sessionOf(id) !== null) continue;
      await bringBack(id).catch((thrown: unknown) => (problem ??= errorOf(thrown)));
      told();
    }
    for (const id of remembered.ended) {
      const { account } = await found(id);
      if (account !== null) held.set(id, { account, session: null, keychain, problem: null });
    }
    // Asked even when nobody is signed in: the sign-in screen says if nothing can be kept.
    if (keychain.available) keychain = await store.tidyKeychain().catch(() => keychain);
    told();
  }

  async function found(id: string): Promise<Restored> {
    return await store
      .restore(id)
      .catch((thrown: unknown) => ({ account: null, session: null, keychain, problem: errorOf(thrown) }));
  }

  async function bringBack(id: string): Promise<void> {
    const { account, session, ...facts } = await found(id);
    keychain = facts.keychain;
    if (account === null) {
      problem ??= facts.problem;
      // Said once: there is nobody left to be listed.
      if (keychain.available) await store.endSession(id);
      return;
    }
    if (session === null) {
      held.set(id, { account, session, ...facts });
      return;
    }
    const client = deps.connect(account.backendUrl);
    held.set(id, { account, session: createSession(id, session, { client }), ...facts });
    // Not awaited: the engine answers calls in the order that it got them, and the page need not wait for it to paint.
    engine.open(account, session.copy).catch((thrown: unknown) => openFailed(id, errorOf(thrown)));
    first.resolve();
  }

  /** Takes an account from the browser. One that is signed in goes on as it is, with new tokens. */
  async function begin({ account, client, tokens, signal }: SignedIn): Promise<boolean> {
    const { id } = account;
    const before = held.get(id);
    if (before !== undefined && before.session !== null) {
      change(id, { account });
      const replaced = await before.session.tokens.replace(tokens);
      void client.revoke(replaced).catch(() => undefined);
      return true;
    }
    signal.throwIfAborted();
    const { copy, setAside, isNew, keychain: shown } = await store.keep(account, tokens.refreshToken);
    keychain = shown;
    const { refreshToken } = tokens;
    const session = createSession(id, { refreshToken, copy }, { client, first: tokens });
    held.set(id, { account, session, keychain, problem: setAside ? localError('set-aside') : null });
    try {
      await unlessAborted(signal, engine.open(account, copy));
      return false;
    } catch (thrown) {
      if (before === undefined) held.delete(id);
      else held.set(id, before);
      await close(id, { wipe: isNew });
      throw thrown;
    }
  }

  async function signOut(id: string): Promise<SessionState> {
    const leaving = held.get(id);
    if (leaving === undefined) return state();
    held.delete(id);
    const { session } = leaving;
    const revoked = session?.client.revoke(session.tokens.refreshToken()).catch(() => {
      deps.log.warn('session not ended at the backend');
    });
    try {
      await close(id, { wipe: true });
    } catch {
      problem = localError('not-wiped');
    }
    await Promise.race([revoked, new Promise((resolve) => setTimeout(resolve, 3000))]);
    return told();
  }

  /** Ends a session without the user's wish: nothing more is shown, and only with `wipe` is anything on disk deleted. */
  async function end(id: string, why: ApiError, { wipe }: { readonly wipe: boolean }): Promise<void> {
    change(id, { session: null, problem: why });
    told();
    await close(id, { wipe });
  }

  async function close(id: string, { wipe }: { readonly wipe: boolean }): Promise<void> {
    await engine.close(id, { wipe });
    await (wipe ? store.forget(id) : store.endSession(id));
  }

  function openFailed(id: string, why: ApiError): void {
    if (sessionOf(id) === null) return;
    change(id, { session: null, problem: why });
    told();
  }

  return {
    restored: first.promise,
    async current() {
      await first.promise;
      return state();
    },
    async signIn({ backendUrl }) {
      await all;
      const address = parseBackendUrl(backendUrl);
      problem = null;
      await signIns.start(address);
      return state();
    },
    async cancelSignIn() {
      signIns.cancel();
      return state();
    },
    async tryKeychain() {
      await all;
      keychain = { available: true };
      all = restore();
      await all;
      return state();
    },
    async signOut({ accountId: id }) {
      await all;
      beginnings.get(id)?.abort(refuse('CANCELLED', 'The account was signed out. Nothing was saved.'));
      return await inTurn(id, async () => await signOut(id));
    },
    async setInView({ accountId: id }) {
      if (sessionOf(id) === null) return;
      if (lastInView !== id) {
        lastInView = id;
        told();
      }
      // Also when it was in view last: one that left and came back stands behind the others.
      await store.setInView(id);
    },
    copyOf: (id) => sessionOf(id)?.copy ?? null,
    async accessToken(id, rejected) {
      const session = sessionOf(id);
      if (session === null)
        throw refuse('NOT_SIGNED_IN', 'This account is not signed in. Nothing was sent; sign in first.');
      const used = session.tokens.refreshToken();
      try {
        return await session.tokens.get(rejected);
      } catch (thrown) {
        if (thrown instanceof Refusal && thrown.error.code === 'NOT_SIGNED_IN') {
          // Unless the account has signed in again meanwhile.
          await inTurn(id, async () => {
            if (sessionOf(id)?.tokens.refreshToken() === used) await end(id, thrown.error, { wipe: false });
          });
        }
        throw thrown;
      }
    },
    async disabled(id, error) {
      beginnings.get(id)?.abort(new Refusal(error));
      await inTurn(id, async () => {
        // Said once. Also of one whose session has ended: its copy is still here.
        const now = held.get(id);
        if (now !== undefined && now.problem?.code !== error.code) await end(id, error, { wipe: true });
      }).catch(() => {
        problem = localError('not-wiped');
        told();
      });
    },
    openFailed,
    async dispose() {
      const settled = [...held.values()].map(async ({ session }) => await session?.tokens.settled());
      await Promise.race([Promise.all(settled), sleep(longestGoodbye, undefined, { ref: false })]);
    },
  };
}

/** @throws the reason of the signal as soon as it is aborted, however long the work goes on */
async function unlessAborted(signal: AbortSignal, work: Promise<void>): Promise<void> {
  const { promise, reject } = Promise.withResolvers<never>();
  const abort = (): void => reject(signal.reason);
  if (signal.aborted) abort();
  else signal.addEventListener('abort', abort);
  await Promise.race([promise, work]);
}

function byPlace(a: Account, b: Account): number {
  return a.backendUrl.localeCompare(b.backendUrl) || a.profile.email.localeCompare(b.profile.email);
}

function nothing(problem: ApiError): Remembered {
  return { signedIn: [], ended: [], backendUrl: null, problem };
}
