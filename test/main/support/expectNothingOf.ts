import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Machine } from './console.ts';

/** Folder, keychain and list of a machine hold nothing of an account, which was the only one. */
export async function expectNothingOf(
  id: string,
  { folder, keychain }: Pick<Machine, 'folder' | 'keychain'>,
): Promise<void> {
  expect(await readdir(join(folder, 'accounts'))).toEqual([]);
  for (const kind of ['account', 'refresh-token', 'cache-key'])
    expect(await keychain.read(`${id}/${kind}`)).toBeNull();
  expect(JSON.parse(await readFile(join(folder, 'accounts.json'), 'utf8'))).toMatchObject({
    signedIn: [],
    accounts: [],
  });
}
