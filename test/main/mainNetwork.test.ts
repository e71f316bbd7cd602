import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createMainNetwork } from '../../src-main/mainNetwork.ts';

const origin = 'https://desk.example';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('The proxies of the system', () => {
  test('are what Chromium says, asked each time', async () => {
    let ways = 'DIRECT';
    const { proxiesFor } = createMainNetwork(async () => ways);
    expect(await proxiesFor(origin)).toBe('DIRECT');
    ways = 'PROXY proxy.example:3128;DIRECT';
    expect(await proxiesFor(origin)).toBe(ways);
  });

  test.each([
    ['fails', async () => await Promise.reject(new Error('no'))],
    ['has a script that can not be had', async () => ''],
    ['does not answer', async () => await new Promise<string>(() => undefined)],
  ])('are not known where it %s', async (_how, resolveProxy) => {
    const told = createMainNetwork(resolveProxy)
      .proxiesFor(origin)
      .catch((thrown: unknown) => thrown);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await told).toMatchObject({ code: 'ERR_PROXY_SETTINGS' });
  });
});
