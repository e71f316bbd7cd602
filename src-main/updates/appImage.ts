import { spawn } from 'node:child_process';
import { chmodSync, closeSync, copyFileSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { AppImageUpdater } from 'electron-updater';

/**
 * electron-updater deletes the running AppImage first and moves the new one to its place then: when the disk is full there is no
 * TenantDesk any more. Here the new one is copied beside it and takes its place in one step, under its name, so that what starts
 * it (menus, links, a fleet's scripts) finds it.
 */
export class CarefulAppImageUpdater extends AppImageUpdater {
  protected override doInstall({ isForceRunAfter }: { readonly isForceRunAfter: boolean }): boolean {
    const running = process.env['APPIMAGE'];
    const downloaded = this.installerPath;
    if (running === undefined || downloaded === null) throw new Error('Nothing to install, or nowhere.');
    const beside = `${running}.new`;
    try {
      copyFileSync(downloaded, beside);
      chmodSync(beside, 0o755);
      onDisk(beside);
      renameSync(beside, running);
    } catch (error) {
      rmSync(beside, { force: true });
      throw error;
    }
    if (isForceRunAfter) spawn(running, [], { detached: true, stdio: 'ignore' }).unref();
    return true;
  }
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
