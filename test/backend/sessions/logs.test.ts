import { Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestBrowser } from '#test/support/browser.ts';
import { createConsoleClient } from '#test/support/consoleClient.ts';
import { type IdentityBackend, startIdentityBackend } from '#test/support/identity.ts';
import { linkIn, mailTo } from '#test/support/mailbox.ts';
import { createLogger } from '../../../src-backend/logging/createLogger.ts';
import { asSystem } from '#test/support/rows.ts';

let log = '';
const sink = new Writable({
  write: (chunk: Buffer, _encoding, done) => {
    log += chunk.toString();
    done();
  },
});
let backend: IdentityBackend;
beforeAll(async () => {
  backend = await startIdentityBackend({ logger: createLogger('trace', sink) });
});
afterAll(() => backend.close());

describe('@security the log', () => {
  test('holds no password, token, code or hash of a whole activation and sign-in', async () => {
    const tenant = await backend.tenant();
    const ana = await backend.user(tenant.id, { password: null });
    await backend.unitOfWork.run(asSystem(tenant), (work) =>
      backend.activation.issue(work, {
        id: ana.userId,
        email: ana.email,
        firstName: 'Ana',
        lastName: 'Ćurić',
      }),
    );
    const link = linkIn(await mailTo(`${backend.url}/mailbox`, ana.email));
    const browser = createTestBrowser();
    const password = 'canary lamps over quiet rivers';
    const page = await browser.open(link);
    await browser.submit(page, { password: 'canary', repeat: 'canary' });
    await browser.submit(page, { password, repeat: password });
    const client = await createConsoleClient(backend.url, browser);
    const wrong = await client.begin();
    await client.browser.submit(wrong.shown, { email: ana.email, password: 'canary that is wrong' });
    const begun = await client.begin();
    const callback = await client.browser.submit(begun.shown, { email: ana.email, password });
    const tokens = await client.finish(begun, callback);
    const next = await client.refresh(tokens.refreshToken);
    await client.api(next.accessToken);
    await expect(client.refresh('canary-refresh-token-that-is-none')).rejects.toMatchObject({
      error: 'invalid_grant',
    });
    await backend.jobs.settled();

    expect(log).toContain('mail sent');
    const [hash] = await backend.rows<{ password_hash: string }>(
      'select password_hash from tenantdesk.user_credentials where user_id = $1',
      [ana.userId],
    );
    const secrets = {
      activation: link.slice(link.lastIndexOf('/') + 1),
      password: 'canary',
      code: new URL(callback.url).searchParams.get('code') ?? '',
      verifier: begun.verifier,
      access: tokens.accessToken,
      signature: tokens.accessToken.slice(-40),
      refresh: tokens.refreshToken,
      nextRefresh: next.refreshToken,
      hash: hash?.password_hash ?? '',
      interaction: new URL(begun.shown.url).pathname.split('/').at(-1) ?? '',
    };
    for (const [name, secret] of Object.entries(secrets)) {
      expect(secret.length, name).toBeGreaterThan(5);
      expect(log.includes(secret), `${name} is in the log`).toBe(false);
    }
  });
});
