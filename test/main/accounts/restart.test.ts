import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { apiError } from '#shared/api/errors.ts';
import { createFickleKeychain, createMachine } from '#test/main/support/console.ts';
import { expectNothingOf } from '#test/main/support/expectNothingOf.ts';
import { startTestBackend, type TestBackend } from '#test/main/support/testBackend.ts';

let backend: TestBackend;
beforeEach(async () => (backend = await startTestBackend()));
afterEach(async () => await backend.stop());

async function signedIn(keychain = createFickleKeychain()) {
  const machine = await createMachine(keychain);
  const started = machine.start();
  const { account } = await started.session.signIn({ backendUrl: backend.url });
  if (account === null) throw new Error('The sign-in failed.');
  const [, , copy] = started.engine[0] as readonly ['open', string, { file: string; keyHex: string }];
  await writeFile(copy.file, 'encrypted');
  return { ...machine, ...started, keychain, account, copy, id: account.id };
}

describe('Starting again', () => {
  test('brings the account back without the network, with the same copy and key', async () => {
    const { start, account, copy } = await signedIn();
    await backend.stop();
    const again = start();
    expect(await again.session.current()).toMatchObject({ state: 'signed-in', account, problem: null });
    expect(again.engine).toEqual([['open', account.id, copy]]);
    await expect(again.session.accessToken(null)).rejects.toMatchObject({ error: { code: 'OFFLINE' } });
    expect(await again.session.current()).toMatchObject({ state: 'signed-in' });
  });

  test('goes on with the rotated refresh token, also when the console was killed right after a renewal', async () => {
    const { start } = await signedIn();
    const second = start();
    await second.session.current();
    await second.session.accessToken(null);
    const third = start();
    await third.session.current();
    await expect(third.session.accessToken(null)).resolves.toEqual(expect.any(String));
  });

  test('keeps the refresh token that was on its way when the console was quit', async () => {
    const { start, id, keychain } = await signedIn();
    const { session, sessions } = start();
    await session.current();
    const before = await keychain.read(`${id}/refresh-token`);
    const asked = session.accessToken(null);
    await sessions.dispose();
    expect(await keychain.read(`${id}/refresh-token`)).not.toBe(before);
    await asked;
  });

  test('survives the loss of an answer with a new refresh token in it', async () => {
    const { start } = await signedIn();
    const { session } = start();
    await session.current();
    backend.loseNextAnswer();
    await expect(session.accessToken(null)).resolves.toEqual(expect.any(String));
    expect(backend.tokenRequests()).toBe(3);
  });

  test('@security after the session was ended by the backend shows nothing, and keeps the encrypted copy', async () => {
    const { start, copy, id, keychain } = await signedIn();
    await backend.revokeAll();
    const { session, engine, states } = start();
    await session.current();
    await expect(session.accessToken(null)).rejects.toMatchObject({ error: { code: 'NOT_SIGNED_IN' } });
    expect(await session.current()).toMatchObject({
      state: 'signed-out',
      account: null,
      problem: { code: 'NOT_SIGNED_IN' },
    });
    expect(states.at(-1)?.state).toBe('signed-out');
    expect(engine.at(-1)).toEqual(['close', false]);
    expect(await readFile(copy.file, 'utf8')).toBe('encrypted');
    expect(await keychain.read(`${id}/refresh-token`)).toBeNull();
    const next = start();
    expect(await next.session.current()).toMatchObject({
      state: 'signed-out',
      problem: null,
      backendUrl: backend.url,
    });
    await next.session.signIn({ backendUrl: backend.url });
    expect(next.engine).toEqual([['open', id, copy]]);
  });
});

describe('Signing out', () => {
  test('@security ends the session at the backend and wipes copy, keychain and list', async () => {
    const { session, folder, id, keychain, engine } = await signedIn();
    const refreshToken = (await keychain.read(`${id}/refresh-token`)) ?? '';
    expect(await backend.knows(refreshToken)).toBe(true);
    expect(await session.signOut()).toMatchObject({ state: 'signed-out', account: null, problem: null });
    expect(engine.at(-1)).toEqual(['close', true]);
    expect(await backend.knows(refreshToken)).toBe(false);
    await expectNothingOf(id, { folder, keychain });
  });

  test('works without the network', async () => {
    const { session, folder } = await signedIn();
    await backend.stop();
    expect(await session.signOut()).toMatchObject({ state: 'signed-out', problem: null });
    expect(await readdir(join(folder, 'accounts'))).toEqual([]);
  });
});

describe('An account that the backend shut out', () => {
  const disabled = apiError('ACCOUNT_DISABLED', 'This account is disabled. Nothing was changed.');

  test('@security is signed out with the reason, and leaves nothing on the machine', async () => {
    const { session, states, folder, id, keychain, engine } = await signedIn();
    await session.disabled(id, disabled);
    expect(states.at(-1)).toMatchObject({ state: 'signed-out', account: null, problem: disabled });
    expect(engine.at(-1)).toEqual(['close', true]);
    await expectNothingOf(id, { folder, keychain });
  });

  test('is said once, and never of the account that came after', async () => {
    const { session, id, engine } = await signedIn();
    await session.disabled('f'.repeat(32), disabled);
    expect(await session.current()).toMatchObject({ state: 'signed-in', problem: null });
    await Promise.all([session.disabled(id, disabled), session.disabled(id, disabled)]);
    expect(engine.filter(([told]) => told === 'close')).toHaveLength(1);
  });
});

