/**
 * The ordinary user that the packaged console runs as. Chromium's sandbox does not start for root, and nobody should work
 * as root: where the tests do (build containers), the console and its desktop belong to the account `nobody` instead.
 */
import { readFileSync } from 'node:fs';
import { chown } from 'node:fs/promises';
import { SetupError } from './report.ts';

/** Options of `spawn` and `run` that start a program as this user; empty where we are an ordinary user ourselves. */
export interface ProcessOwner {
  readonly uid?: number;
  readonly gid?: number;
}

/** Who that is on this machine. @throws SetupError where root finds no such account. */
export function ordinaryUser(): ProcessOwner {
  if (process.getuid?.() !== 0) return {};
  const account = /^nobody:[^:]*:(\d+):(\d+):/mu.exec(readFileSync('/etc/passwd', 'utf8'));
  if (account === null)
    throw new SetupError('There is no account "nobody" on this machine. Run this as an ordinary user.');
  return { uid: Number(account[1]), gid: Number(account[2]) };
}

/** Gives files and folders to that user. */
export async function giveTo({ uid, gid }: ProcessOwner, ...paths: readonly string[]): Promise<void> {
  if (uid === undefined || gid === undefined) return;
  for (const path of paths) await chown(path, uid, gid);
}
