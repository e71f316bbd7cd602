import type { MessagePortMain } from 'electron';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { refuse } from '#shared/api/errors.ts';
import type { Account } from '#shared/desktop/session.ts';
import { testProfile } from '#test/main/support/testBackend.ts';
import type { EngineChild } from '../../../src-main/engine/engineChild.ts';
import { createEngineProcess } from '../../../src-main/engine/engineProcess.ts';
import { createRestartDelay } from '../../../src-main/restartDelay.ts';

const account: Account = {
  id: 'a'.repeat(32),
  backendUrl: 'https://desk.example',
  profile: testProfile,
  homeTenantName: 'Nordwind',
};
const copy = { file: '/profile/copy.db', keyHex: '0'.repeat(64) };

/** An engine without a process: it answers as the real one does, and dies on command. */
function createChild() {
  let say: (message: unknown) => void = () => undefined;
  let exit: (code: number) => void = () => undefined;
  const told: { message: { type: string }; ports: number }[] = [];
  const child: EngineChild = {
    post: (message, ports = []) =>
      void told.push({ message: message as { type: string }, ports: ports.length }),
    onMessage: (listener) => (say = listener),
    onExit: (listener) => (exit = listener),
    kill: () => exit(0),
  };
  return { child, told, say: (message: unknown) => say(message), die: () => exit(9) };
}

function setUp(accessToken: (rejected: string | null) => Promise<string> = async () => 'token') {
  const children: ReturnType<typeof createChild>[] = [];
  const events: string[] = [];
  const engine = createEngineProcess({
    fork: () => {
      const made = createChild();
      children.push(made);
      return made.child;
    },
    proxiesFor: async () => 'DIRECT',
    accessToken: async (_id, rejected) => await accessToken(rejected),
    onReady: (id) => events.push(`ready ${id.slice(0, 1)}`),
    onLost: () => events.push('lost'),
    onOpenFailed: (id, { code }) => events.push(`failed ${code} ${id.slice(0, 1)}`),
    onDisabled: (id, { code }) => events.push(`${code} ${id.slice(0, 1)}`),
    log: { warn: () => undefined },
  });
  const typesTold = (at: number): string[] => children[at]?.told.map(({ message }) => message.type) ?? [];
  return { engine, children, events, typesTold };
}

const port = {} as MessagePortMain;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('The engine as main knows it', () => {
  test('is started at once, opens an account and is ready', async () => {
    const { engine, children, events } = setUp();
    const opening = engine.open(account, copy);
    expect(children[0]?.told[0]?.message).toEqual({ type: 'open', account, copy });
    children[0]?.say({ type: 'opened', accountId: account.id });
    await opening;
    expect(events).toEqual(['ready a']);
  });

  test('that dies is started again with the same account; ports wait for it', async () => {
    const { engine, children, events, typesTold } = setUp();
    const opening = engine.open(account, copy);
    children[0]?.say({ type: 'opened', accountId: account.id });
    await opening;
    children[0]?.die();
    expect(events).toEqual(['ready a', 'lost']);
    engine.connect(port);
    expect(children).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(500);
    expect(typesTold(1)).toEqual(['open', 'connect']);
    children[1]?.say({ type: 'opened', accountId: account.id });
    expect(events).toEqual(['ready a', 'lost', 'ready a']);
  });

  test('that dies again and again is started less and less often', () => {
    const delay = createRestartDelay();
    expect([0, 0, 0, 0, 0, 0, 0, 0].map((lived) => delay(lived))).toEqual([
      500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000,
    ]);
    expect(delay(60_000)).toBe(500);
  });

  test('that never comes up tells whoever waits, instead of letting them wait', async () => {
    const { engine, children } = setUp();
    const failed = engine.open(account, copy).catch((error: unknown) => error);
    for (const delay of [500, 1000, 2000, 4000]) {
      children.at(-1)?.die();
      await vi.advanceTimersByTimeAsync(delay);
    }
    expect(await failed).toMatchObject({ error: { details: { reason: 'engine-failed' } } });
    // It is started all the same, without the account that nobody waits for any more.
    expect(children).toHaveLength(5);
    expect(children[4]?.told).toEqual([]);
    const again = engine.open(account, copy);
    children[4]?.say({ type: 'opened', accountId: account.id });
    await again;
  });

  test('that can not open the copy says why; after a restart the session hears of it', async () => {
    const { engine, children, events } = setUp();
    const error = refuse('CACHE_UNAVAILABLE', 'From a newer version.').error;
    const opening = engine.open(account, copy);
    children[0]?.say({ type: 'open-failed', accountId: account.id, error });
    await expect(opening).rejects.toMatchObject({ error });
    const again = engine.open(account, copy);
    children[0]?.say({ type: 'opened', accountId: account.id });
    await again;
    children[0]?.die();
    await vi.advanceTimersByTimeAsync(500);
    children[1]?.say({ type: 'open-failed', accountId: account.id, error });
    expect(events).toEqual(['ready a', 'lost', 'failed CACHE_UNAVAILABLE a']);
  });

  test('gets tokens, or the reason why there is none', async () => {
    const { children } = setUp(async (rejected) => {
      if (rejected === 'old') throw refuse('OFFLINE', 'No answer.');
      return 'new';
    });
    children[0]?.say({ type: 'access-token-wanted', accountId: account.id, requestId: 1, rejected: null });
    children[0]?.say({ type: 'access-token-wanted', accountId: account.id, requestId: 2, rejected: 'old' });
    await vi.advanceTimersByTimeAsync(0);
    expect(children[0]?.told.map(({ message }) => message)).toMatchObject([
      { type: 'access-token', accountId: account.id, requestId: 1, token: 'new', error: null },
      { type: 'access-token', accountId: account.id, requestId: 2, token: null, error: { code: 'OFFLINE' } },
    ]);
  });

  test('says when the backend shut the account out', async () => {
    const { engine, children, events } = setUp();
    const opening = engine.open(account, copy);
    children[0]?.say({ type: 'opened', accountId: account.id });
    await opening;
    const { error } = refuse('ACCOUNT_DISABLED', 'Disabled.');
    children[0]?.say({ type: 'account-disabled', accountId: account.id, error });
    expect(events).toEqual(['ready a', 'ACCOUNT_DISABLED a']);
  });

  test('closes and wipes when it is told to, and is given up after five seconds', async () => {
    const { engine, children } = setUp();
    const closing = engine.close(account.id, { wipe: true });
    expect(children[0]?.told.at(-1)?.message).toEqual({ type: 'close', accountId: account.id, wipe: true });
    children[0]?.say({ type: 'closed', accountId: account.id });
    expect(await closing).toBe(true);
    const silent = engine.close(account.id, { wipe: false });
    await vi.advanceTimersByTimeAsync(5000);
    expect(await silent).toBe(false);
  });

  test('that is ended while it opens a copy has not failed to open it', async () => {
    const { engine, children, events } = setUp();
    let failed = false;
    engine.open(account, copy).catch(() => (failed = true));
    const disposing = engine.dispose();
    children[0]?.say({ type: 'closed', accountId: account.id });
    await disposing;
    expect(failed).toBe(false);
    expect(events).toEqual([]);
  });

  test('is not started again after the end of the console', async () => {
    const { engine, children } = setUp();
    const disposing = engine.dispose();
    children[0]?.say({ type: 'closed', accountId: account.id });
    await disposing;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(children).toHaveLength(1);
  });
});