describe('Without a keychain', () => {
  test('@security the session lives in memory, nothing is written, and the state says why', async () => {
    const keychain = createFickleKeychain();
    keychain.available = false;
    const { folder, start } = await createMachine(keychain);
    const { session, engine } = start();
    expect(await session.current()).toMatchObject({
      keychain: { available: false, reason: 'no-secret-service' },
    });
    const state = await session.signIn({ backendUrl: backend.url });
    expect(state).toMatchObject({
      state: 'signed-in',
      keychain: { available: false, reason: 'no-secret-service' },
    });
    expect(engine).toEqual([['open', state.account?.id, null]]);
    await expect(session.accessToken(null)).resolves.toEqual(expect.any(String));
    expect(await readdir(folder)).toEqual([]);
    expect(await session.signOut()).toMatchObject({ state: 'signed-out', problem: null });
  });

  test('an account that was kept is not shown, not deleted, and comes back with the keychain', async () => {
    const { start, keychain, copy, account } = await signedIn();
    keychain.available = false;
    const without = start();
    expect(await without.session.current()).toMatchObject({
      state: 'signed-out',
      problem: { code: 'KEYCHAIN_UNAVAILABLE', details: { reason: 'no-answer' } },
      keychain: { available: false },
    });
    expect(without.engine).toEqual([]);
    expect(await readFile(copy.file, 'utf8')).toBe('encrypted');
    keychain.available = true;
    expect(await start().session.current()).toMatchObject({ state: 'signed-in', account });
  });

  test('it can be asked again once it was unlocked, without a new start', async () => {
    const { start, keychain, id } = await signedIn();
    keychain.available = false;
    const { sessions, engine } = start();
    await sessions.current();
    expect(await sessions.tryKeychain()).toMatchObject({ accounts: [], keychain: { available: false } });
    keychain.available = true;
    expect(await sessions.tryKeychain()).toMatchObject({
      accounts: [{ id, state: 'signed-in', problem: null }],
      keychain: { available: true },
      problem: null,
    });
    // Who is signed in stays as they are.
    await sessions.tryKeychain();
    expect(engine.filter(([what]) => what === 'open')).toHaveLength(1);
  });

  test('a session that loses it goes on, and says so', async () => {
    const { start, keychain } = await signedIn();
    const { session } = start();
    await session.current();
    keychain.available = false;
    await expect(session.accessToken(null)).resolves.toEqual(expect.any(String));
    expect(await session.current()).toMatchObject({ state: 'signed-in', keychain: { available: false } });
  });

  test('signing out wipes the copy at once, and the keychain when it is back', async () => {
    const { session, start, keychain, folder, id } = await signedIn();
    keychain.available = false;
    await session.signOut();
    expect(await readdir(join(folder, 'accounts'))).toEqual([]);
    keychain.available = true;
    expect(await keychain.read(`${id}/cache-key`)).not.toBeNull();
    await start().session.current();
    expect(await keychain.read(`${id}/cache-key`)).toBeNull();
  });
});

describe('A keychain that changed', () => {
  test('without the key of the copy says so, deletes nothing, and sets the copy aside only at the next sign-in', async () => {
    const { start, keychain, copy, id, folder } = await signedIn();
    await keychain.remove(`${id}/cache-key`);
    const { session, engine } = start();
    expect(await session.current()).toMatchObject({
      state: 'signed-out',
      problem: { code: 'CACHE_UNAVAILABLE', details: { reason: 'key-gone' } },
    });
    expect(engine).toEqual([]);
    expect(await readFile(copy.file, 'utf8')).toBe('encrypted');
    const state = await session.signIn({ backendUrl: backend.url });
    expect(state).toMatchObject({
      state: 'signed-in',
      problem: { code: 'CACHE_UNAVAILABLE', details: { reason: 'set-aside' } },
    });
    expect(await readdir(join(folder, 'accounts', id))).toEqual(['unreadable-7-copy.db']);
    await session.signOut();
    expect(await readdir(join(folder, 'accounts'))).toEqual([]);
  });

  test('without the session says so', async () => {
    const { start, keychain, id } = await signedIn();
    await keychain.remove(`${id}/refresh-token`);
    expect(await start().session.current()).toMatchObject({
      state: 'signed-out',
      problem: { code: 'KEYCHAIN_UNAVAILABLE', details: { reason: 'entries-gone' } },
      keychain: { available: true },
    });
  });
});

test('A profile folder that can not be read is told, not thrown', async () => {
  const { folder, start } = await createMachine();
  await mkdir(join(folder, 'accounts.json'));
  expect(await start().session.current()).toMatchObject({
    state: 'signed-out',
    problem: { code: 'CACHE_UNAVAILABLE', details: { reason: 'profile-folder' } },
  });
});

test('A list of accounts that makes no sense is told', async () => {
  const { folder, start } = await createMachine();
  await writeFile(join(folder, 'accounts.json'), '{');
  expect(await start().session.current()).toMatchObject({
    state: 'signed-out',
    problem: { code: 'CACHE_UNAVAILABLE', details: { reason: 'list-unreadable' } },
  });
});
