import type { Account, KeychainState, SessionAccount } from '#shared/desktop/session.ts';
import type { ApiError } from '#shared/api/errors.ts';
import type { Copy } from '../engine/engineProcess.ts';
import { createAccessTokens, type AccessTokens } from './accessTokens.ts';
import type { AccountStore, SignedInAccount } from './accountStore.ts';
import type { OidcClient, TokenAnswer } from './oidcClient.ts';

/** One account while it is signed in: its own tokens, for its own backend. */
export interface AccountSession {
  readonly account: Account;
  readonly copy: Copy;
  readonly client: OidcClient;
  readonly tokens: AccessTokens;
}

export interface AccountSessionDeps {
  readonly client: OidcClient;
  /** What the sign-in itself brought, if it was just now. */
  readonly first?: TokenAnswer;
  /** False when nothing of the account may be kept. */
  readonly mayKeep: () => boolean;
  readonly store: Pick<AccountStore, 'saveRefreshToken'>;
  readonly onKeychain: (keychain: KeychainState) => void;
}

export function createAccountSession(
  { account, refreshToken, copy }: SignedInAccount,
  { client, first, mayKeep, store, onKeychain }: AccountSessionDeps,
): AccountSession {
  const tokens = createAccessTokens({
    refreshToken,
    ...(first === undefined ? {} : { first }),
    refresh: client.refresh,
    async save(token) {
      if (mayKeep()) onKeychain(await store.saveRefreshToken(account.id, token));
    },
  });
  return { account, copy, client, tokens };
}

/** An account in the window: signed in, or listed with the reason why its session ended. */
export interface HeldAccount {
  readonly account: Account;
  readonly session: AccountSession | null;
  readonly keychain: KeychainState;
  readonly problem: ApiError | null;
}

export function listed({ account, session, keychain, problem }: HeldAccount): SessionAccount {
  return { ...account, state: session === null ? 'ended' : 'signed-in', keychain, problem };
}
