import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { apiError } from '#shared/api/errors.ts';
import { createMachine, type StartOptions } from '#test/main/support/console.ts';
import { startTestBackend, type TestBackend } from '#test/main/support/testBackend.ts';

let backend: TestBackend;
beforeEach(async () => (backend = await startTestBackend()));
afterEach(async () => await backend.stop());

/** A machine on which somebody is signed in. */
async function signedIn(options?: StartOptions) {
  const machine = await createMachine();
  const started = machine.start(options);
  const { accounts } = await started.sessions.signIn({ backendUrl: backend.url });
  const id = accounts[0]?.id ?? '';
  const kept = async () => (await machine.keychain.read(`${id}/refresh-token`)) ?? '';
  return { ...machine, ...started, id, kept, again: { backendUrl: backend.url } };
}

describe('Signing in again', () => {
  test('while signed in says so, and only takes new tokens', async () => {
    const { sessions, id, again } = await signedIn();
    const { accounts, signIn } = await sessions.signIn(again);
    expect(accounts).toMatchObject([{ id, state: 'signed-in', problem: null }]);
    expect(signIn).toMatchObject({ signedIn: { accountId: id, already: true }, problem: null });
  });

  test('@security that fails late leaves the session that is there', async () => {
    const { sessions, id, again, kept } = await signedIn();
    const before = await kept();
    backend.refuseNextProfile();
    expect(await sessions.signIn(again)).toMatchObject({
      accounts: [{ id, state: 'signed-in', problem: null }],
      signIn: { problem: { code: 'ACCOUNT_DISABLED' } },
    });
    expect(await kept()).toBe(before);
    expect(await backend.knows(before)).toBe(true);
    await expect(sessions.accessToken(id, null)).resolves.toEqual(expect.any(String));
  });

  test('after the session has ended, whose copy then can not be opened, leaves the account listed as it was', async () => {
    let failure: Error | undefined;
    const { sessions, id, again } = await signedIn({ openFails: () => failure });
    await backend.revokeAll();
    const rejected = await sessions.accessToken(id, null);
    await expect(sessions.accessToken(id, rejected)).rejects.toMatchObject({
      error: { code: 'NOT_SIGNED_IN' },
    });
    failure = new Error('broken');
    expect(await sessions.signIn(again)).toMatchObject({
      accounts: [{ id, state: 'ended', problem: { code: 'NOT_SIGNED_IN' } }],
      signIn: { problem: { code: 'INTERNAL' } },
    });
  });

  test('@security while the session is still being ended keeps what the new one stored', async () => {
    const closed = Promise.withResolvers<void>();
    const { sessions, id, again, kept, folder, start } = await signedIn({ closed: closed.promise });
    const ending = sessions.disabled(id, apiError('ACCOUNT_DISABLED', 'This account is disabled.'));
    const signing = sessions.signIn(again);
    await expect.poll(async () => (await sessions.current()).signIn.url).toBeDefined();
    closed.resolve();
    await ending;
    expect((await signing).accounts).toMatchObject([{ id, state: 'signed-in', problem: null }]);
    expect(await backend.knows(await kept())).toBe(true);
    expect(JSON.parse(await readFile(join(folder, 'accounts.json'), 'utf8'))).toMatchObject({
      signedIn: [id],
    });
    expect((await start().sessions.current()).accounts).toMatchObject([{ id, state: 'signed-in' }]);
  });
});
