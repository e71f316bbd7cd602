import type { Agents } from '#network/agents.ts';
import type { Fetch } from '#network/networkFetch.ts';
import { NetworkFailure } from '#network/networkFailure.ts';

/** How main speaks to other machines, and what the engine asks of it for the same. */
export interface MainNetwork {
  readonly fetch: Fetch;
  /** The same for what makes its requests itself. */
  readonly agents: () => Promise<Agents>;
  /** The ways to an origin, as Chromium writes them. @throws NetworkFailure */
  readonly proxiesFor: (origin: string) => Promise<string>;
}

/** Milliseconds that a PAC script may take, or the server that it comes from. */
const patience = 10_000;

/** `resolveProxy` is Electron's. What makes requests is loaded with the first of them. */
export function createMainNetwork(resolveProxy: (url: string) => Promise<string>): MainNetwork {
  async function proxiesFor(origin: string): Promise<string> {
    const failure = new NetworkFailure('ERR_PROXY_SETTINGS', 'The proxy settings could not be read.');
    const { promise: late, reject } = Promise.withResolvers<never>();
    const limit = setTimeout(() => reject(failure), patience);
    try {
      const proxies = await Promise.race([resolveProxy(origin), late]);
      // What Chromium says when there is to be a script and it can't be had.
      if (proxies === '') throw failure;
      return proxies;
    } catch {
      throw failure;
    } finally {
      clearTimeout(limit);
    }
  }

  let made: Promise<{ readonly fetch: Fetch; readonly agents: Agents }> | null = null;
  async function make() {
    const [{ createAgents }, { createNetworkFetch }, { trustedAuthorities }] = await Promise.all([
      import('#network/agents.ts'),
      import('#network/networkFetch.ts'),
      import('#network/authorities.ts'),
    ]);
    const agents = createAgents({ proxiesFor, authorities: trustedAuthorities });
    return { fetch: createNetworkFetch(agents), agents };
  }

  return {
    proxiesFor,
    async fetch(address, options) {
      made ??= make();
      return await (await made).fetch(address, options);
    },
    async agents() {
      made ??= make();
      return (await made).agents;
    },
  };
}
