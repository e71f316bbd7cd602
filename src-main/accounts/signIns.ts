import type { Fetch } from '#network/networkFetch.ts';
import { refuse, type ApiError } from '#shared/api/errors.ts';
import type { Account, SessionState } from '#shared/desktop/session.ts';
import type { SignInTokens } from './accessTokens.ts';
import { errorOf } from './accountProblems.ts';
import { createLoopbackServer } from './loopbackServer.ts';
import type { OidcClient, SignInAnswer } from './oidcClient.ts';
import { fetchProfile } from './profile.ts';

type SignInState = SessionState['signIn'];

/** Sign-ins through the browser, one at a time: a new one takes the place of the one before. */
export interface SignIns {
  readonly current: () => SignInState;
  readonly offer: (backendUrl: string) => void;
  /** Resolves when it has ended, however it did: that is in the state. */
  readonly start: (backendUrl: string) => Promise<void>;
  readonly cancel: () => void;
}

/** Who came back from the browser, and with what. */
export interface SignedIn {
  readonly account: Account;
  readonly client: OidcClient;
  readonly tokens: SignInTokens;
  /** Aborted, with the reason as a Refusal, when the person gives up. */
  readonly signal: AbortSignal;
}

export interface SignInsDeps {
  readonly offered: string;
  readonly connect: (backendUrl: string) => OidcClient;
  readonly fetch: Fetch;
  /** Opens an address of this backend in the system's browser. */
  readonly openLink: (url: string, backendUrl: string) => Promise<boolean>;
  /** Takes an account. Returns whether it was signed in already. @throws Refusal */
  readonly begin: (signedIn: SignedIn) => Promise<boolean>;
  readonly onChange: () => void;
  /** The window comes to the front again. */
  readonly onBrowserDone: () => void;
}

interface Attempt {
  readonly backendUrl: string;
  readonly client: OidcClient;
  /** Aborted with the Refusal to throw. */
  readonly signal: AbortSignal;
}

export function createSignIns(deps: SignInsDeps): SignIns {
  let state: SignInState = { waiting: false, backendUrl: deps.offered, problem: null, signedIn: null };
  let attempt: AbortController | null = null;

  function say(next: SignInState): void {
    state = next;
    deps.onChange();
  }

  /**
   * One sign-in through the system's browser: the console never sees the password. Only when all is done does the browser
   * hear how it ended. @throws Refusal, also the reason of the signal
   */
  async function throughBrowser({ backendUrl, client, signal }: Attempt): Promise<SignInState['signedIn']> {
    const server = await createLoopbackServer();
    try {
      const request = await client.authorizationRequest(server.redirectUri);
      signal.throwIfAborted();
      const callback = server.callback(request.state, signal);
      say({ ...state, url: request.url });
      await Promise.race([deps.openLink(request.url, backendUrl), callback]);
      const { url, answer } = await callback;
      let outcome: 'signed-in' | 'failed' = 'failed';
      try {
        const signedIn = await finish(await client.exchange(url, request), { backendUrl, client, signal });
        outcome = 'signed-in';
        return signedIn;
      } finally {
        answer(outcome);
      }
    } finally {
      server.close();
    }
  }

  async function finish(
    answer: SignInAnswer,
    { backendUrl, client, signal }: Attempt,
  ): Promise<SignInState['signedIn']> {
    const { refreshToken, accountId } = answer;
    if (refreshToken === null) {
      throw refuse(
        'NOT_A_BACKEND',
        'The backend gave no lasting session. Nothing was saved; tell its operator.',
      );
    }
    try {
      const profile = await fetchProfile(backendUrl, answer.accessToken, deps.fetch);
      signal.throwIfAborted();
      const account = { id: accountId, backendUrl, ...profile };
      const tokens = { ...answer, refreshToken };
      const already = await deps.begin({ account, client, tokens, signal });
      return { accountId, already };
    } catch (thrown) {
      void client.revoke(refreshToken).catch(() => undefined);
      throw thrown;
    }
  }

  return {
    current: () => state,
    offer: (backendUrl) => void (state = { ...state, backendUrl }),
    async start(backendUrl) {
      attempt?.abort(givenUp());
      const mine = new AbortController();
      attempt = mine;
      const { signal } = mine;
      say({ waiting: true, backendUrl, problem: null, signedIn: null });
      const client = deps.connect(backendUrl);
      let signedIn: SignInState['signedIn'] = null;
      let problem: ApiError | null = null;
      try {
        signedIn = await throughBrowser({ backendUrl, client, signal });
        deps.onBrowserDone();
      } catch (thrown) {
        problem = errorOf(thrown);
      }
      // A cancelled or repeated attempt has left the state to what ended it.
      if (attempt !== mine) return;
      attempt = null;
      say({ waiting: false, backendUrl, problem, signedIn });
    },
    cancel() {
      attempt?.abort(givenUp());
      attempt = null;
      if (state.waiting) say({ waiting: false, backendUrl: state.backendUrl, problem: null, signedIn: null });
    },
  };
}

function givenUp(): Error {
  return refuse('CANCELLED', 'The sign-in was given up. Nothing was saved.');
}
