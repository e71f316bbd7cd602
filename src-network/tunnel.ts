import { request as plainRequest, type IncomingMessage } from 'node:http';
import { request as secureRequest } from 'node:https';
import { connect, isIP, type Socket } from 'node:net';
import type { SecureContext } from 'node:tls';
import { NetworkFailure } from './networkFailure.ts';
import type { Way } from './proxies.ts';

export interface Target {
  readonly host: string;
  readonly port: number;
}

type ProxyWay = Extract<Way, { host: string }>;

/** Milliseconds until a proxy that says nothing is given up. */
const patience = 15_000;

/** A connection to another machine through a proxy, over which only that machine can be heard. @throws NetworkFailure */
export async function openTunnel(way: ProxyWay, target: Target, trusted: SecureContext): Promise<Socket> {
  return await (way.kind === 'socks5' ? throughSocks(way, target) : throughConnect(way, target, trusted));
}

/**
 * RFC 9110 9.3.6. What a proxy says instead of opening the tunnel is never taken for an answer of the backend: it could
 * say anything in its name, such as that the account is disabled.
 */
async function throughConnect(way: ProxyWay, target: Target, trusted: SecureContext): Promise<Socket> {
  const { promise, resolve, reject } = Promise.withResolvers<Socket>();
  const authority = `${isIP(target.host) === 6 ? `[${target.host}]` : target.host}:${target.port}`;
  const options = {
    host: way.host,
    port: way.port,
    method: 'CONNECT',
    path: authority,
    headers: { host: authority },
    agent: false,
    timeout: patience,
  };
  const secure = { ...options, secureContext: trusted, rejectUnauthorized: true };
  const asking = way.kind === 'https' ? secureRequest(secure) : plainRequest(options);
  asking.once('connect', (answer: IncomingMessage, socket: Socket, head: Buffer) => {
    socket.setTimeout(0);
    const failure = failureOf(answer.statusCode ?? 0, way);
    if (failure === null) {
      if (head.length > 0) socket.unshift(head);
      resolve(socket);
    } else {
      socket.destroy();
      reject(failure);
    }
  });
  asking.once('timeout', () => asking.destroy(new Error('The proxy says nothing.')));
  // Also of a socket that ends while the answer is read.
  asking.on('error', (cause) => reject(unreachable(way, cause)));
  asking.once('close', () => reject(unreachable(way)));
  asking.end();
  return await promise;
}

function failureOf(status: number, way: ProxyWay): NetworkFailure | null {
  if (status >= 200 && status < 300) return null;
  if (status === 407) return new NetworkFailure('ERR_PROXY_PASSWORD', `${way.host} asks for a password.`);
  // It tried: the other machine is away.
  if (status === 502 || status === 503 || status === 504)
    return new NetworkFailure('EHOSTUNREACH', `${way.host} cannot reach it (${status}).`);
  return new NetworkFailure('ERR_PROXY_REFUSED', `${way.host} refuses (${status}).`);
}

function unreachable(way: ProxyWay, cause?: unknown): NetworkFailure {
  return new NetworkFailure('ERR_PROXY_UNREACHABLE', `${way.host}:${way.port} does not answer.`, { cause });
}

/** RFC 1928 without a password; the proxy looks the name up. */
async function throughSocks(way: ProxyWay, target: Target): Promise<Socket> {
  const socket = connect({ host: way.host, port: way.port });
  socket.setTimeout(patience, () => socket.destroy(new Error('The proxy says nothing.')));
  const { promise: failed, reject } = Promise.withResolvers<never>();
  const fail = (cause?: unknown): void => reject(unreachable(way, cause));
  socket.once('error', fail).once('close', fail);
  try {
    return await Promise.race([failed, greet(socket, way, target)]);
  } catch (error) {
    socket.destroy();
    throw error;
  } finally {
    socket.off('error', fail).off('close', fail).setTimeout(0);
  }
}

async function greet(socket: Socket, way: ProxyWay, { host, port }: Target): Promise<Socket> {
  socket.write(Buffer.from([5, 1, 0]));
  const [, method] = await take(socket, 2);
  if (method !== 0) throw new NetworkFailure('ERR_PROXY_PASSWORD', `${way.host} asks for a password.`);
  const name = Buffer.from(host);
  socket.write(
    Buffer.concat([Buffer.from([5, 1, 0, 3, name.length]), name, Buffer.from([port >> 8, port & 255])]),
  );
  const [, status = 1, , kind, length = 0] = await take(socket, 5);
  if (status === 2) throw new NetworkFailure('ERR_PROXY_REFUSED', `${way.host} refuses.`);
  if (status !== 0) throw new NetworkFailure('EHOSTUNREACH', `${way.host} cannot reach it (${status}).`);
  // The address that it bound, of which the first byte is read, and its port.
  await take(socket, (kind === 1 ? 3 : kind === 4 ? 15 : length) + 2);
  return socket;
}

/** Exactly so many bytes; what comes behind them is left in the socket. */
async function take(socket: Socket, count: number): Promise<Buffer> {
  for (;;) {
    const bytes = socket.read(count) as Buffer | null;
    if (bytes !== null) return bytes;
    await new Promise((resolve) => socket.once('readable', resolve));
  }
}
