import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { afterEach, describe, expect, test } from 'vitest';
import { createLoopbackServer, type LoopbackServer } from '../../../src-main/accounts/loopbackServer.ts';

let server: LoopbackServer;
afterEach(() => server.close());
const never = new AbortController().signal;

describe('The way back from the browser', () => {
  test('takes the one callback with its state and says how the sign-in ended', async () => {
    server = await createLoopbackServer();
    const callback = server.callback('right', never);
    const answered = fetch(`${server.redirectUri}?code=abc&state=right`);
    const { url, answer } = await callback;
    expect(url.searchParams.get('code')).toBe('abc');
    answer('signed-in');
    const page = await answered;
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('You can close this tab and return to TenantDesk.');
    expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-/u);
    expect(page.headers.get('cache-control')).toBe('no-store');
  });

  test('shows the other page when the sign-in failed, without repeating anything of the address', async () => {
    server = await createLoopbackServer();
    const callback = server.callback('right', never);
    const answered = fetch(`${server.redirectUri}?error=access_denied&state=right&error_description=<b>boo`);
    (await callback).answer('failed');
    const page = await answered;
    const text = await page.text();
    expect(page.status).toBe(400);
    expect(text).toContain('You are not signed in');
    expect(text).not.toMatch(/boo|access_denied|right/u);
  });

  test('@security is not used up by a page that guesses the port, but not the state', async () => {
    server = await createLoopbackServer();
    const callback = server.callback('right', never);
    for (const path of [
      '/callback?code=evil&state=wrong',
      '/callback?code=evil',
      '/other?state=right',
      '/',
    ]) {
      expect((await fetch(new URL(path, server.redirectUri))).status).toBe(404);
    }
    expect((await fetch(`${server.redirectUri}?state=right`, { method: 'POST' })).status).toBe(404);
    const good = fetch(`${server.redirectUri}?code=good&state=right`);
    const { url, answer } = await callback;
    answer('signed-in');
    expect(url.searchParams.get('code')).toBe('good');
    await good;
  });

  test('@security takes a code once; loaded again the page says the same, also when the way is closed', async () => {
    server = await createLoopbackServer();
    const callback = server.callback('right', never);
    const first = fetch(`${server.redirectUri}?code=1&state=right`);
    (await callback).answer('signed-in');
    await first;
    server.close();
    const again = await fetch(`${server.redirectUri}?code=2&state=right`);
    expect(again.status).toBe(200);
    expect(await again.text()).toContain('You are signed in');
    expect((await fetch(`${server.redirectUri}?code=1&state=wrong`)).status).toBe(404);
  });

  test('@security refuses a host name that was made to point at this machine', async () => {
    server = await createLoopbackServer();
    void server.callback('right', never).catch(() => undefined);
    const { port } = new URL(server.redirectUri);
    const answer = await new Promise<string>((resolve) => {
      const socket = connect(Number(port), '127.0.0.1', () =>
        socket.write(`GET /callback?state=right HTTP/1.1\r\nHost: evil.example:${port}\r\n\r\n`),
      );
      socket.once('data', (data) => resolve(data.toString()));
    });
    expect(answer).toMatch(/^HTTP\/1\.1 404/u);
  });

  test('@security listens on the loopback address alone', async () => {
    server = await createLoopbackServer();
    const outer = Object.values(networkInterfaces())
      .flat()
      .find((address) => address !== undefined && !address.internal && address.family === 'IPv4');
    if (outer === undefined) return;
    const { port } = new URL(server.redirectUri);
    await expect(fetch(`http://${outer.address}:${port}/callback`)).rejects.toThrow('fetch failed');
  });

  test('gives up after its time, and when it is told to', async () => {
    server = await createLoopbackServer(20);
    await expect(server.callback('right', never)).rejects.toMatchObject({ error: { code: 'CANCELLED' } });
    const given = new AbortController();
    const waiting = server.callback('right', given.signal);
    given.abort();
    await expect(waiting).rejects.toMatchObject({ error: { code: 'CANCELLED' } });
  });
});
