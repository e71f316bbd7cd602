import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createTestBrowser } from '#test/support/browser.ts';
import { type ConsoleClient, createConsoleClient } from '#test/support/consoleClient.ts';
import { type IdentityBackend, startIdentityBackend } from '#test/support/identity.ts';

let backend: IdentityBackend;
let client: ConsoleClient;
beforeAll(async () => {
  backend = await startIdentityBackend();
  client = await createConsoleClient(backend.url);
});
afterAll(() => backend.close());

/** What was audited of a tenant, once there is anything: a failed attempt is written after its answer. */
const auditOf = (tenantId: string): Promise<string[]> =>
  vi.waitFor(async () => {
    const rows = await backend.rows<{ type: string }>(
      'select type from tenantdesk.audit_events where tenant_id = $1 order by sequence',
      [tenantId],
    );
    expect(rows).not.toHaveLength(0);
    return rows.map(({ type }) => type);
  }, 20_000);

/** What a person reads on the page: no tags, one space between words. */
const wordsOf = (body: string): string =>
  body.replaceAll(/<style>[\s\S]*?<\/style>|<[^>]+>/gu, ' ').replaceAll(/\s+/gu, ' ');

const wrong = 'The email address or the password is wrong.';

describe('signing in', () => {
  test('a person with the right password gets tokens that the API takes', async () => {
    const tenant = await backend.tenant();
    const ana = await backend.user(tenant.id);
    const tokens = await client.signIn(ana.email, ana.password);
    expect(tokens.subject).toBe(`${ana.tenantId}:${ana.userId}`);
    const me = await client.api(tokens.accessToken);
    expect(me.status).toBe(200);
    expect(await me.json()).toMatchObject({ account: { userId: ana.userId, email: ana.email } });
  });

  test('the address may be typed in any case and with spaces around it', async () => {
    const tenant = await backend.tenant();
    const ana = await backend.user(tenant.id);
    const tokens = await client.signIn(`  ${ana.email.toUpperCase()} `, ana.password);
    expect(tokens.subject).toContain(ana.userId);
  });

  test('the address may have its domain in any form; who kept another form of somebody else’s address gets in, too', async () => {
    const tenant = await backend.tenant();
    const email = 'jö@bücher.example';
    const jo = await backend.user(tenant.id, { email });
    const forms = ['JÖ@BÜCHER.example', 'jö@xn--bcher-kva.example'];
    for (const form of forms) expect((await client.signIn(form, jo.password)).subject).toContain(jo.userId);
    const earlier = await backend.user(tenant.id);
    await backend.rows(`update tenantdesk.users set email_key = $1 where user_id = $2`, [
      forms[1],
      earlier.userId,
    ]);
    const tokens = await client.signIn(String(forms[1]), earlier.password);
    expect(tokens.subject).toContain(earlier.userId);
    expect((await client.signIn(String(forms[1]), jo.password)).subject).toContain(jo.userId);
  });

  test('a sign-in is written to the audit log, and its time reaches the change feed without a new version', async () => {
    const tenant = await backend.tenant();
    const ana = await backend.user(tenant.id);
    const read =
      'select version, changed_xid::text as xid, last_login_at from tenantdesk.users join tenantdesk.changes on id = user_id where user_id = $1';
    const [before] = await backend.rows(read, [ana.userId]);
    await client.signIn(ana.email, ana.password);
    const [after] = await backend.rows(read, [ana.userId]);
    expect(before?.['last_login_at']).toBeNull();
    expect(after?.['last_login_at']).not.toBeNull();
    expect(after?.['version']).toBe(before?.['version']);
    expect(after?.['xid']).not.toBe(before?.['xid']);
    expect(await auditOf(tenant.id)).toEqual(['session.signed-in']);
  });

  test('a wrong password is refused beside the field, keeps the address, and is written to the audit log', async () => {
    const tenant = await backend.tenant();
    const ana = await backend.user(tenant.id);
    const begun = await client.begin();
    const shown = await client.browser.submit(begun.shown, {
      email: ana.email,
      password: 'not my password at all',
    });
    expect(shown.status).toBe(401);
    expect(wordsOf(shown.body)).toContain(wrong);
    expect(shown.body).toContain(`value="${ana.email}"`);
    expect(shown.body).toContain('aria-describedby="password-error"');
    expect(shown.body).not.toContain('not my password at all');
    expect(await auditOf(tenant.id)).toEqual(['session.sign-in-failed']);
    // The same page lets them try again.
    const again = await client.browser.submit(shown, { email: ana.email, password: ana.password });
    expect(again.url).toContain('/callback?code=');
  });

  test('@security an unknown address gets the same answer for the same work as a wrong password', async () => {
    const tenant = await backend.tenant();
    const ana = await backend.user(tenant.id, { email: 'known-0001@nord.example' });
    const bo = await backend.user(tenant.id, { email: 'invit-0001@nord.example', password: null });
    const answers = [];
    for (const email of [ana.email, 'nobod-0001@nord.example', bo.email]) {
      const begun = await client.begin();
      const before = backend.sessions.hasher.verifications();
      const shown = await client.browser.submit(begun.shown, { email, password: 'some other password' });
      const verifications = backend.sessions.hasher.verifications() - before;
      answers.push({ status: shown.status, body: shown.body.replaceAll(email, ''), verifications });
    }
    expect(answers[0]).toMatchObject({ status: 401, verifications: 1 });
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
  });

  test('a deactivated person hears so, but only with the right password', async () => {
    const tenant = await backend.tenant('Nord & Süd GmbH');
    const ana = await backend.user(tenant.id);
    await backend.rows('update tenantdesk.users set disabled_at = now() where user_id = $1', [ana.userId]);
    const begun = await client.begin();
    const guess = await client.browser.submit(begun.shown, {
      email: ana.email,
      password: 'a wrong guess of it',
    });
    expect(wordsOf(guess.body)).toContain(wrong);
    const shown = await client.browser.submit(begun.shown, { email: ana.email, password: ana.password });
    expect(shown.status).toBe(403);
    expect(shown.body).toContain('Your account at Nord &amp; Süd GmbH is deactivated.');
  });

  test('a person whose access has expired hears so', async () => {
    const tenant = await backend.tenant();
    const ana = await backend.user(tenant.id);
    await backend.rows(
      "update tenantdesk.users set access_expires_at = now() - interval '1 s' where user_id = $1",
      [ana.userId],
    );
    const begun = await client.begin();
    const shown = await client.browser.submit(begun.shown, { email: ana.email, password: ana.password });
    expect(wordsOf(shown.body)).toContain(`Your access to ${tenant.name} has expired.`);
  });

  test('an empty form says beside each field what is missing, and costs no attempt', async () => {
    const begun = await client.begin();
    const shown = await client.browser.submit(begun.shown, { email: '', password: '' });
    expect(shown.status).toBe(400);
    expect(wordsOf(shown.body)).toContain('Enter your email address.');
    expect(wordsOf(shown.body)).toContain('Enter your password.');
  });

  test('no button of a provider is promised while none is configured', async () => {
    const begun = await client.begin();
    expect(begun.shown.status).toBe(200);
    expect(begun.shown.body).not.toContain('Or continue with');
  });
});

