import axios, { AxiosError, type AxiosInstance, type CreateAxiosDefaults } from 'axios';
import { type AgentsDeps, createAgents } from './agents.ts';

/** HTTP by the rules of this program, with connections of its own. */
export interface NetworkClient {
  readonly http: AxiosInstance;
  /** Ends the connections. */
  readonly close: () => void;
}

/** Whether a request failed for what happened on the way, and not by a bug. */
export const isRequestFailure = (thrown: unknown): thrown is AxiosError => thrown instanceof AxiosError;

/** Whether a request was given up by its signal. */
export const isGivenUp = (thrown: unknown): boolean => axios.isCancel(thrown);

/** Milliseconds until an answer is given up, where nothing else is said. */
const timeout = 30_000;

/**
 * How the engine speaks to backends: over the ways and with the authorities of `agents.ts`, whatever the environment says of proxies;
 * redirects are not followed, and a status is a value, not an exception. Main has `networkFetch.ts` over the same.
 */
export function createNetworkClient(deps: AgentsDeps, own: CreateAxiosDefaults = {}): NetworkClient {
  const agents = createAgents(deps);
  const http = axios.create({
    timeout,
    ...own,
    ...agents,
    adapter: 'http',
    // Axios would read the environment, which on most computers says nothing of the system's proxy.
    proxy: false,
    transformRequest: [(data: unknown) => data],
    transformResponse: [(data: unknown) => data],
    validateStatus: () => true,
    // A backend never redirects: a redirect is a portal that wants to be seen first.
    maxRedirects: 0,
  });
  return {
    http,
    close() {
      agents.httpAgent.destroy();
      agents.httpsAgent.destroy();
    },
  };
}
