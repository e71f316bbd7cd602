import { createHash } from 'node:crypto';
import { existsSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { StartSnapshot } from '#shared/desktop/startSnapshot.ts';
import type { Keychain } from '../accounts/keychain.ts';
import { readCacheKey } from '../accounts/cacheKey.ts';
import type { Copy } from '../engine/engineProcess.ts';
import { seal, unseal } from './seal.ts';

/** The name of the file, beside the account's copy and gone with it. */
export const snapshotName = 'start.snapshot';

/** The window as it last looked, one per account, sealed under a key that only the keychain leads to. */
export interface Snapshots {
  /** That of the account that is signed in; null without one, without a keychain, or if it can't be trusted. */
  readonly read: () => Promise<StartSnapshot | null>;
  /** Keeps it beside an account's copy. Answers false when there is no place: a session without a keychain. */
  readonly keep: (copy: Copy, snapshot: StartSnapshot) => boolean;
  readonly drop: (copy: Copy) => void;
}

export interface SnapshotsDeps {
  readonly userData: string;
  readonly keychain: Pick<Keychain, 'read'>;
  /** Names the build: another one has other styles, so its snapshots are not understood. */
  readonly build: () => Promise<string>;
}

export function createSnapshots({ userData, keychain, build }: SnapshotsDeps): Snapshots {
  let buildName = '';
  const belongsTo = (file: string): string => JSON.stringify([1, buildName, basename(dirname(file))]);
  const fileBeside = (copyFile: string): string => join(dirname(copyFile), snapshotName);

  async function readSealed(): Promise<StartSnapshot | null> {
    buildName = await build();
    const id = await activeAccount(join(userData, 'accounts.json'));
    if (id === null) return null;
    const file = join(userData, 'accounts', id, snapshotName);
    if (!existsSync(file)) return null;
    const keyHex = await readCacheKey(keychain, id);
    if (keyHex === null) return null;
    const text = unseal(await readFile(file), keyHex, belongsTo(file));
    if (text !== null) return JSON.parse(text) as StartSnapshot;
    await rm(file, { force: true });
    return null;
  }

  return {
    // A failure costs the snapshot and nothing else: whoever needs list and keychain next tells the person about it.
    read: async () => await readSealed().catch(() => null),
    // Written in one go, so that a sign-out can't fall between the parts and leave one behind.
    keep(copy, snapshot) {
      if (copy === null) return false;
      const file = fileBeside(copy.file);
      const next = `${file}.new`;
      writeFileSync(next, seal(JSON.stringify(snapshot), copy.keyHex, belongsTo(file)), { mode: 0o600 });
      renameSync(next, file);
      return true;
    },
    drop(copy) {
      if (copy !== null) rmSync(fileBeside(copy.file), { force: true });
    },
  };
}

/** Changes with every script and style that the page loads: their names carry a hash of what is in them. */
export async function nameOfBuild(indexHtml: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(indexHtml))
    .digest('hex');
}

/** The id in the list of accounts, read without its schema; null for anything that is no id. */
async function activeAccount(listFile: string): Promise<string | null> {
  const { active } = JSON.parse(await readFile(listFile, 'utf8')) as { readonly active?: unknown };
  return typeof active === 'string' && /^[0-9a-f]{32}$/u.test(active) ? active : null;
}
