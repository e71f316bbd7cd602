import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { apiError, Refusal } from '#shared/api/errors.ts';
import { localError } from '#shared/desktop/localErrors.ts';
import { createFickleKeychain, createMachine } from '#test/main/support/console.ts';
import { startTestBackend, type TestBackend } from '#test/main/support/testBackend.ts';
import type { StartSnapshot } from '#shared/desktop/startSnapshot.ts';
import { createAccountFolders } from '../../../src-main/accounts/accountFolders.ts';
import { createAccountListFile } from '../../../src-main/accounts/accountList.ts';
import { createAccountStore } from '../../../src-main/accounts/accountStore.ts';
import { KeychainFailure } from '../../../src-main/keychain/keychain.ts';
import { createSnapshots } from '../../../src-main/snapshot/snapshots.ts';

let backends: readonly [TestBackend, TestBackend];
beforeEach(async () => (backends = [await startTestBackend(), await startTestBackend()]));
afterEach(async () => {
  for (const backend of backends) await backend.stop();
});

/** A machine with an account at each of two backends; the first was in view last. */
async function twoAccounts() {
  const machine = await createMachine(createFickleKeychain());
  const started = machine.start();
  const ids: string[] = [];
  for (const { url } of backends) {
    const { accounts } = await started.sessions.signIn({ backendUrl: url });
    const added = accounts.find(({ id }) => !ids.includes(id));
    if (added === undefined) throw new Error('The sign-in failed.');
    ids.push(added.id);
    await writeFile(started.sessions.copyOf(added.id)?.file ?? '', 'encrypted');
  }
  const [first = '', second = ''] = ids;
  await started.sessions.setInView({ accountId: first });
  return { ...machine, ...started, first, second };
}

const entries = ['account', 'refresh-token', 'cache-key'] as const;

