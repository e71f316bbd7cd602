import { NetworkFailure } from '#network/networkFailure.ts';
import type { EngineToMain, MainToEngine } from '#shared/desktop/engineProtocol.ts';

/** Asks main by which ways the system wants an origin to be reached. */
export interface ProxyQuestions {
  /** @throws NetworkFailure when the system doesn't say */
  readonly proxiesFor: (origin: string) => Promise<string>;
  answered(message: Extract<MainToEngine, { type: 'proxies' }>): void;
}

export function createProxyQuestions(post: (message: EngineToMain) => void): ProxyQuestions {
  const asked = new Map<number, (proxies: string | null) => void>();
  let lastId = 0;
  return {
    async proxiesFor(origin) {
      lastId += 1;
      const requestId = lastId;
      const { promise, resolve } = Promise.withResolvers<string | null>();
      asked.set(requestId, resolve);
      post({ type: 'proxies-wanted', requestId, origin });
      const proxies = await promise;
      if (proxies === null)
        throw new NetworkFailure('ERR_PROXY_SETTINGS', 'The proxy settings could not be read.');
      return proxies;
    },
    answered({ requestId, proxies }) {
      asked.get(requestId)?.(proxies);
      asked.delete(requestId);
    },
  };
}
