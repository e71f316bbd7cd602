import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import {
  authorities,
  authorityFile,
  otherAuthorityFile,
  secureServer,
  startProxy,
  startSocks,
} from '#test/support/secureNetwork.ts';
import { createAgents } from '../../src-network/agents.ts';
import { trustedAuthorities } from '../../src-network/authorities.ts';
import { createNetworkClient } from '../../src-network/network.ts';
import { createNetworkFetch } from '../../src-network/networkFetch.ts';
import { networkError } from '../../src-network/networkFailure.ts';
import { parseWays } from '../../src-network/proxies.ts';

type Deps = Parameters<typeof createNetworkClient>[0];

function clientWith(proxies: string | (() => string), trusted: Deps['authorities'] = authorities) {
  const asked: string[] = [];
  const { http, close } = createNetworkClient({
    async proxiesFor(origin) {
      asked.push(origin);
      return typeof proxies === 'string' ? proxies : proxies();
    },
    authorities: trusted,
  });
  onTestFinished(close);
  /** The status of an answer, or the reason why there is none. */
  const get = async (url: string): Promise<unknown> =>
    await http.get(url, { responseType: 'text' }).then(
      ({ status }) => status,
      ({ code }: { readonly code?: string }) => networkError(code)?.details?.['reason'] ?? code,
    );
  return { get, asked };
}

const agents = () => createAgents({ proxiesFor: async () => 'DIRECT', authorities });

const trusting = (env: Readonly<Record<string, string>>) => async () => await trustedAuthorities(env);

describe('The certificate of a server', () => {
  test('@security is believed only of an authority that this computer knows', async () => {
    const url = `https://127.0.0.1:${await secureServer(onTestFinished)}/`;
    expect(await clientWith('DIRECT', trusting({})).get(url)).toBe('certificate-unknown-issuer');
    const other = trusting({ NODE_EXTRA_CA_CERTS: otherAuthorityFile });
    expect(await clientWith('DIRECT', other).get(url)).toBe('certificate-unknown-issuer');
    expect(await clientWith('DIRECT', trusting({ NODE_EXTRA_CA_CERTS: authorityFile })).get(url)).toBe(200);
  });

  test('may be of an authority in the file of SSL_CERT_FILE', async () => {
    const url = `https://127.0.0.1:${await secureServer(onTestFinished)}/`;
    expect(await clientWith('DIRECT', trusting({ SSL_CERT_FILE: authorityFile })).get(url)).toBe(200);
  });

  test('is looked at with the files that are there, whatever else is named', async () => {
    const url = `https://127.0.0.1:${await secureServer(onTestFinished)}/`;
    const env = { NODE_EXTRA_CA_CERTS: authorityFile, SSL_CERT_FILE: '/nowhere/at/all.pem' };
    expect(await clientWith('DIRECT', trusting(env)).get(url)).toBe(200);
  });

  test('@security is refused with what is wrong with it: expired, not valid yet, of another name', async () => {
    const { get } = clientWith('DIRECT');
    expect(await get(`https://127.0.0.1:${await secureServer(onTestFinished, 'expired')}/`)).toBe(
      'certificate-expired',
    );
    expect(await get(`https://127.0.0.1:${await secureServer(onTestFinished, 'not-yet-valid')}/`)).toBe(
      'certificate-not-yet-valid',
    );
    expect(await get(`https://localhost:${await secureServer(onTestFinished)}/`)).toBe(
      'certificate-other-name',
    );
  });

  test('@security is looked at whatever the environment says', async () => {
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
    onTestFinished(() => void vi.unstubAllEnvs());
    const url = `https://127.0.0.1:${await secureServer(onTestFinished)}/`;
    expect(await clientWith('DIRECT', trusting({})).get(url)).toBe('certificate-unknown-issuer');
  });

  test('is believed once its authority is installed, without a restart', async () => {
    const url = `https://127.0.0.1:${await secureServer(onTestFinished)}/`;
    let env = {};
    const { get } = clientWith('DIRECT', async () => await trustedAuthorities(env));
    expect(await get(url)).toBe('certificate-unknown-issuer');
    env = { NODE_EXTRA_CA_CERTS: authorityFile };
    expect(await get(url)).toBe(200);
  });
});