describe('an address known in several tenants', () => {
  test('asks for the tenant, and offers only those where the password is right', async () => {
    const [north, south, east] = [
      await backend.tenant('North'),
      await backend.tenant('South'),
      await backend.tenant(),
    ];
    const email = 'everywhere@nord.example';
    const password = 'the same lamp in both houses';
    await backend.user(north.id, { email, password });
    const there = await backend.user(south.id, { email, password });
    await backend.user(east.id, { email, password: 'quite another lamp over here' });
    const begun = await client.begin();
    const shown = await client.browser.submit(begun.shown, { email, password });
    expect(shown.status).toBe(200);
    expect(wordsOf(shown.body)).toContain('Choose where to sign in');
    expect(shown.body.match(/name="tenant"/gu)).toHaveLength(2);
    expect(shown.body).not.toContain(east.id);
    const refused = await client.browser.submit(shown, { tenant: east.id });
    expect(wordsOf(refused.body)).toContain('Sign in again.');
    const tokens = await client.finish(begun, await client.browser.submit(shown, { tenant: south.id }));
    expect(tokens.subject).toBe(`${south.id}:${there.userId}`);
  });

  test('@security a tenant cannot be chosen before a password was right', async () => {
    const tenant = await backend.tenant();
    const ana = await backend.user(tenant.id);
    const begun = await client.begin();
    const shown = await client.browser.submit(begun.shown, { tenant: ana.tenantId });
    expect(shown.status).toBe(400);
    expect(shown.url).not.toContain('code=');
  });
});

