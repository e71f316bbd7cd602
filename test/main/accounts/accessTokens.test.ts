import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { refuse } from '#shared/api/errors.ts';
import { createAccessTokens } from '../../../src-main/accounts/accessTokens.ts';

function createClock() {
  let time = 1_000_000;
  return { now: () => time, pass: (milliseconds: number) => (time += milliseconds) };
}

describe('Access tokens', () => {
  test('are kept until half a minute before their end, then renewed', async () => {
    const clock = createClock();
    let made = 0;
    const tokens = createAccessTokens({
      refreshToken: 'r0',
      refresh: async () => ({
        accessToken: `a${(made += 1)}`,
        expiresInSeconds: 300,
        refreshToken: `r${made}`,
      }),
      save: async () => undefined,
      now: clock.now,
    });
    expect(await tokens.get(null)).toBe('a1');
    clock.pass(269_000);
    expect(await tokens.get(null)).toBe('a1');
    clock.pass(2000);
    expect(await tokens.get(null)).toBe('a2');
    expect(tokens.refreshToken()).toBe('r2');
  });

  test('are renewed once for any number of callers, and the new refresh token is stored before anybody gets one', async () => {
    const order: string[] = [];
    let refreshes = 0;
    const tokens = createAccessTokens({
      refreshToken: 'r0',
      refresh: async () => {
        refreshes += 1;
        return { accessToken: 'a', expiresInSeconds: 300, refreshToken: 'r1' };
      },
      save: async (token) => {
        await nextTurn();
        order.push(`stored ${token}`);
      },
    });
    await Promise.all(
      Array.from({ length: 20 }, async () => {
        await tokens.get(null);
        order.push('used');
      }),
    );
    expect(refreshes).toBe(1);
    expect(order[0]).toBe('stored r1');
  });

  test('are not given again after the backend refused them', async () => {
    let made = 0;
    const tokens = createAccessTokens({
      refreshToken: 'r0',
      first: { accessToken: 'a0', expiresInSeconds: 300, refreshToken: 'r0' },
      refresh: async () => ({ accessToken: `a${(made += 1)}`, expiresInSeconds: 300, refreshToken: null }),
      save: async () => undefined,
    });
    expect(await tokens.get(null)).toBe('a0');
    expect(await tokens.get('a0')).toBe('a1');
    expect(await tokens.get('a0')).toBe('a1');
  });

  test('are asked for once more with the same refresh token when an answer is lost, then the failure is told', async () => {
    const asked: string[] = [];
    const tokens = createAccessTokens({
      refreshToken: 'r0',
      refresh: async (token) => {
        asked.push(token);
        throw refuse('OFFLINE', 'No answer.');
      },
      save: async () => undefined,
    });
    await expect(tokens.get(null)).rejects.toMatchObject({ error: { code: 'OFFLINE' } });
    expect(asked).toEqual(['r0', 'r0']);
  });

  test('of a new sign-in are not overtaken by a renewal that was on its way', async () => {
    const answer = Promise.withResolvers<void>();
    const stored: string[] = [];
    const tokens = createAccessTokens({
      refreshToken: 'r0',
      refresh: async () => {
        await answer.promise;
        return { accessToken: 'late', expiresInSeconds: 300, refreshToken: 'r1' };
      },
      save: async (token) => void stored.push(token),
    });
    const asked = tokens.get(null);
    const replaced = tokens.replace({ accessToken: 'new', expiresInSeconds: 300, refreshToken: 'n0' });
    answer.resolve();
    expect(await asked).toBe('late');
    expect(await replaced).toBe('r1');
    expect(stored).toEqual(['r1', 'n0']);
    expect(tokens.refreshToken()).toBe('n0');
    expect(await tokens.get(null)).toBe('new');
  });
});
