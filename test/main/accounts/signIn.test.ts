import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { createMachine } from '#test/main/support/console.ts';
import { secureServer } from '#test/support/secureNetwork.ts';
import { startTestBackend, type TestBackend } from '#test/main/support/testBackend.ts';
import { oidcRefusal } from '../../../src-main/accounts/oidcFailures.ts';

let backend: TestBackend;
beforeAll(async () => (backend = await startTestBackend()));
afterAll(async () => await backend.stop());

const never = async (): Promise<never> => await new Promise(() => undefined);

describe('Signing in through the browser', () => {
  test('ends in a signed-in account, an open copy and a page that says so', async () => {
    const { session, states, engine, cameBack } = (await createMachine()).start({ backendUrl: backend.url });
    expect(await session.current()).toMatchObject({
      state: 'signed-out',
      backendUrl: backend.url,
      problem: null,
    });
    const state = await session.signIn({ backendUrl: `${backend.url}/` });
    expect(state).toMatchObject({
      state: 'signed-in',
      account: { backendUrl: backend.url, profile: backend.profile },
      keychain: { available: true },
      problem: null,
    });
    expect(engine).toEqual([
      ['open', state.account?.id, { file: expect.any(String), keyHex: expect.any(String) }],
    ]);
    expect(states.map(({ state: name }) => name)).toEqual([
      'signed-out',
      'signing-in',
      'signing-in',
      'signed-in',
    ]);
    expect(states[2]?.signInUrl).toMatch(/\/oidc\/auth\?/u);
    expect(state).not.toHaveProperty('signInUrl');
    expect(await cameBack()).toMatchObject({
      status: 200,
      text: expect.stringContaining('You are signed in'),
    });
  });

  test('@security asks with PKCE, state and nonce, and only for this console', async () => {
    const { session, states } = (await createMachine()).start();
    await session.signIn({ backendUrl: backend.url });
    const url = new URL(states.find(({ signInUrl }) => signInUrl !== undefined)?.signInUrl ?? '');
    const asked = Object.fromEntries(url.searchParams);
    expect(asked).toMatchObject({
      client_id: 'tenantdesk-console',
      response_type: 'code',
      code_challenge_method: 'S256',
      scope: 'openid offline_access',
    });
    expect(asked['redirect_uri']).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/callback$/u);
    for (const name of ['state', 'nonce', 'code_challenge'])
      expect(asked[name]?.length).toBeGreaterThanOrEqual(43);
  });

  test('@security leaves no secret and no name in the profile folder', async () => {
    const { folder, start } = await createMachine();
    const { session } = start();
    const { account } = await session.signIn({ backendUrl: backend.url });
    const text = await readFile(join(folder, 'accounts.json'), 'utf8');
    expect(JSON.parse(text)).toEqual({
      version: 2,
      signedIn: [account?.id],
      accounts: [{ id: account?.id, backendUrl: backend.url }],
      leftInKeychain: [],
    });
  });

  test('ends at once when it is cancelled, as if it had never begun', async () => {
    const { session, states } = (await createMachine()).start({ browser: never });
    const signingIn = session.signIn({ backendUrl: backend.url });
    await expect.poll(() => states.at(-1)?.signInUrl).toBeDefined();
    expect(await session.cancelSignIn()).toMatchObject({ state: 'signed-out', problem: null });
    expect(await signingIn).toMatchObject({ state: 'signed-out', problem: null });
  });

  test('begun anew takes the place of the one before, whose browser tab then leads nowhere', async () => {
    const urls: string[] = [];
    const { session, states } = (await createMachine()).start({
      browser: async (url) => {
        urls.push(url);
        return await never();
      },
    });
    const first = session.signIn({ backendUrl: backend.url });
    await expect.poll(() => urls.length).toBe(1);
    void session.signIn({ backendUrl: backend.url });
    await expect.poll(() => urls.length).toBe(2);
    expect(await first).toMatchObject({ state: 'signing-in' });
    const old = new URL(new URL(urls[0] ?? '').searchParams.get('redirect_uri') ?? '');
    await expect(fetch(old)).rejects.toThrow('fetch failed');
    expect(states.at(-1)).toMatchObject({ state: 'signing-in', signInUrl: urls[1] });
    await session.cancelSignIn();
  });

  test('refused in the browser says so on the page and in the console', async () => {
    const { session, cameBack } = (await createMachine()).start({
      browser: async (url) => {
        const asked = new URL(url).searchParams;
        const back = new URL(asked.get('redirect_uri') ?? '');
        back.searchParams.set('error', 'access_denied');
        back.searchParams.set('state', asked.get('state') ?? '');
        back.searchParams.set('iss', `${backend.url}/oidc`);
        const answer = await fetch(back);
        return { status: answer.status, text: await answer.text() };
      },
    });
    const state = await session.signIn({ backendUrl: backend.url });
    expect(state).toMatchObject({ state: 'signed-out', problem: { code: 'CANCELLED' } });
    expect(await cameBack()).toMatchObject({
      status: 400,
      text: expect.stringContaining('You are not signed in'),
    });
  });

  test('again takes a new session for the same account, and ends the one before', async () => {
    const { start, keychain } = await createMachine();
    const { session, states, engine } = start();
    const { account } = await session.signIn({ backendUrl: backend.url });
    const kept = async () => (await keychain.read(`${account?.id}/refresh-token`)) ?? '';
    const before = await kept();
    const copy = session.copy();
    await session.signIn({ backendUrl: backend.url });
    expect(states.at(-1)).toMatchObject({ state: 'signed-in', problem: null });
    // Its copy stays open as it is: what is being done with it goes on.
    expect(engine.map(([told]) => told)).toEqual(['open']);
    expect(session.copy()).toEqual(copy);
    await expect.poll(() => backend.knows(before)).toBe(false);
    expect(await backend.knows(await kept())).toBe(true);
  });

  test('to a backend that is not there tells that it does not answer', async () => {
    const { session } = (await createMachine()).start();
    expect(await session.signIn({ backendUrl: 'http://127.0.0.1:1' })).toMatchObject({
      state: 'signed-out',
      problem: { code: 'OFFLINE', retryable: true },
    });
  });

  test('to a backend that knows more than this console goes as with any other', async () => {
    const newer = await startTestBackend();
    onTestFinished(() => newer.stop());
    newer.becomeNewer();
    const { session } = (await createMachine()).start();
    expect(await session.signIn({ backendUrl: newer.url })).toMatchObject({
      state: 'signed-in',
      account: { homeTenantName: 'Nordwind' },
      problem: null,
    });
  });

  test('to something that is not a backend tells that', async () => {
    const portal = await startTestBackend();
    portal.becomePortal();
    const { session } = (await createMachine()).start();
    expect(await session.signIn({ backendUrl: portal.url })).toMatchObject({
      state: 'signed-out',
      problem: { code: 'NOT_A_BACKEND' },
    });
    await portal.stop();
  });

  test.each([3_600_000, -3_600_000, 365 * 86_400_000])(
    'on a computer whose clock is off by %i ms succeeds, and the session goes on when the clock is set',
    async (ahead) => {
      const other = await startTestBackend();
      onTestFinished(() => other.stop());
      other.setClock(ahead);
      const { session } = (await createMachine()).start();
      expect(await session.signIn({ backendUrl: other.url })).toMatchObject({
        state: 'signed-in',
        problem: null,
      });
      const token = await session.accessToken(null);
      // As if this computer's clock had been set back by half an hour.
      other.setClock(ahead + 1_800_000);
      const next = await session.accessToken(token);
      expect(next).not.toBe(token);
      expect(await session.current()).toMatchObject({ state: 'signed-in', problem: null });
    },
  );

  test('@security to an address whose certificate is not believed says so, and sends nothing there', async () => {
    const asked: unknown[] = [];
    const port = await secureServer(onTestFinished, 'valid', (request, response) => {
      asked.push(request.url);
      response.end();
    });
    const { session } = (await createMachine()).start();
    expect(await session.signIn({ backendUrl: `https://127.0.0.1:${port}` })).toMatchObject({
      state: 'signed-out',
      problem: { code: 'NOT_A_BACKEND', saved: 'nothing', details: { reason: 'certificate-unknown-issuer' } },
    });
    expect(asked).toEqual([]);
  });

  test('with a time in the answer that is far from this clock says so', () => {
    const thrown = Object.assign(new Error('unexpected'), { code: 'OAUTH_JWT_TIMESTAMP_CHECK_FAILED' });
    expect(oidcRefusal(thrown).error).toMatchObject({
      code: 'NOT_A_BACKEND',
      details: { reason: 'clock' },
    });
  });

  test('@security to a backend that names a foreign token endpoint sends nothing there', async () => {
    const server = createServer((_request, response) => {
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      response.setHeader('content-type', 'application/json');
      response.end(
        JSON.stringify({
          issuer: `${url}/oidc`,
          authorization_endpoint: `${url}/oidc/auth`,
          token_endpoint: 'http://evil.example/token',
          jwks_uri: `${url}/oidc/jwks`,
        }),
      );
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { session, cameBack } = (await createMachine()).start();
    const backendUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    expect(await session.signIn({ backendUrl })).toMatchObject({
      problem: { code: 'NOT_A_BACKEND', details: { reason: 'other-server' } },
    });
    await expect(cameBack()).rejects.toThrow('The browser was not opened.');
    server.close();
  });

  test('whose copy can not be opened ends the session again', async () => {
    const { folder, start } = await createMachine();
    const { session, cameBack } = start({ openFails: () => new Error('broken') });
    expect(await session.signIn({ backendUrl: backend.url })).toMatchObject({
      state: 'signed-out',
      problem: { code: 'INTERNAL' },
    });
    expect((await cameBack()).status).toBe(400);
    expect(JSON.parse(await readFile(join(folder, 'accounts.json'), 'utf8'))).toMatchObject({ signedIn: [] });
  });
});
