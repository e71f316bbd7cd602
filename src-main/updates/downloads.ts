import {
  type ClientRequest,
  type IncomingMessage,
  request as plainRequest,
  type RequestOptions,
} from 'node:http';
import { request as secureRequest } from 'node:https';
import { ElectronHttpExecutor } from 'electron-updater/out/electronHttpExecutor.js';
import type { Agents } from '#network/agents.ts';

/** What electron-updater fetches installers with: over the network of everything else, in place of Chromium's. */
export function createDownloads(agents: Agents): ElectronHttpExecutor {
  return new Downloads(agents);
}

class Downloads extends ElectronHttpExecutor {
  readonly #agents: Agents;

  constructor(agents: Agents) {
    super();
    this.#agents = agents;
  }

  override createRequest(options: RequestOptions, callback: (response: IncomingMessage) => void): never {
    const { httpAgent, httpsAgent } = this.#agents;
    const request: ClientRequest =
      options.protocol === 'http:'
        ? plainRequest({ ...options, agent: httpAgent }, callback)
        : secureRequest({ ...options, agent: httpsAgent }, callback);
    // Its type is that of Electron's own request, of which only what both have is used.
    return request as never;
  }
}
