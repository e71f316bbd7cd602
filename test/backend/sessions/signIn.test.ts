import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createConsoleClient } from '#test/support/consoleClient.ts';
import { type IdentityBackend, startIdentityBackend } from '#test/support/identity.ts';

let backend: IdentityBackend;
beforeAll(async () => {
  backend = await startIdentityBackend();
});
afterAll(() => backend.close());

describe('signing in', () => {
  test('a person with the right password gets tokens that the API takes', async () => {
    const tenant = await backend.tenant();
    const ana = await backend.user(tenant.id);
    const client = await createConsoleClient(backend.url);
    const tokens = await client.signIn(ana.email, ana.password);
    expect(tokens.subject).toBe(`${ana.tenantId}:${ana.userId}`);
    const me = await client.api(tokens.accessToken);
    expect(me.status).toBe(200);
    expect(await me.json()).toMatchObject({ account: { userId: ana.userId, email: ana.email } });
  });
});
