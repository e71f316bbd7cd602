import { Agent as HttpAgent, type ClientRequestArgs } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { Duplex } from 'node:stream';
import * as tls from 'node:tls';
import { isLoopback } from './loopback.ts';
import { isUnknownIssuer, NetworkFailure } from './networkFailure.ts';
import { nameOfWay, parseWays, type Way } from './proxies.ts';
import { openTunnel, type Target } from './tunnel.ts';

export interface AgentsDeps {
  /** The ways to an origin, as Chromium writes them. Asked for each new connection, because a laptop changes its network. */
  readonly proxiesFor: (origin: string) => Promise<string>;
  readonly authorities: () => Promise<tls.SecureContext>;
}

export interface Agents {
  readonly httpAgent: HttpAgent;
  readonly httpsAgent: HttpsAgent;
}

/** How Node is told of a connection: either of both, which its types don't say. */
type Callback = (error: Error | null, socket: Duplex) => void;

const fail = (callback: Callback | undefined, error: unknown): void =>
  (callback as ((error: unknown) => void) | undefined)?.(error);

/** Milliseconds for which a proxy that was away is tried last. */
const badFor = 60_000;

/** Milliseconds until a machine with which no connection comes about is given up. */
const patience = 20_000;

/** What connections are made by: the ways of this computer's network, and the authorities that it trusts. */
export function createAgents(deps: AgentsDeps): Agents {
  return { httpAgent: new LoopbackAgent({ keepAlive: true }), httpsAgent: new NetworkAgent(deps) };
}

const hostOf = (options: ClientRequestArgs): string => options.host ?? 'localhost';

/** The host as addresses write it. */
const inUrl = (host: string): string => (host.includes(':') ? `[${host}]` : host.toLowerCase());

/** Without TLS nothing leaves this computer: neither straight nor, where anybody could read along, through a proxy. */
class LoopbackAgent extends HttpAgent {
  override createConnection(options: ClientRequestArgs, callback?: Callback): Duplex | null | undefined {
    if (isLoopback(inUrl(hostOf(options)))) return super.createConnection(options, callback);
    fail(callback, new NetworkFailure('ERR_PLAIN_HTTP', 'Another machine is spoken to by https only.'));
    return undefined;
  }
}

class NetworkAgent extends HttpsAgent {
  readonly #deps: AgentsDeps;
  readonly #awayUntil = new Map<string, number>();
  #trusted: Promise<tls.SecureContext> | null = null;

  constructor(deps: AgentsDeps) {
    super({ keepAlive: true });
    this.#deps = deps;
  }

  override createConnection(options: ClientRequestArgs, callback?: Callback): Duplex | null | undefined {
    void this.#deliver(options, callback);
    return undefined;
  }

  async #deliver(options: ClientRequestArgs, callback: Callback | undefined): Promise<void> {
    let socket: Duplex;
    try {
      socket = await this.#connect(options);
    } catch (error) {
      fail(callback, error);
      return;
    }
    callback?.(null, socket);
  }

  async #connect(options: ClientRequestArgs): Promise<Duplex> {
    const target = { host: hostOf(options), port: Number(options.port ?? 443) };
    this.#trusted ??= this.#deps.authorities();
    const trusted = await this.#trusted;
    const servername = (options as tls.ConnectionOptions).servername;
    const reached = await this.#reach(target, trusted);
    const socket = tls.connect({
      ...target,
      ...(reached === null ? {} : { socket: reached }),
      ...(servername === undefined ? {} : { servername }),
      secureContext: trusted,
      ALPNProtocols: ['http/1.1'],
      // Whatever NODE_TLS_REJECT_UNAUTHORIZED says.
      rejectUnauthorized: true,
    });
    socket.once('error', ({ code }: NodeJS.ErrnoException) => {
      // Somebody may install the authority that was missing.
      if (isUnknownIssuer(code)) this.#trusted = null;
    });
    const limit = setTimeout(
      () => socket.destroy(new NetworkFailure('EHOSTUNREACH', 'No connection came about in time.')),
      patience,
    );
    socket.once('secureConnect', () => clearTimeout(limit)).once('close', () => clearTimeout(limit));
    return socket;
  }

  /** A tunnel; null where the way is straight. */
  async #reach(target: Target, trusted: tls.SecureContext): Promise<Duplex | null> {
    let failure: unknown;
    for (const way of await this.#waysTo(target)) {
      if (way.kind === 'direct') return null;
      try {
        if (way.kind === 'unsupported')
          throw new NetworkFailure('ERR_PROXY_UNSUPPORTED', 'The proxy is of a kind that is not known here.');
        return await openTunnel(way, target, trusted);
      } catch (error) {
        failure ??= error;
        this.#awayUntil.set(nameOfWay(way), performance.now() + badFor);
      }
    }
    throw failure;
  }

  async #waysTo({ host, port }: Target): Promise<readonly Way[]> {
    if (isLoopback(inUrl(host))) return [{ kind: 'direct' }];
    const ways = parseWays(await this.#deps.proxiesFor(new URL(`https://${inUrl(host)}:${port}`).origin));
    const away = (way: Way): number => Number((this.#awayUntil.get(nameOfWay(way)) ?? 0) > performance.now());
    return ways.toSorted((a, b) => away(a) - away(b));
  }
}
