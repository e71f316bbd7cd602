import { createHash } from 'node:crypto';
import { decodeJwt, decodeProtectedHeader, generateKeyPair, importJWK, type JWK, SignJWT } from 'jose';
import * as oidc from 'openid-client';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type ConsoleClient, createConsoleClient, redirectUri } from '#test/support/consoleClient.ts';
import {
  createTestClock,
  type IdentityBackend,
  startIdentityBackend,
  type TestPerson,
} from '#test/support/identity.ts';

const clock = createTestClock();
let backend: IdentityBackend;
let client: ConsoleClient;
let ana: TestPerson;
beforeAll(async () => {
  backend = await startIdentityBackend({ clock });
  client = await createConsoleClient(backend.url);
  ana = await backend.user((await backend.tenant()).id);
});
afterEach(() => clock.reset());
afterAll(() => backend.close());

const signIn = () => client.signIn(ana.email, ana.password);

const token = (fields: Readonly<Record<string, string>>): Promise<Response> =>
  fetch(`${backend.url}/oidc/token`, {
    method: 'POST',
    body: new URLSearchParams({ client_id: 'tenantdesk-console', ...fields }),
  });

const errorOf = async (answer: Promise<Response>): Promise<string> =>
  ((await (await answer).json()) as { error: string }).error;

const auditTypes = async (): Promise<string[]> => {
  const rows = await backend.rows<{ type: string }>(
    'select type from tenantdesk.audit_events where tenant_id = $1',
    [ana.tenantId],
  );
  return rows.map((row) => row.type);
};

