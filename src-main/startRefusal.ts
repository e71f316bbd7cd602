import { app, dialog } from 'electron';
import { accessSync, constants, mkdirSync } from 'node:fs';

/** Why there is no window, in words for a box of the system: nothing else runs yet. */
export interface StartRefusal {
  readonly title: string;
  readonly text: string;
}

const title = 'TenantDesk was not started';

export function damaged(file: string): StartRefusal {
  const text =
    `A file of the program is not as it was built: ${file}. Somebody may have changed it, or the disk has a fault. ` +
    'Nothing was opened, and your data are as they were. Install TenantDesk again from where you have it.';
  return { title, text };
}

export function unwritable(folder: string): StartRefusal {
  const text =
    `The folder for its data can't be written: ${folder}. Nothing was opened or changed. ` +
    'See that the disk is not full or read-only and that the folder is yours, then start again.';
  return { title, text };
}

export function unsandboxed(): StartRefusal {
  const text =
    'It was to run without the sandbox that keeps what it shows away from your computer, and it does not do that. ' +
    'Nothing was opened. Start it without --no-sandbox. If an AppImage adds that by itself, this system does not let it make ' +
    'user namespaces: install the deb or rpm instead.';
  return { title, text };
}

/** Whether files can be made in the folder, which is made if it is not there. */
export function isWritable(folder: string): boolean {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** Says it in a box, for somebody at a terminal too, and ends with code 1. */
export async function refuseStart(refusal: StartRefusal): Promise<void> {
  process.stderr.write(`${refusal.title}. ${refusal.text}\n`);
  await app.whenReady();
  dialog.showErrorBox(refusal.title, refusal.text);
  app.exit(1);
}
