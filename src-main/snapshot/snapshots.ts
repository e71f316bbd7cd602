import { createHash } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { StartSnapshot } from '#shared/desktop/startSnapshot.ts';
import type { Keychain } from '../accounts/keychain.ts';
import { readCacheKey } from '../accounts/cacheKey.ts';
import type { Copy } from '../engine/engineProcess.ts';
import type { AppFiles } from '../windows/appFiles.ts';
import { type Picture, pictureOf } from './page.ts';
import { seal, unseal } from './seal.ts';

/** The name of the file, beside the account's copy and gone with it. */
export const snapshotName = 'start.snapshot';

/** The window as it last looked, one per account, sealed under a key that only the keychain leads to. */
export interface Snapshots {
  /** Whether there is one of the account that is signed in. It may turn out not to be readable. */
  readonly exist: () => boolean;
  /** That of the account that is signed in; null without one, without a keychain, or if it can't be trusted. */
  readonly read: () => Promise<Picture | null>;
  /** Keeps it beside an account's copy. Returns false when there is no place: a session without a keychain. */
  readonly keep: (copy: Copy, snapshot: StartSnapshot) => boolean;
  readonly drop: (copy: Copy) => void;
}

export interface SnapshotsDeps {
  readonly userData: string;
  readonly keychain: Pick<Keychain, 'read'>;
  /** Names the build: another one has other styles, so its snapshots are not understood. */
  readonly build: string;
  /** The build's style sheets, which are kept with what they dress. */
  readonly files: AppFiles;
}

/** Files are read and written synchronously: they are small, and the first page waits for them. */
export function createSnapshots({ userData, keychain, build, files }: SnapshotsDeps): Snapshots {
  const belongsTo = (file: string): string => JSON.stringify([1, build, basename(dirname(file))]);
  const fileBeside = (copyFile: string): string => join(dirname(copyFile), snapshotName);

  function active(): { readonly id: string; readonly file: string } | null {
    const id = activeAccount(join(userData, 'accounts.json'));
    if (id === null) return null;
    const file = join(userData, 'accounts', id, snapshotName);
    return existsSync(file) ? { id, file } : null;
  }

  async function readSealed(): Promise<Picture | null> {
    const found = active();
    const keyHex = found === null ? null : await readCacheKey(keychain, found.id);
    if (found === null || keyHex === null) return null;
    const text = unseal(readFileSync(found.file), keyHex, belongsTo(found.file));
    if (text !== null) return JSON.parse(text) as Picture;
    rmSync(found.file, { force: true });
    return null;
  }

  return {
    exist: () => active() !== null,
    // A failure costs the snapshot and nothing else: whatever needs the keychain next tells the person about it.
    read: async () => await readSealed().catch(() => null),
    // Written in one go, so that a sign-out can't fall between the parts and leave one behind.
    keep(copy, snapshot) {
      if (copy === null) return false;
      const file = fileBeside(copy.file);
      const next = `${file}.new`;
      const text = JSON.stringify(pictureOf(snapshot, files));
      writeFileSync(next, seal(text, copy.keyHex, belongsTo(file)), { mode: 0o600 });
      renameSync(next, file);
      return true;
    },
    drop(copy) {
      if (copy !== null) rmSync(fileBeside(copy.file), { force: true });
    },
  };
}

/** Changes with every script and style that the page loads: their names carry a hash of what is in them. */
export function nameOfBuild(indexHtml: string): string {
  return createHash('sha256').update(readFileSync(indexHtml)).digest('hex');
}

/** The id in the list of accounts, read without its schema; null for anything that is no id, and without a list. */
function activeAccount(listFile: string): string | null {
  try {
    const { active } = JSON.parse(readFileSync(listFile, 'utf8')) as { readonly active?: unknown };
    return typeof active === 'string' && /^[0-9a-f]{32}$/u.test(active) ? active : null;
  } catch {
    return null;
  }
}
