import { Refusal } from '#shared/api/errors.ts';
import type { TokenAnswer } from './oidcClient.ts';

/** The tokens of one signed-in account. The access token never leaves the memory of the console's processes. */
export interface AccessTokens {
  /**
   * A token that is good for half a minute at least. `rejected` is one that the backend just refused: it is not given
   * again. Any number of callers at once share one refresh. @throws Refusal OFFLINE, NOT_A_BACKEND, NOT_SIGNED_IN, …
   */
  readonly get: (rejected: string | null) => Promise<string>;
  /** Goes on with the tokens of a new sign-in. Returns the refresh token that they replace. */
  readonly replace: (tokens: SignInTokens) => Promise<string>;
  /** The refresh token as it is now. */
  readonly refreshToken: () => string;
  /** Resolves when a refresh under way has ended and what it brought is kept, or failed. */
  readonly settled: () => Promise<void>;
}

/** What a sign-in brought. */
export interface SignInTokens extends TokenAnswer {
  readonly refreshToken: string;
}

export interface AccessTokensDeps {
  readonly refreshToken: string;
  /** What the sign-in itself brought, if it was just now. */
  readonly first?: TokenAnswer;
  readonly refresh: (refreshToken: string) => Promise<TokenAnswer>;
  /** Stores the rotated refresh token. Must not reject: a session goes on when the keychain doesn't. */
  readonly save: (refreshToken: string) => Promise<void>;
  readonly now?: () => number;
}

/** Renewed this long before its end, so that a token does not run out on its way; milliseconds. */
const margin = 30_000;

export function createAccessTokens({
  first,
  refresh,
  save,
  now = Date.now,
  ...given
}: AccessTokensDeps): AccessTokens {
  let refreshToken = given.refreshToken;
  let token = first === undefined ? null : held(first);
  let refreshing: Promise<string> | null = null;

  function held(answer: TokenAnswer): { readonly value: string; readonly until: number } {
    return { value: answer.accessToken, until: now() + answer.expiresInSeconds * 1000 - margin };
  }

  async function renew(): Promise<string> {
    const answer = await refreshOnceMore(refresh, refreshToken);
    if (answer.refreshToken !== null && answer.refreshToken !== refreshToken) {
      refreshToken = answer.refreshToken;
      // Before the answer is used: the old token stops working soon, and a crash in between must not lose the session.
      await save(refreshToken);
    }
    token = held(answer);
    return token.value;
  }

  async function replace(next: SignInTokens): Promise<string> {
    if (refreshing !== null) {
      // What is on its way would come back later and take the place of the new ones.
      await refreshing.catch(() => undefined);
      return await replace(next);
    }
    const before = refreshToken;
    refreshToken = next.refreshToken;
    token = held(next);
    await save(refreshToken);
    return before;
  }

  return {
    async get(rejected) {
      if (refreshing !== null) return await refreshing;
      if (token !== null && token.value !== rejected && token.until > now()) return token.value;
      refreshing = renew().finally(() => {
        refreshing = null;
      });
      return await refreshing;
    },
    replace,
    refreshToken: () => refreshToken,
    async settled() {
      await refreshing?.catch(() => undefined);
    },
  };
}

/**
 * The request may have arrived and only its answer been lost. Within a minute the backend takes the old refresh token
 * once more from the same client, so one repetition is safe; later it would count as theft of the token.
 */
async function refreshOnceMore(
  refresh: AccessTokensDeps['refresh'],
  refreshToken: string,
): Promise<TokenAnswer> {
  try {
    return await refresh(refreshToken);
  } catch (thrown) {
    if (thrown instanceof Refusal && thrown.error.code === 'OFFLINE') return await refresh(refreshToken);
    throw thrown;
  }
}