describe('the sign-in page', () => {
  test('@security belongs to the browser that began, and to no other site', async () => {
    const tenant = await backend.tenant();
    const ana = await backend.user(tenant.id);
    const begun = await client.begin();
    const stranger = await createTestBrowser().submit(begun.shown, {
      email: ana.email,
      password: ana.password,
    });
    expect(stranger.status).toBe(400);
    expect(wordsOf(stranger.body)).toContain('This sign-in has expired');
  });

  /** The headers by which a browser says where a form comes from; `ours` stands for the backend's own origin. */
  const forged = [
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    // What a page can't forge outweighs what it can.
    { 'sec-fetch-site': 'cross-site', origin: 'ours' },
    {},
    { origin: 'null' },
    { origin: '' },
    { origin: 'https://nord.example' },
    { origin: 'http://ours.nord.example' },
    { origin: 'ours/' },
    { origin: 'ours.nord.example' },
    { referer: 'ours/sign-in' },
  ];
  const post = (url: string, from: Readonly<Record<string, string>>) => {
    const { origin } = new URL(url);
    const said = Object.entries(from).map(([name, value]) => [name, value.replace(/^ours/u, origin)]);
    // Not by fetch: it adds headers of its own.
    return backend.app.inject({
      method: 'POST',
      url: new URL(url).pathname,
      payload: 'email=a&password=b',
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...Object.fromEntries(said) },
    });
  };

  test.each(forged)('@security takes no form from elsewhere: %j', async (from) => {
    const { shown } = await client.begin();
    expect((await post(shown.url, from)).statusCode).toBe(403);
    const link = `${backend.url}/activate/01a2122e-3b66-74d4-86e0-797ad9b6c514/${'a'.repeat(43)}`;
    expect((await post(link, from)).statusCode).toBe(403);
  });

  test.each([{ 'sec-fetch-site': 'same-origin' }, { 'sec-fetch-site': 'none' }, { origin: 'ours' }])(
    'takes a form that says %j',
    async (from) => {
      const { shown } = await client.begin();
      // Without the browser's cookie no sign-in is found; the form itself was read.
      const answer = await post(shown.url, from);
      expect(answer.statusCode).toBe(400);
      expect(wordsOf(answer.body)).toContain('This sign-in has expired');
    },
  );

  test('@security loads nothing, can not be framed, and is not kept', async () => {
    const { shown } = await client.begin();
    const policy = shown.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("form-action 'self' http://127.0.0.1:*");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
    expect(shown.headers.get('referrer-policy')).toBe('same-origin');
    expect(shown.headers.get('cache-control')).toBe('no-store');
  });

  test('@security shows what was typed as text, never as markup', async () => {
    const { shown } = await client.begin();
    const email = '"><script>alert(1)</script>@nord.example';
    const answer = await client.browser.submit(shown, { email, password: 'whatever it may be' });
    expect(answer.body).not.toContain('<script>alert');
    expect(answer.body).toContain('&lt;script&gt;');
  });

  test('a form that is too large or no form is refused with a page', async () => {
    const { shown } = await client.begin();
    const answer = await client.browser.submit(shown, { email: 'x'.repeat(20_000), password: 'y' });
    expect(answer.status).toBe(413);
    expect(answer.headers.get('content-type')).toContain('text/html');
  });

  test('fills in the address that the console names', async () => {
    const begun = await client.begin({ login_hint: 'ana@nord.example' });
    expect(begun.shown.body).toContain('value="ana@nord.example"');
  });

  test('asks again although the same browser has just signed in', async () => {
    const tenant = await backend.tenant();
    const [ana, bo] = [await backend.user(tenant.id), await backend.user(tenant.id)];
    expect((await client.signIn(ana.email, ana.password)).subject).toContain(ana.userId);
    expect((await client.begin({ prompt: null })).shown.body).toContain('name="password"');
    const first = await client.signIn(ana.email, ana.password);
    // Another account in the same browser leaves the first one's session alone.
    expect((await client.signIn(bo.email, bo.password)).subject).toContain(bo.userId);
    expect((await client.api(first.accessToken)).status).toBe(200);
  });
});
