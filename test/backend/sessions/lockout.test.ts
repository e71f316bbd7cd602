import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestBrowser } from '#test/support/browser.ts';
import { createConsoleClient } from '#test/support/consoleClient.ts';
import { createTestClock, type IdentityBackend, startIdentityBackend } from '#test/support/identity.ts';

const clock = createTestClock();
let backend: IdentityBackend;
let replica: IdentityBackend;
beforeAll(async () => {
  backend = await startIdentityBackend({ clock });
  replica = await startIdentityBackend({ clock, on: backend.on });
});
afterAll(async () => {
  await replica.close();
  await backend.close();
});

const tryWith = async (
  at: IdentityBackend,
  email: string,
  password: string,
  browser = createTestBrowser(),
) => {
  const client = await createConsoleClient(at.url, browser);
  const { shown } = await client.begin();
  return browser.submit(shown, { email, password });
};

const fail = async (email: string, times: number, at = backend): Promise<number[]> => {
  const statuses: number[] = [];
  for (let count = 0; count < times; count += 1) {
    statuses.push((await tryWith(at, email, 'not the right password')).status);
  }
  return statuses;
};

describe('@security lockout', () => {
  test('five failures are free, the sixth locks for two seconds on every replica, even for the right password', async () => {
    const tenant = await backend.tenant();
    const ana = await backend.user(tenant.id);
    expect(await fail(ana.email, 6)).toEqual([401, 401, 401, 401, 401, 401]);
    const locked = await tryWith(replica, ana.email, ana.password);
    expect(locked.status).toBe(429);
    expect(locked.body).toMatch(/Try again in [12] seconds?/u);
    clock.advance(2_100);
    expect((await tryWith(replica, ana.email, ana.password)).url).toContain('code=');
  });

  test('each further failure doubles the time, up to 15 minutes', async () => {
    const email = 'doubling@nord.example';
    await fail(email, 6);
    for (const seconds of [2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]) {
      clock.advance(seconds * 1000 - 1_500);
      expect(await fail(email, 1)).toEqual([429]);
      clock.advance(1_600);
      expect(await fail(email, 1)).toEqual([401]);
    }
  });

  test('an address that nobody has locks the same way', async () => {
    expect(await fail('nobody-at-all@nord.example', 7)).toEqual([401, 401, 401, 401, 401, 401, 429]);
  });

  test('many attempts at once do not slip through', async () => {
    const email = 'parallel@nord.example';
    const attempts = Array.from({ length: 12 }, async (_, index) =>
      tryWith(index % 2 === 0 ? backend : replica, email, 'not the right password'),
    );
    const statuses = (await Promise.all(attempts)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 401)).toHaveLength(6);
    expect(statuses.filter((status) => status === 429)).toHaveLength(6);
  });

  test('a success forgets earlier failures', async () => {
    const tenant = await backend.tenant();
    const ana = await backend.user(tenant.id);
    await fail(ana.email, 5);
    expect((await tryWith(backend, ana.email, ana.password)).url).toContain('code=');
    expect(await fail(ana.email, 5)).toEqual([401, 401, 401, 401, 401]);
  });

  test('the hundredth failure in a row puts the password out of use', async () => {
    const email = 'hundred@nord.example';
    await fail(email, 6);
    await backend.rows('update directory.sign_in_attempts set failures = 99 where failures = 6');
    clock.advance(3_000);
    expect(await fail(email, 1)).toEqual([401]);
    clock.advance(30 * 86_400_000);
    const shown = await tryWith(backend, email, 'whatever it is now');
    expect(shown.status).toBe(429);
    expect(shown.body).toContain('Ask your administrator');
    clock.advance(-30 * 86_400_000);
  });

  test("a stranger's guesses lock nobody out of a browser that has signed in before", async () => {
    const tenant = await backend.tenant();
    const ana = await backend.user(tenant.id);
    const own = createTestBrowser();
    expect((await tryWith(backend, ana.email, ana.password, own)).url).toContain('code=');
    await fail(ana.email, 6);
    expect((await tryWith(backend, ana.email, ana.password)).status).toBe(429);
    expect((await tryWith(replica, ana.email, ana.password, own)).url).toContain('code=');
  });

  test('admins see that an account is locked, and until when', async () => {
    const tenant = await backend.tenant();
    const ana = await backend.user(tenant.id);
    await fail(ana.email, 6);
    await expect
      .poll(async () => {
        const [user] = await backend.rows('select locked_until from tenantdesk.users where user_id = $1', [
          ana.userId,
        ]);
        return user?.['locked_until'];
      })
      .not.toBeNull();
  });
});
