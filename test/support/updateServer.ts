import { createHash, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { withSignature } from '../../src-main/updates/signature.ts';

/** A release as it lies on an update server. */
export interface Release {
  readonly version: string;
  readonly file: Buffer;
  readonly notes?: string;
  /** Percent of the consoles that get it. */
  readonly stagingPercentage?: number;
  readonly channel?: 'latest' | 'beta';
  /** When it was signed (ISO 8601); now unless said. */
  readonly signedAt?: string;
  /** Signed with this key in place of the server's own; null: not signed. */
  readonly signedBy?: KeyObject | null;
  /** Under another file's name, as somebody would who moves it from channel to channel. */
  readonly signedAs?: string;
}

/** A web server on loopback with the files of releases, and ways to break it. */
export interface UpdateServer {
  readonly url: string;
  /** The public key that its releases are signed for, as a package holds it. */
  readonly key: string;
  readonly publish: (release: Release) => void;
  /** Puts any text in place of a file. */
  readonly put: (name: string, content: string | Buffer) => void;
  /** How each request is answered from now on, if it is; null: as usual. */
  readonly answer: (
    instead: ((request: IncomingMessage, response: ServerResponse) => boolean) | null,
  ) => void;
  /** Paths that were asked for. */
  readonly requests: readonly string[];
  readonly close: () => Promise<void>;
}

export const linuxFile = (channel: 'latest' | 'beta' = 'latest'): string =>
  `${channel}-linux${process.arch === 'x64' ? '' : `-${process.arch}`}.yml`;

/** Starts it; `port` 0 takes any. */
export async function startUpdateServer(
  port = 0,
  keys = generateKeyPairSync('ed25519'),
): Promise<UpdateServer> {
  const files = new Map<string, Buffer>();
  const requests: string[] = [];
  let instead: ((request: IncomingMessage, response: ServerResponse) => boolean) | null = null;
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://server').pathname.slice(1);
    requests.push(path);
    if (instead?.(request, response) === true) return;
    const content = files.get(decodeURIComponent(path));
    if (content === undefined) response.writeHead(404).end('Not found');
    else response.writeHead(200, { 'content-length': content.length }).end(content);
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    key: keys.publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
    publish({
      version,
      file,
      notes = '',
      stagingPercentage,
      channel = 'latest',
      signedBy = keys.privateKey,
      signedAs,
      signedAt = new Date().toISOString(),
    }) {
      const name = `TenantDesk-${version}-linux-${process.arch}.AppImage`;
      const sha512 = createHash('sha512').update(file).digest('base64');
      const text = [
        `version: ${version}`,
        'files:',
        `  - url: ${name}`,
        `    sha512: ${sha512}`,
        `    size: ${file.length}`,
        `path: ${name}`,
        `sha512: ${sha512}`,
        `releaseNotes: ${JSON.stringify(notes)}`,
        ...(stagingPercentage === undefined ? [] : [`stagingPercentage: ${stagingPercentage}`]),
        `releaseDate: '2026-11-30T08:00:00.000Z'`,
        `signedAt: '${signedAt}'`,
        '',
      ].join('\n');
      const manifest = linuxFile(channel);
      files.set(name, file);
      files.set(
        manifest,
        Buffer.from(signedBy === null ? text : withSignature(signedAs ?? manifest, text, signedBy)),
      );
    },
    put: (name, content) => void files.set(name, Buffer.from(content)),
    answer: (next) => void (instead = next),
    requests,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