describe('Two accounts', () => {
  test('come back at the next start, the one in view last first, each with its copy', async () => {
    const { start, second, sessions, first } = await twoAccounts();
    await sessions.setInView({ accountId: second });
    const again = start();
    await again.sessions.current();
    await expect.poll(() => again.engine.map(([, id]) => id)).toEqual([second, first]);
    const { accounts, lastInView } = await again.sessions.current();
    expect(accounts.map(({ state }) => state)).toEqual(['signed-in', 'signed-in']);
    expect(lastInView).toBe(second);
    for (const id of [first, second]) expect(again.sessions.copyOf(id)).toEqual(sessions.copyOf(id));
  });

  test('of which one has a copy that a newer version wrote: it is named with the reason, nothing of it goes, and the other works', async () => {
    const { start, keychain, first, second, sessions } = await twoAccounts();
    const file = sessions.copyOf(first)?.file ?? '';
    const older = start({
      openFails: (id) => (id === first ? new Refusal(localError('newer-version')) : undefined),
    });
    const stateOf = async (id: string) =>
      (await older.sessions.current()).accounts.find((account) => account.id === id);
    await expect.poll(async () => (await stateOf(second))?.state).toBe('signed-in');
    expect(await stateOf(first)).toMatchObject({ state: 'ended' });
    expect((await stateOf(first))?.problem).toMatchObject({ details: { reason: 'newer-version' } });
    expect(await stateOf(second)).toMatchObject({ state: 'signed-in', problem: null });
    await expect(older.sessions.accessToken(second, null)).resolves.toEqual(expect.any(String));
    expect(await readFile(file, 'utf8')).toBe('encrypted');
    for (const kind of entries) expect(await keychain.read(`${first}/${kind}`)).not.toBeNull();
    const updated = start();
    await expect.poll(async () => (await updated.sessions.current()).accounts.length).toBe(2);
    for (const { state, problem } of (await updated.sessions.current()).accounts)
      expect({ state, problem }).toEqual({ state: 'signed-in', problem: null });
  });

  test('begin with the one in view also after it left and came back', async () => {
    const { sessions, start, first } = await twoAccounts();
    await sessions.signOut({ accountId: first });
    await sessions.signIn({ backendUrl: backends[0].url });
    await sessions.setInView({ accountId: first });
    expect((await start().sessions.current()).lastInView).toBe(first);
  });

  test('@security whose copy can not be deleted: its keys are gone, it does not come back, and that is said', async () => {
    const { folder, keychain, start, first, second } = await twoAccounts();
    const { sessions } = start({
      folders: {
        remove: async () => await Promise.reject(Object.assign(new Error('busy'), { syscall: 'rm' })),
      },
    });
    const { problem } = await sessions.signOut({ accountId: first });
    expect(problem).toMatchObject({ code: 'CACHE_UNAVAILABLE', details: { reason: 'not-wiped' } });
    for (const kind of entries) expect(await keychain.read(`${first}/${kind}`)).toBeNull();
    expect(await readdir(join(folder, 'accounts'))).toContain(first);
    const again = start();
    await again.sessions.current();
    await expect.poll(() => again.engine.map(([, id]) => id)).toEqual([second]);
  });

  test('@security one that comes into view while its session ends is not signed in again by that', async () => {
    const { folder, keychain, first, second } = await twoAccounts();
    const listFile = createAccountListFile(join(folder, 'accounts.json'));
    const folders = createAccountFolders(join(folder, 'accounts'));
    const store = createAccountStore({ listFile, keychain, folders });
    const ending = listFile.change((list) => ({
      ...list,
      signedIn: list.signedIn.filter((id) => id !== second),
    }));
    await store.setInView(second);
    await ending;
    expect((await listFile.read()).list.signedIn).toEqual([first]);
  });

  test('@security each get tokens of their own backend, and nobody else does', async () => {
    const { start, first, second } = await twoAccounts();
    const { sessions } = start();
    await expect.poll(async () => (await sessions.current()).accounts.length).toBe(2);
    const asked = () => backends.map(({ tokenRequests }) => tokenRequests());
    expect(asked()).toEqual([1, 1]);
    const token = await sessions.accessToken(first, null);
    expect(asked()).toEqual([2, 1]);
    expect(await sessions.accessToken(second, null)).not.toBe(token);
    expect(asked()).toEqual([2, 2]);
    await expect(sessions.accessToken('f'.repeat(32), null)).rejects.toMatchObject({
      error: { code: 'NOT_SIGNED_IN' },
    });
  });

  test('@security sign out alone: the copy and the keys of the other stay', async () => {
    const { sessions, folder, keychain, first, second, engine, start } = await twoAccounts();
    const { accounts } = await sessions.signOut({ accountId: first });
    expect(accounts.map(({ id, state }) => [id, state])).toEqual([[second, 'signed-in']]);
    expect(engine.at(-1)).toEqual(['close', true]);
    expect(await readdir(join(folder, 'accounts'))).toEqual([second]);
    for (const kind of entries) {
      expect(await keychain.read(`${first}/${kind}`)).toBeNull();
      expect(await keychain.read(`${second}/${kind}`)).not.toBeNull();
    }
    expect(JSON.parse(await readFile(join(folder, 'accounts.json'), 'utf8'))).toMatchObject({
      signedIn: [second],
    });
    await expect(sessions.accessToken(second, null)).resolves.toEqual(expect.any(String));
    expect((await start().sessions.current()).accounts.map(({ id }) => id)).toEqual([second]);
  });

  test('@security sign out while a token is being renewed, and nothing of it is stored afterwards', async () => {
    const { sessions, keychain, first, second } = await twoAccounts();
    const renewing = sessions.accessToken(first, await sessions.accessToken(first, null));
    await sessions.signOut({ accountId: first });
    await renewing.catch(() => undefined);
    for (const kind of entries) {
      expect(await keychain.read(`${first}/${kind}`)).toBeNull();
      expect(await keychain.read(`${second}/${kind}`)).not.toBeNull();
    }
  });

  test('@security the end of one session leaves the other as it is, and says whose it was', async () => {
    const { start, first, second } = await twoAccounts();
    await backends[0].revokeAll();
    const { sessions } = start();
    await expect.poll(async () => (await sessions.current()).accounts.length).toBe(2);
    await expect(sessions.accessToken(first, null)).rejects.toMatchObject({
      error: { code: 'NOT_SIGNED_IN' },
    });
    await expect(sessions.accessToken(second, null)).resolves.toEqual(expect.any(String));
    const { accounts } = await sessions.current();
    const of = (id: string) => accounts.find((account) => account.id === id);
    expect(of(first)).toMatchObject({ state: 'ended', problem: { code: 'NOT_SIGNED_IN' } });
    expect(of(second)).toMatchObject({ state: 'signed-in', problem: null });
    const { accounts: after } = await sessions.signIn({ backendUrl: backends[0].url });
    expect(after.map(({ state }) => state)).toEqual(['signed-in', 'signed-in']);
  });

  test('@security what one backend shuts out leaves the other untouched', async () => {
    const { sessions, folder, first, second, keychain } = await twoAccounts();
    await sessions.disabled(first, apiError('ACCOUNT_DISABLED', 'This account is disabled.'));
    expect(await readdir(join(folder, 'accounts'))).toEqual([second]);
    expect(await keychain.read(`${second}/cache-key`)).not.toBeNull();
    expect((await sessions.current()).accounts.find(({ id }) => id === second)?.state).toBe('signed-in');
  });

  test('a backend that is gone keeps nobody from the other', async () => {
    const { start, first, second } = await twoAccounts();
    await backends[0].stop();
    const { sessions } = start();
    await expect.poll(async () => (await sessions.current()).accounts.length).toBe(2);
    await expect(sessions.accessToken(first, null)).rejects.toMatchObject({ error: { code: 'OFFLINE' } });
    await expect(sessions.accessToken(second, null)).resolves.toEqual(expect.any(String));
    expect((await sessions.current()).accounts.every(({ state }) => state === 'signed-in')).toBe(true);
  });

  test('an account whose entries are gone from the keychain is told, and the other comes back', async () => {
    const { start, keychain, first, second } = await twoAccounts();
    await keychain.remove(`${first}/refresh-token`);
    const { sessions } = start();
    await expect.poll(async () => (await sessions.current()).accounts.length).toBe(2);
    const { accounts } = await sessions.current();
    const of = (id: string) => accounts.find((account) => account.id === id);
    expect(of(first)).toMatchObject({ state: 'ended', problem: { code: 'KEYCHAIN_UNAVAILABLE' } });
    expect(of(second)).toMatchObject({ state: 'signed-in', problem: null });
  });

  test('an account that the keychain refuses is told by the host of its backend, and comes back when it is given', async () => {
    const { folder, keychain, first, second } = await twoAccounts();
    let refused = first;
    const { start } = await createMachine(
      {
        ...keychain,
        async read(entry) {
          if (entry.startsWith(refused)) throw new KeychainFailure('denied');
          return await keychain.read(entry);
        },
      },
      folder,
    );
    const { sessions } = start();
    await expect.poll(async () => (await sessions.current()).accounts.map(({ id }) => id)).toEqual([second]);
    const { host } = new URL(backends[0].url);
    expect((await sessions.current()).problem).toMatchObject({
      code: 'KEYCHAIN_UNAVAILABLE',
      details: { reason: 'no-answer', host },
    });
    refused = 'nobody';
    const again = start();
    await expect.poll(async () => (await again.sessions.current()).accounts).toHaveLength(2);
    expect((await again.sessions.current()).problem).toBeNull();
  });

  test('an account that the keychain no longer knows is told once, and the other comes back', async () => {
    const { start, keychain, first, second } = await twoAccounts();
    await keychain.write(`${first}/account`, '{"not":"an account"}');
    const { sessions } = start();
    await expect.poll(async () => (await sessions.current()).accounts.length).toBe(1);
    expect(await sessions.current()).toMatchObject({
      accounts: [{ id: second, state: 'signed-in' }],
      problem: { code: 'KEYCHAIN_UNAVAILABLE' },
    });
    expect(await start().sessions.current()).toMatchObject({ accounts: [{ id: second }], problem: null });
  });

  test('one whose session has ended stays listed over a restart, until it signs in or is removed', async () => {
    const { start, folder, keychain, first, second } = await twoAccounts();
    await backends[0].revokeAll();
    await expect(start().sessions.accessToken(first, null)).rejects.toMatchObject({
      error: { code: 'NOT_SIGNED_IN' },
    });
    const ended = start();
    await ended.sessions.current();
    await expect(ended.sessions.accessToken(first, null)).rejects.toMatchObject({
      error: { code: 'NOT_SIGNED_IN' },
    });
    const { sessions, engine } = start();
    await expect.poll(async () => (await sessions.current()).accounts.length).toBe(2);
    expect(engine.map(([, id]) => id)).toEqual([second]);
    const { accounts } = await sessions.current();
    expect(accounts.find(({ id }) => id === first)).toMatchObject({ state: 'ended', problem: null });
    await sessions.signOut({ accountId: first });
    expect(await readdir(join(folder, 'accounts'))).toEqual([second]);
    expect(await keychain.read(`${first}/account`)).toBeNull();
    expect(await start().sessions.current()).toMatchObject({
      accounts: [{ id: second }],
      lastInView: second,
    });
  });

  test('@security leave one snapshot at most, of the account in view last', async () => {
    const { folder, keychain, sessions, first, second } = await twoAccounts();
    const snapshots = createSnapshots({ userData: folder, keychain, build: 'one' });
    const look = {
      fingerprint: 'a'.repeat(64),
      title: 'Users',
      language: 'en',
      body: ['div', {}, 'rows'],
      answers: [],
    } as const;
    const of = (accountId: string): StartSnapshot => ({ ...look, answers: [], accountId });
    snapshots.keep(sessions.copyOf(first), of(first));
    snapshots.keep(sessions.copyOf(second), of(second));
    // The first was in view last, and its snapshot went when the second was kept.
    expect(await snapshots.read()).toBeNull();
    await sessions.setInView({ accountId: second });
    expect(await snapshots.read()).toMatchObject({ title: 'Users' });
    snapshots.drop();
    expect(await snapshots.read()).toBeNull();
  });
});