describe('@security authorization codes', () => {
  async function code() {
    const begun = await client.begin();
    const { url } = await client.browser.submit(begun.shown, { email: ana.email, password: ana.password });
    const value = new URL(url).searchParams.get('code') ?? '';
    return {
      begun,
      value,
      fields: { grant_type: 'authorization_code', code: value, redirect_uri: redirectUri },
    };
  }

  test('a code works once; used again, it takes the tokens with it', async () => {
    const { begun, fields } = await code();
    const first = await token({ ...fields, code_verifier: begun.verifier });
    expect(first.status).toBe(200);
    const { access_token: access, refresh_token: refresh } = (await first.json()) as Record<string, string>;
    expect((await client.api(access ?? '')).status).toBe(200);
    expect(await errorOf(token({ ...fields, code_verifier: begun.verifier }))).toBe('invalid_grant');
    expect((await client.api(access ?? '')).status).toBe(401);
    await expect(client.refresh(refresh ?? '')).rejects.toMatchObject({ error: 'invalid_grant' });
  });

  test('of many who use a code at once, at most one gets tokens', async () => {
    const { begun, fields } = await code();
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => token({ ...fields, code_verifier: begun.verifier })),
    );
    expect(answers.filter((answer) => answer.status === 200).length).toBeLessThanOrEqual(1);
  });

  test('a code needs the verifier that it was asked for with', async () => {
    const { fields } = await code();
    expect(await errorOf(token({ ...fields, code_verifier: oidc.randomPKCECodeVerifier() }))).toBe(
      'invalid_grant',
    );
    expect(await errorOf(token(fields))).toBe('invalid_grant');
  });

  test('a code runs out within 60 seconds', async () => {
    const { value } = await code();
    const id = createHash('sha256').update(value).digest('base64url');
    const [row] = await backend.rows<{ payload: { iat: number; exp: number } }>(
      "select payload from directory.oidc_payloads where model = 'AuthorizationCode' and id = $1",
      [id],
    );
    expect((row?.payload.exp ?? 0) - (row?.payload.iat ?? 0)).toBe(60);
  });

  test.each([
    ['another path', { redirect_uri: 'http://127.0.0.1:51234/other' }],
    ['another host', { redirect_uri: 'http://evil.example/callback' }],
    ['another loopback name', { redirect_uri: 'http://localhost:51234/callback' }],
    ['https', { redirect_uri: 'https://127.0.0.1:51234/callback' }],
  ])('a request that would lead to %s is refused with a page, not a redirect', async (_, change) => {
    const { shown } = await client.begin(change);
    expect(shown.status).toBe(400);
    expect(shown.url).toContain(backend.url);
    expect(shown.body).toContain('This sign-in cannot go on');
    expect(shown.headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  test('any port of the loopback address will do', async () => {
    const { shown } = await client.begin({ redirect_uri: 'http://127.0.0.1:1/callback' });
    expect(shown.status).toBe(200);
  });

  test.each([
    ['no challenge', { code_challenge: null, code_challenge_method: null }],
    ['a plain challenge', { code_challenge_method: 'plain' }],
  ])('a request with %s is refused', async (_, change) => {
    const { shown } = await client.begin(change);
    expect(new URL(shown.url).searchParams.get('error')).toBe('invalid_request');
  });

  test('codes and refresh tokens are stored as hashes only', async () => {
    const { begun, value, fields } = await code();
    const answer = await token({ ...fields, code_verifier: begun.verifier });
    const { refresh_token: refresh = '' } = (await answer.json()) as Record<string, string>;
    const rows = await backend.rows('select id, payload::text from directory.oidc_payloads');
    const everything = JSON.stringify(rows);
    expect(everything).not.toContain(value);
    expect(everything).not.toContain(refresh);
    expect(everything).toContain(createHash('sha256').update(refresh).digest('base64url'));
  });
});

describe('@security refresh tokens', () => {
  test('each is replaced by its use', async () => {
    const first = await signIn();
    const second = await client.refresh(first.refreshToken);
    expect(second.refreshToken).not.toBe(first.refreshToken);
    const third = await client.refresh(second.refreshToken);
    expect((await client.api(third.accessToken)).status).toBe(200);
  });

  test('an old one used again ends the whole family at once, and the audit log says so', async () => {
    const first = await signIn();
    const second = await client.refresh(first.refreshToken);
    const third = await client.refresh(second.refreshToken);
    await expect(client.refresh(first.refreshToken)).rejects.toMatchObject({ error: 'invalid_grant' });
    await expect(client.refresh(third.refreshToken)).rejects.toMatchObject({ error: 'invalid_grant' });
    expect((await client.api(third.accessToken)).status).toBe(401);
    await expect.poll(auditTypes).toContain('session.refused');
  });

  test('a client whose answer was lost may repeat within a minute; only the newest answer then works', async () => {
    const first = await signIn();
    const lost = await client.refresh(first.refreshToken);
    clock.advance(50_000);
    const repeated = await client.refresh(first.refreshToken);
    const next = await client.refresh(repeated.refreshToken);
    expect((await client.api(next.accessToken)).status).toBe(200);
    // Whoever comes with the lost answer is not the client.
    await expect(client.refresh(lost.refreshToken)).rejects.toMatchObject({ error: 'invalid_grant' });
    await expect(client.refresh(next.refreshToken)).rejects.toMatchObject({ error: 'invalid_grant' });
  });

  test('after a minute it is a replay', async () => {
    const first = await signIn();
    const second = await client.refresh(first.refreshToken);
    clock.advance(61_000);
    await expect(client.refresh(first.refreshToken)).rejects.toMatchObject({ error: 'invalid_grant' });
    await expect(client.refresh(second.refreshToken)).rejects.toMatchObject({ error: 'invalid_grant' });
  });

  test('used by many at once, one of the new ones at most goes on', async () => {
    const first = await signIn();
    const answers = await Promise.allSettled(
      Array.from({ length: 5 }, () => client.refresh(first.refreshToken)),
    );
    const got = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
    const alive = await backend.rows(
      `select id from directory.oidc_payloads where model = 'RefreshToken' and consumed_at is null
         and grant_id = (select grant_id from directory.oidc_payloads where model = 'RefreshToken' and id = $1)`,
      [createHash('sha256').update(first.refreshToken).digest('base64url')],
    );
    expect(got.length).toBeGreaterThan(0);
    expect(alive).toHaveLength(1);
  });

  test('signing out ends refresh and access token at the next request', async () => {
    const tokens = await signIn();
    const other = await signIn();
    await oidc.tokenRevocation(client.config, tokens.refreshToken);
    expect((await client.api(tokens.accessToken)).status).toBe(401);
    await expect(client.refresh(tokens.refreshToken)).rejects.toMatchObject({ error: 'invalid_grant' });
    expect((await client.api(other.accessToken)).status).toBe(200);
    await expect.poll(auditTypes).toContain('session.signed-out');
  });
});

describe('@security access tokens', () => {
  const withClaims = (
    accessToken: string,
    change: (part: Record<string, unknown>) => unknown,
    index: 0 | 1,
  ) => {
    const parts = accessToken.split('.');
    const part = JSON.parse(Buffer.from(parts[index] ?? '', 'base64url').toString()) as Record<
      string,
      unknown
    >;
    parts[index] = Buffer.from(JSON.stringify(change(part))).toString('base64url');
    return parts.join('.');
  };

  test('live five minutes', async () => {
    const person = await backend.user(ana.tenantId);
    const tokens = await client.signIn(person.email, person.password);
    clock.advance(295_000);
    expect((await client.api(tokens.accessToken)).status).toBe(200);
    clock.advance(6_000);
    expect((await client.api(tokens.accessToken)).status).toBe(401);
  });

  test('nothing in them can be changed', async () => {
    const tokens = await signIn();
    const forged = [
      withClaims(tokens.accessToken, (part) => ({ ...part, sub: `${ana.tenantId}:${ana.tenantId}` }), 1),
      withClaims(tokens.accessToken, (part) => ({ ...part, exp: 9_999_999_999 }), 1),
      withClaims(tokens.accessToken, (part) => ({ ...part, alg: 'none' }), 0),
      withClaims(tokens.accessToken, (part) => ({ ...part, alg: 'HS256' }), 0),
      withClaims(tokens.accessToken, (part) => ({ ...part, kid: 'another' }), 0),
      tokens.accessToken.slice(0, -4),
      `${tokens.accessToken.split('.').slice(0, 2).join('.')}.`,
      'a.b.c',
      '',
    ];
    for (const one of forged) expect((await client.api(one)).status).toBe(401);
  });

  test('that our own key signed for something else are refused', async () => {
    const { accessToken } = await signIn();
    const header = decodeProtectedHeader(accessToken) as { readonly alg: string; readonly kid: string };
    const claims = decodeJwt(accessToken);
    const [stored] = await backend.rows<{ jwk: JWK }>('select jwk from directory.oidc_keys where kid = $1', [
      header.kid,
    ]);
    const ours = await importJWK(stored?.jwk ?? {}, header.alg);
    const { privateKey: theirs } = await generateKeyPair('ES256');
    const sign = (change: object, more: object = {}, key: CryptoKey | Uint8Array = ours) =>
      new SignJWT({ ...claims, ...change })
        .setProtectedHeader({ ...header, ...more })
        .sign(key, { crit: { 'unheard-of': true } });
    // First that it is not the way they are made that is refused.
    expect((await client.api(await sign({}))).status).toBe(200);
    const { iss = '', aud, exp = 0 } = claims;
    const forged = [
      sign({ iss: `${iss}/` }),
      sign({ iss: iss.replace('/oidc', '') }),
      sign({ aud: `${String(aud)}/` }),
      sign({ aud: [String(aud), 'https://elsewhere.example'] }),
      sign({ aud: undefined }),
      sign({ exp: exp - 600 }),
      sign({ exp: undefined }),
      sign({ nbf: exp }),
      sign({ sid: 'no session' }),
      sign({ sub: ana.userId }),
      sign({}, { typ: 'JWT' }),
      sign({}, { typ: undefined }),
      sign({}, { kid: undefined }),
      sign({}, { crit: ['unheard-of'], 'unheard-of': 1 }),
      sign({}, {}, theirs),
      sign({}, { alg: 'HS256' }, new TextEncoder().encode(JSON.stringify(stored?.jwk))),
    ];
    for (const [at, one] of forged.entries())
      expect((await client.api(await one)).status, `number ${at}`).toBe(401);
  });

  test('an ID token or a refresh token is no access token', async () => {
    const begun = await client.begin();
    const { url } = await client.browser.submit(begun.shown, { email: ana.email, password: ana.password });
    const answer = await token({
      grant_type: 'authorization_code',
      code: new URL(url).searchParams.get('code') ?? '',
      redirect_uri: redirectUri,
      code_verifier: begun.verifier,
    });
    const { id_token: idToken = '', refresh_token: refresh = '' } = (await answer.json()) as Record<
      string,
      string
    >;
    expect((await client.api(idToken)).status).toBe(401);
    expect((await client.api(refresh)).status).toBe(401);
  });

  test('a deactivated user is out at the next request, and can not refresh', async () => {
    const person = await backend.user(ana.tenantId);
    const tokens = await client.signIn(person.email, person.password);
    await backend.rows('update tenantdesk.users set disabled_at = now() where user_id = $1', [person.userId]);
    expect((await client.api(tokens.accessToken)).status).toBe(403);
    await expect(client.refresh(tokens.refreshToken)).rejects.toMatchObject({ error: 'invalid_grant' });
  });

  test('a deleted user is out at the next request', async () => {
    const person = await backend.user(ana.tenantId);
    const tokens = await client.signIn(person.email, person.password);
    await backend.rows('delete from tenantdesk.users where user_id = $1', [person.userId]);
    expect((await client.api(tokens.accessToken)).status).toBe(401);
    await expect(client.refresh(tokens.refreshToken)).rejects.toMatchObject({ error: 'invalid_grant' });
  });

  test('checking one costs no statement of its own', async () => {
    const tokens = await signIn();
    await client.api(tokens.accessToken);
    const before = backend.on.database.statements();
    await client.api(tokens.accessToken);
    expect(backend.on.database.statements() - before).toBeLessThanOrEqual(4);
  });
});

describe('@security addresses', () => {
  test('a forged Host header changes no address of the authorization server', async () => {
    const answer = await fetch(`${backend.url}/oidc/.well-known/openid-configuration`, {
      headers: { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' },
    });
    const document = await answer.text();
    expect(document).not.toContain('evil.example');
    expect(JSON.parse(document)).toMatchObject({
      issuer: `${backend.url}/oidc`,
      token_endpoint: `${backend.url}/oidc/token`,
      code_challenge_methods_supported: ['S256'],
    });
  });

  test('replicas share their keys: a token of one is good at the other', async () => {
    const keys = async (at: IdentityBackend) => (await fetch(`${at.url}/oidc/jwks`)).json();
    const replica = await startIdentityBackend({ on: backend.on });
    try {
      expect(await keys(replica)).toEqual(await keys(backend));
      expect(JSON.stringify(await keys(replica))).not.toContain('"d"');
    } finally {
      await replica.close();
    }
  });
});
