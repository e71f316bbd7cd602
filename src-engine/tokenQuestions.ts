import { apiError, type Result } from '#shared/api/errors.ts';
import type { EngineToMain, MainToEngine } from '#shared/desktop/engineProtocol.ts';
import type { AccessTokens } from './backend/accessTokens.ts';

/** Asks main for access tokens, each account for its own. */
export interface TokenQuestions {
  of(accountId: string): AccessTokens;
  answered(message: Extract<MainToEngine, { type: 'access-token' }>): void;
}

export function createTokenQuestions(post: (message: EngineToMain) => void): TokenQuestions {
  const asked = new Map<
    number,
    { readonly accountId: string; readonly resolve: (result: Result<string>) => void }
  >();
  let lastId = 0;
  return {
    of: (accountId) => ({
      get({ rejected }) {
        lastId += 1;
        const requestId = lastId;
        return new Promise((resolve) => {
          asked.set(requestId, { accountId, resolve });
          post({ type: 'access-token-wanted', accountId, requestId, rejected });
        });
      },
    }),
    answered({ accountId, requestId, token, error }) {
      const question = asked.get(requestId);
      asked.delete(requestId);
      // A token goes to the backend of the account that asked: that of another account never reaches it.
      const own = question?.accountId === accountId && token !== null;
      question?.resolve(own ? { ok: true, value: token } : { ok: false, error: error ?? noToken });
    },
  };
}

const noToken = apiError('NOT_SIGNED_IN', 'No access token came. Nothing was sent; sign in first.');
