import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createAccountListFile, emptyAccountList } from '../../../src-main/accounts/accountList.ts';

let folder: string;
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'tenantdesk-list-'))));
afterEach(async () => await rm(folder, { recursive: true }));

const list = {
  version: 2,
  signedIn: ['a'.repeat(32)],
  accounts: [{ id: 'a'.repeat(32), backendUrl: 'https://backend.example' }],
  leftInKeychain: [],
} as const;

describe('The list of accounts', () => {
  test('is empty before the first sign-in, and comes back as it was written', async () => {
    const file = createAccountListFile(join(folder, 'new', 'accounts.json'));
    expect(await file.read()).toEqual({ list: emptyAccountList, setAside: false });
    await file.change(() => ({
      ...list,
      signedIn: [...list.signedIn],
      accounts: [...list.accounts],
      leftInKeychain: [],
    }));
    expect((await file.read()).list).toEqual(list);
    expect(await readdir(join(folder, 'new'))).toEqual(['accounts.json']);
  });

  test('is readable by its owner alone', async () => {
    const path = join(folder, 'accounts.json');
    await createAccountListFile(path).change((now) => ({ ...now }));
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  test('of a version that knew one account is read as it was: who was signed in is signed in', async () => {
    const path = join(folder, 'accounts.json');
    const { accounts, leftInKeychain } = list;
    const id = 'a'.repeat(32);
    await writeFile(path, JSON.stringify({ version: 1, active: id, accounts, leftInKeychain }));
    expect(await createAccountListFile(path).read()).toEqual({ list, setAside: false });
    await writeFile(path, JSON.stringify({ version: 1, active: null, accounts, leftInKeychain }));
    expect((await createAccountListFile(path).read()).list.signedIn).toEqual([]);
  });

  test('changes one after the other, so that none is lost', async () => {
    const file = createAccountListFile(join(folder, 'accounts.json'));
    const ids = ['a', 'b', 'c', 'd'].map((letter) => letter.repeat(32));
    await Promise.all(
      ids.map(async (id) => await file.change((now) => ({ ...now, signedIn: [...now.signedIn, id] }))),
    );
    expect((await file.read()).list.signedIn).toEqual(ids);
  });

  test.each([
    '',
    '{',
    '[]',
    '{"version":3}',
    `{"version":1,"active":"../../etc","accounts":[{"id":"../x"}]}`,
  ])('is set aside and never silently overwritten when it reads %j', async (text) => {
    const path = join(folder, 'accounts.json');
    await writeFile(path, text);
    const file = createAccountListFile(path, () => 42);
    expect(await file.read()).toEqual({ list: emptyAccountList, setAside: true });
    expect(await readFile(`${path}.unreadable-42`, 'utf8')).toBe(text);
  });
});
