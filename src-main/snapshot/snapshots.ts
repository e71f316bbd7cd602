import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { StartSnapshot } from '#shared/desktop/startSnapshot.ts';
import type { Keychain } from '../keychain/keychain.ts';
import { readCacheKey } from '../keychain/cacheKey.ts';
import type { Copy } from '../engine/engineProcess.ts';
import { type Picture, pictureOf } from './page.ts';
import { seal, unseal } from './seal.ts';

/** The name of the file, beside the account's copy and gone with it. */
export const snapshotName = 'start.snapshot';

/** The window as it last looked: at most one, beside the copy of the account it shows, sealed under a key that only the keychain leads to. */
export interface Snapshots {
  /** Whether there is one of the account in view last. It may turn out not to be readable. */
  readonly exist: () => boolean;
  /** That of the account in view last; null without one, without a keychain, or if it can't be trusted. */
  readonly read: () => Promise<Picture | null>;
  /** Keeps it beside its account's copy, in place of any other. Returns false when there is no place: a session without a keychain. */
  readonly keep: (copy: Copy, snapshot: StartSnapshot) => boolean;
  readonly drop: () => void;
}

export interface SnapshotsDeps {
  readonly userData: string;
  readonly keychain: Pick<Keychain, 'read'>;
  /** Names the build: another one has other styles, so its snapshots are not understood. */
  readonly build: string;
}

/** Files are read and written synchronously: they are small, and the first page waits for them. */
export function createSnapshots({ userData, keychain, build }: SnapshotsDeps): Snapshots {
  const belongsTo = (file: string): string => JSON.stringify([1, build, basename(dirname(file))]);
  const accounts = join(userData, 'accounts');

  function active(): { readonly id: string; readonly file: string } | null {
    const id = lastInView(join(userData, 'accounts.json'));
    if (id === null) return null;
    const file = join(accounts, id, snapshotName);
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

  function drop(): void {
    if (!existsSync(accounts)) return;
    for (const id of readdirSync(accounts)) rmSync(join(accounts, id, snapshotName), { force: true });
  }

  return {
    exist: () => active() !== null,
    // A failure costs the snapshot and nothing else: whatever needs the keychain next tells the person about it.
    read: async () => await readSealed().catch(() => null),
    // Written in one go, so that a sign-out can't fall between the parts and leave one behind.
    keep(copy, snapshot) {
      if (copy === null) return false;
      drop();
      const file = join(dirname(copy.file), snapshotName);
      const next = `${file}.new`;
      const text = JSON.stringify(pictureOf(snapshot));
      writeFileSync(next, seal(text, copy.keyHex, belongsTo(file)), { mode: 0o600 });
      renameSync(next, file);
      return true;
    },
    drop,
  };
}

/** Changes with every script and style that the page loads: their names carry a hash of what is in them. */
export function nameOfBuild(indexHtml: string): string {
  return createHash('sha256').update(readFileSync(indexHtml)).digest('hex');
}

/** The first id in the list of accounts, read without its schema; null for anything that is no id, and without a list. */
function lastInView(listFile: string): string | null {
  try {
    const { signedIn } = JSON.parse(readFileSync(listFile, 'utf8')) as { readonly signedIn?: unknown };
    const first: unknown = Array.isArray(signedIn) ? signedIn[0] : null;
    return typeof first === 'string' && /^[0-9a-f]{32}$/u.test(first) ? first : null;
  } catch {
    return null;
  }
}
