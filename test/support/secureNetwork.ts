import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { type AddressInfo, connect, createServer as createSocketServer, type Socket } from 'node:net';
import { join } from 'node:path';
import type { SecureContext } from 'node:tls';
import { trustedAuthorities } from '../../src-network/authorities.ts';

const folder = join(import.meta.dirname, 'certificates');
const pem = (name: string): string => readFileSync(join(folder, name), 'utf8');

/** The file of an authority that only the tests know; it has issued the certificates of `secureServer`. */
export const authorityFile = join(folder, 'authority.pem');
export const otherAuthorityFile = join(folder, 'other-authority.pem');

/** Takes what is to be done when a test ends. */
export type OnEnd = (work: () => void | Promise<void>) => void;

/** For `desk.example` and 127.0.0.1. */
export type ServerCertificate = 'valid' | 'expired' | 'not-yet-valid';

export const identityOf = (certificate: ServerCertificate): { key: string; cert: string } => ({
  key: pem('server.key'),
  cert: pem(`${certificate}.pem`),
});

/** What a computer trusts on which the tests' authority was made known. */
export const authorities = async (): Promise<SecureContext> =>
  await trustedAuthorities({ NODE_EXTRA_CA_CERTS: authorityFile });

/** A web server with a certificate of the tests' authority. Returns its port. */
export async function secureServer(
  onEnd: OnEnd,
  certificate: ServerCertificate = 'valid',
  listener: RequestListener = (_request, response) =>
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"ready":true}'),
): Promise<number> {
  const server = createSecureServer(identityOf(certificate), listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onEnd(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return (server.address() as AddressInfo).port;
}

/** A proxy on loopback that finds every name on this computer. */
export interface TestProxy {
  readonly port: number;
  /** As PAC scripts name it. */
  readonly way: string;
  /** What it was asked to connect to, as `desk.example:443`. */
  readonly asked: string[];
  /** Answers in place of a tunnel; null: opens it. */
  answer: ((response: ServerResponse | Socket, request: IncomingMessage) => void) | null;
  stop(): Promise<void>;
  start(): Promise<void>;
}

export async function startProxy(onEnd: OnEnd): Promise<TestProxy> {
  const open = new Set<Socket>();
  const server = createServer();
  server.on('connection', (socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
  });
  server.on('connect', (request: IncomingMessage, socket: Socket, head: Buffer) => {
    proxy.asked.push(request.url ?? '');
    socket.on('error', () => undefined);
    if (proxy.answer !== null) return proxy.answer(socket, request);
    const port = Number((request.url ?? '').split(':').at(-1));
    const onward = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      if (head.length > 0) onward.write(head);
      onward.pipe(socket).pipe(onward);
    });
    onward.on('error', () => socket.end('HTTP/1.1 502 Bad gateway\r\n\r\n'));
    socket.on('close', () => onward.destroy());
  });
  const proxy: TestProxy & { port: number } = {
    port: 0,
    get way() {
      return `PROXY 127.0.0.1:${String(proxy.port)}`;
    },
    asked: [],
    answer: null,
    async stop() {
      for (const socket of open) socket.destroy();
      if (server.listening) await new Promise((resolve) => server.close(resolve));
    },
    async start() {
      await new Promise<void>((resolve) => server.listen(proxy.port, '127.0.0.1', resolve));
      proxy.port = (server.address() as AddressInfo).port;
    },
  };
  await proxy.start();
  onEnd(async () => await proxy.stop());
  return proxy;
}

/** A proxy that speaks SOCKS 5 without a password. Returns its port, and what it was asked for. */
export async function startSocks(onEnd: OnEnd): Promise<{ readonly port: number; readonly asked: string[] }> {
  const asked: string[] = [];
  const server = createSocketServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => {
      socket.write(Buffer.from([5, 0]));
      socket.once('data', (wanted) => {
        const length = wanted[4] ?? 0;
        const port = wanted.readUInt16BE(5 + length);
        asked.push(`${wanted.subarray(5, 5 + length).toString()}:${String(port)}`);
        const onward = connect(port, '127.0.0.1', () => {
          socket.write(Buffer.from([5, 0, 0, 1, 127, 0, 0, 1, 0, 0]));
          onward.pipe(socket).pipe(onward);
        });
        onward.on('error', () => socket.destroy());
        socket.on('close', () => onward.destroy());
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onEnd(() => void server.close());
  return { port: (server.address() as AddressInfo).port, asked };
}

/** A PAC script at an address of its own, as a company has one: every name is reached by this way. */
export async function startScript(onEnd: OnEnd, way: string): Promise<string> {
  const server = createServer((_request, response) =>
    response
      .writeHead(200, { 'content-type': 'application/x-ns-proxy-autoconfig' })
      .end(`function FindProxyForURL(url, host) { return ${JSON.stringify(way)}; }`),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onEnd(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/proxy.pac`;
}