describe('A proxy', () => {
  test('is gone through to other machines, whose certificates are looked at behind it', async () => {
    const [proxy, port, expired] = [
      await startProxy(onTestFinished),
      await secureServer(onTestFinished),
      await secureServer(onTestFinished, 'expired'),
    ];
    const { get, asked } = clientWith(proxy.way);
    expect(await get(`https://desk.example:${port}/`)).toBe(200);
    expect(await get(`https://desk.example:${expired}/`)).toBe('certificate-expired');
    expect(await get(`https://other.example:${port}/`)).toBe('certificate-other-name');
    expect(proxy.asked[0]).toBe(`desk.example:${port}`);
    expect(asked[0]).toBe(`https://desk.example:${port}`);
  });

  test('@security is not asked for what is on this computer, nor is anybody else', async () => {
    const [proxy, port] = [await startProxy(onTestFinished), await secureServer(onTestFinished)];
    const { get, asked } = clientWith(proxy.way);
    expect(await get(`https://127.0.0.1:${port}/`)).toBe(200);
    expect(await get(`https://localhost:${port}/`)).toBe('certificate-other-name');
    expect([proxy.asked, asked]).toEqual([[], []]);
  });

  test('@security never stands in for the server: what it says in place of a tunnel is not taken for an answer', async () => {
    const [proxy, port] = [await startProxy(onTestFinished), await secureServer(onTestFinished)];
    const { get } = clientWith(proxy.way);
    for (const [status, reason] of [
      [403, 'proxy-refused'],
      [407, 'proxy-password'],
      [503, 'EHOSTUNREACH'],
    ] as const) {
      proxy.answer = (socket) =>
        socket.end(
          `HTTP/1.1 ${status} No\r\ncontent-type: application/json\r\nconnection: close\r\n\r\n{"code":"ACCOUNT_DISABLED"}`,
        );
      expect(await get(`https://desk.example:${port}/`)).toBe(reason);
    }
  });

  test('that ends, or answers something that is no HTTP, is one that does not answer', async () => {
    const [proxy, port] = [await startProxy(onTestFinished), await secureServer(onTestFinished)];
    const { get } = clientWith(proxy.way);
    proxy.answer = (socket) => socket.destroy();
    expect(await get(`https://desk.example:${port}/`)).toBe('proxy-unreachable');
    proxy.answer = (socket) => socket.end('220 mail.example ESMTP\r\n');
    expect(await get(`https://desk.example:${port}/`)).toBe('proxy-unreachable');
    await proxy.stop();
    expect(await get(`https://desk.example:${port}/`)).toBe('proxy-unreachable');
  });

  test('may say its word in pieces', async () => {
    const [proxy, port] = [await startProxy(onTestFinished), await secureServer(onTestFinished)];
    const { get } = clientWith(proxy.way);
    proxy.answer = (socket, request) => {
      proxy.answer = null;
      socket.write('HTTP/1.1 200 Conn');
      setTimeout(() => socket.end('ection established\r\nx: y\r\n\r\nnot TLS'), 20);
      expect(request.url).toBe(`desk.example:${port}`);
    };
    // What comes behind it is the other machine's, and this is none that speaks TLS.
    expect(await get(`https://desk.example:${port}/`)).toMatch(/EPROTO|ERR_SSL|ECONNRESET/u);
    expect(await get(`https://desk.example:${port}/`)).toBe(200);
  });

  test('that is away is passed over for the next, and asked last for a while', async () => {
    const [gone, proxy, port] = [
      await startProxy(onTestFinished),
      await startProxy(onTestFinished),
      await secureServer(onTestFinished),
    ];
    await gone.stop();
    const { get } = clientWith(`${gone.way}; ${proxy.way}`);
    expect(await get(`https://desk.example:${port}/`)).toBe(200);
    await gone.start();
    expect(await get(`https://desk.example:${await secureServer(onTestFinished)}/`)).toBe(200);
    expect(gone.asked).toEqual([]);
    expect(proxy.asked).toHaveLength(2);
  });

  test('that comes with another network is used for the next connection', async () => {
    const [proxy, port] = [await startProxy(onTestFinished), await secureServer(onTestFinished)];
    let ways = 'DIRECT';
    const { get } = clientWith(() => ways);
    // Straight there is no such name.
    expect(await get(`https://desk.example:${port}/`)).toMatch(/ENOTFOUND|EAI_AGAIN/u);
    ways = proxy.way;
    expect(await get(`https://desk.example:${port}/`)).toBe(200);
  });

  test('may speak SOCKS 5', async () => {
    const [socks, port] = [await startSocks(onTestFinished), await secureServer(onTestFinished)];
    expect(await clientWith(`SOCKS5 127.0.0.1:${socks.port}`).get(`https://desk.example:${port}/`)).toBe(200);
    expect(socks.asked).toEqual([`desk.example:${port}`]);
  });

  test('of an unknown kind, or that settings don’t give away, is told apart', async () => {
    const port = await secureServer(onTestFinished);
    expect(await clientWith('SOCKS 127.0.0.1:1080').get(`https://desk.example:${port}/`)).toBe(
      'proxy-unsupported',
    );
    const silent = clientWith(() => {
      throw Object.assign(new Error('no PAC'), { code: 'ERR_PROXY_SETTINGS' });
    });
    expect(await silent.get(`https://desk.example:${port}/`)).toBe('proxy-settings');
  });

  test('is read from what PAC scripts return', () => {
    expect(parseWays('PROXY a.example:3128;HTTPS b.example; SOCKS5 [::1]:1081 ; DIRECT')).toEqual([
      { kind: 'http', host: 'a.example', port: 3128 },
      { kind: 'https', host: 'b.example', port: 443 },
      { kind: 'socks5', host: '::1', port: 1081 },
      { kind: 'direct' },
    ]);
    expect(parseWays('PROXY a.example')).toEqual([{ kind: 'http', host: 'a.example', port: 80 }]);
    expect(parseWays('')).toEqual([{ kind: 'direct' }]);
    expect(parseWays('proxy user:secret@a.example:80')).toEqual([
      { kind: 'http', host: 'a.example', port: 80 },
    ]);
    expect(parseWays('QUIC a.example:1; constructor x')).toEqual([
      { kind: 'unsupported' },
      { kind: 'unsupported' },
    ]);
  });
});

