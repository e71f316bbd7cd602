import { app } from 'electron';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { UpdatesDeps } from './updates.ts';
import { readUpdateSource } from './updateSource.ts';

export type Installation = Pick<UpdatesDeps, 'version' | 'byHand' | 'updater'>;

/** How this console came to this computer. What brings newer versions is loaded when it is first asked. */
export function installationHere(): Installation {
  const version = app.getVersion();
  const byHand = (reason: NonNullable<Installation['byHand']>): Installation => ({
    version,
    byHand: reason,
    updater: () => Promise.reject(new Error('Updated by hand.')),
  });
  if (!app.isPackaged) return byHand('development');
  const source = readUpdateSource(join(app.getAppPath(), 'package.json'));
  if (source === null) return byHand('no-server');
  if (!canReplaceItself()) return byHand('installation');
  const updater = async () => (await import('./electronUpdater.ts')).createElectronUpdater(source);
  return { version, byHand: null, updater };
}

/** Installers leave their mark on Linux; an AppImage is told its own file. */
function canReplaceItself(): boolean {
  if (process.platform !== 'linux') return true;
  return process.env['APPIMAGE'] !== undefined || existsSync(join(process.resourcesPath, 'package-type'));
}
