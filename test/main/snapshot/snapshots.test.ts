import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { StartSnapshot } from '#shared/desktop/startSnapshot.ts';
import { createFickleKeychain, createMachine } from '#test/main/support/console.ts';
import { startTestBackend, type TestBackend } from '#test/main/support/testBackend.ts';
import { createFirstSnapshot } from '../../../src-main/snapshot/firstSnapshot.ts';
import { pictureOf } from '../../../src-main/snapshot/page.ts';
import { createSnapshots, snapshotName } from '../../../src-main/snapshot/snapshots.ts';

let backend: TestBackend;
beforeEach(async () => (backend = await startTestBackend()));
afterEach(async () => await backend.stop());

const canary = 'Zdenka Čapková-Lindqvist';
const snapshot: StartSnapshot = {
  accountId: 'a'.repeat(32),
  fingerprint: 'a'.repeat(64),
  title: `${canary} · Users`,
  language: 'en',
  body: ['div', {}, canary],
  answers: [[['users.page'], canary]],
};

/** Somebody signed in, whose window has left a snapshot. */
async function keptOne() {
  const keychain = createFickleKeychain();
  const machine = await createMachine(keychain);
  const { session } = machine.start();
  const { account } = await session.signIn({ backendUrl: backend.url });
  const snapshotsOf = (build: string) => createSnapshots({ userData: machine.folder, keychain, build });
  const snapshots = snapshotsOf('one');
  expect(snapshots.keep(session.copy(), snapshot)).toBe(true);
  const file = join(machine.folder, 'accounts', account?.id ?? '', snapshotName);
  return { ...machine, keychain, session, snapshots, snapshotsOf, file };
}

const exists = async (file: string): Promise<boolean> =>
  await stat(file).then(
    () => true,
    () => false,
  );

describe('The snapshot of a window', () => {
  test('comes back at the next start', async () => {
    const { snapshotsOf } = await keptOne();
    expect(await snapshotsOf('one').read()).toEqual(pictureOf(snapshot));
    expect(snapshotsOf('one').exist()).toBe(true);
  });

  test('@security can not be read in the profile folder, nor by other users of the machine', async () => {
    const { folder, file } = await keptOne();
    for (const name of await readdir(folder, { recursive: true })) {
      const content = await readFile(join(folder, name)).catch(() => Buffer.alloc(0));
      expect(content.includes(canary), name).toBe(false);
      expect(content.includes('fingerprint'), name).toBe(false);
    }
    expect((await stat(file)).mode & 0o077).toBe(0);
  });

  test('@security is gone after signing out', async () => {
    const { session, file, snapshotsOf } = await keptOne();
    await session.signOut();
    expect(await exists(file)).toBe(false);
    expect(await snapshotsOf('one').read()).toBeNull();
  });

  test('@security is gone when the backend ended the session, though the copy stays', async () => {
    const { start, file } = await keptOne();
    await backend.revokeAll();
    const { session } = start();
    await session.current();
    await expect(session.accessToken(null)).rejects.toMatchObject({ error: { code: 'NOT_SIGNED_IN' } });
    await vi.waitFor(async () => expect(await exists(file)).toBe(false));
  });

  test.each([
    [
      'altered in any byte',
      async (file: string) => {
        const content = await readFile(file);
        for (const at of [0, 12, 28, content.length - 1]) content[at] = (content[at] ?? 0) ^ 1;
        await writeFile(file, content);
      },
    ],
    ['cut off', async (file: string) => await writeFile(file, (await readFile(file)).subarray(0, 20))],
    ['empty', async (file: string) => await writeFile(file, '')],
    ['plain', async (file: string) => await writeFile(file, JSON.stringify(snapshot))],
  ])('@security %s is not shown, and removed', async (_how, spoil) => {
    const { file, snapshotsOf } = await keptOne();
    await spoil(file);
    expect(await snapshotsOf('one').read()).toBeNull();
    expect(await exists(file)).toBe(false);
  });

  test('of another version of the console is not shown, and removed', async () => {
    const { file, snapshotsOf } = await keptOne();
    expect(await snapshotsOf('two').read()).toBeNull();
    expect(await exists(file)).toBe(false);
  });

  test('@security is never shown to another account, even put into its folder and sealed with its key', async () => {
    const { folder, file, keychain, snapshotsOf } = await keptOne();
    const list = JSON.parse(await readFile(join(folder, 'accounts.json'), 'utf8')) as {
      signedIn: readonly [string];
    };
    const other = 'b'.repeat(32);
    const key = await keychain.read(`${list.signedIn[0]}/cache-key`);
    await keychain.write(`${other}/cache-key`, key ?? '');
    await mkdir(join(folder, 'accounts', other));
    await writeFile(join(folder, 'accounts', other, snapshotName), await readFile(file));
    await writeFile(join(folder, 'accounts.json'), JSON.stringify({ ...list, signedIn: [other] }));
    expect(await snapshotsOf('one').read()).toBeNull();
  });

  test('@security is neither shown nor deleted while the keychain does not answer', async () => {
    const { file, keychain, snapshotsOf } = await keptOne();
    keychain.available = false;
    expect(await snapshotsOf('one').read()).toBeNull();
    keychain.available = true;
    expect(await exists(file)).toBe(true);
  });

  test('@security of a session without a keychain is not kept', async () => {
    const keychain = createFickleKeychain();
    keychain.available = false;
    const machine = await createMachine(keychain);
    const { session } = machine.start();
    await session.signIn({ backendUrl: backend.url });
    const snapshots = createSnapshots({ userData: machine.folder, keychain, build: 'one' });
    expect(await snapshots.read()).toBeNull();
    expect(snapshots.keep(session.copy(), snapshot)).toBe(false);
    expect(await readdir(machine.folder)).toEqual([]);
  });

  test.each(['../../etc', '', 7, null])(
    '@security of an account called %j is not looked for',
    async (active) => {
      const { folder, snapshotsOf } = await keptOne();
      await writeFile(join(folder, 'accounts.json'), JSON.stringify({ signedIn: [active] }));
      expect(await snapshotsOf('one').read()).toBeNull();
    },
  );

  test('does not hold up the page of a machine whose keychain asks its owner first', async () => {
    const first = createFirstSnapshot(async () => await new Promise(() => undefined), 20);
    expect(await first()).toBeNull();
  });
});