function endless(response: ServerResponse): void {
  const part = Buffer.alloc(1024 * 1024);
  const more = (): void => {
    if (!response.destroyed) response.write(part, more);
  };
  more();
}

describe('A request', () => {
  test('@security without TLS never leaves this computer, not even to a proxy', async () => {
    const proxy = await startProxy(onTestFinished);
    vi.stubEnv('http_proxy', `http://127.0.0.1:${proxy.port}`);
    onTestFinished(() => void vi.unstubAllEnvs());
    const { get, asked } = clientWith(proxy.way);
    expect(await get('http://desk.example/')).toBe('ERR_PLAIN_HTTP');
    expect([proxy.asked, asked]).toEqual([[], []]);
  });

  test('@security does not follow where an answer leads', async () => {
    let reached = 0;
    const server = createServer((request, response) => {
      if (request.url === '/target') reached += 1;
      response.writeHead(302, { location: '/target' }).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const { get } = clientWith('DIRECT');
    expect(await get(url)).toBe(302);
    const fetch = createNetworkFetch(agents());
    expect((await fetch(url, { redirect: 'manual' })).status).toBe(302);
    await expect(fetch(url, { redirect: 'error' })).rejects.toThrow(TypeError);
    expect(reached).toBe(0);
  });

  test('of main is a fetch: form, body in parts, status, and the reason of its signal', async () => {
    const port = await secureServer(onTestFinished, 'valid', (request, response) => {
      if (request.url === '/silent') return;
      if (request.url === '/endless') return endless(response.writeHead(200));
      response.writeHead(201, { 'content-type': request.headers['content-type'] ?? 'none' });
      request.pipe(response);
    });
    const fetch = createNetworkFetch(agents());
    const url = `https://127.0.0.1:${port}`;
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const answer = await fetch(url, { method: 'POST', headers, body: new URLSearchParams({ a: 'ä' }) });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([201, headers['content-type']]);
    expect(await answer.text()).toBe('a=%C3%A4');
    expect((await fetch(url)).headers.get('content-type')).toBe('none');
    await expect(fetch(`${url}/silent`, { signal: AbortSignal.timeout(50) })).rejects.toMatchObject({
      name: 'TimeoutError',
    });
    await expect((await fetch(`${url}/endless`)).arrayBuffer()).rejects.toThrow(TypeError);
    await expect(fetch('https://127.0.0.1:1')).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } });
  });
});
