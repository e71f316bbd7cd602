import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  constants,
  copyFileSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { AppImageUpdater } from 'electron-updater';

/**
 * electron-updater deletes the running AppImage first and moves the new one to its place then: when the disk is full there is no
 * TenantDesk any more. Here the new one is copied beside it, looked at, and takes its place in one step, under its name, so that
 * what starts it (menus, links, a fleet's scripts) finds it.
 */
export class CarefulAppImageUpdater extends AppImageUpdater {
  /** What the signed update file says of the bytes (SHA-512, base64); what lies in a cache may have been changed. */
  expected: string | null = null;

  protected override doInstall({ isForceRunAfter }: { readonly isForceRunAfter: boolean }): boolean {
    const running = process.env['APPIMAGE'];
    const downloaded = this.installerPath;
    if (running === undefined || downloaded === null) throw new Error('Nothing to install, or nowhere.');
    const beside = `${running}.${randomBytes(6).toString('hex')}.new`;
    try {
      // Never through a link that somebody else has put there.
      copyFileSync(downloaded, beside, constants.COPYFILE_EXCL);
      if (sha512Of(beside) !== this.expected)
        throw Object.assign(new Error('Not what was signed.'), { code: 'ERR_CHECKSUM_MISMATCH' });
      chmodSync(beside, 0o755);
      onDisk(beside);
      renameSync(beside, running);
    } catch (error) {
      rmSync(beside, { force: true });
      throw error;
    }
    if (isForceRunAfter) {
      const next = spawn(running, process.argv.slice(1), { detached: true, stdio: 'ignore' });
      // The new version is in place; who starts it by hand has it.
      next.on('error', () => undefined);
      next.unref();
    }
    return true;
  }
}

/** The hash of a file as update files have it. */
export function sha512Of(file: string): string {
  return createHash('sha512').update(readFileSync(file)).digest('base64');
}

/** All of a file, before it takes the place of one that works: a power cut must leave either of the two. */
function onDisk(file: string): void {
  const opened = openSync(file, 'r+');
  try {
    fsyncSync(opened);
  } finally {
    closeSync(opened);
  }
}
