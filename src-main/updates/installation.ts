import { app } from 'electron';
import { accessSync, constants, existsSync, lstatSync, realpathSync } from 'node:fs';
import { dirname, isAbsolute, join, relative } from 'node:path';
import type { MainNetwork } from '../mainNetwork.ts';
import type { Updater } from './updater.ts';
import type { UpdatesDeps } from './updates.ts';
import { readUpdateSource } from './updateSource.ts';

export interface Installation extends Pick<UpdatesDeps, 'version' | 'byHand'> {
  readonly updater: (network: MainNetwork) => Promise<Updater>;
}

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
  const others = broughtByOthers();
  if (others !== null) return byHand(others);
  const updater = async (network: MainNetwork) => {
    const { createElectronUpdater, partsHere } = await import('./electronUpdater.ts');
    return createElectronUpdater(source, await partsHere(network));
  };
  return { version, byHand: null, updater };
}

/** Who else brings new versions; null where the console does it itself. */
function broughtByOthers(): Installation['byHand'] {
  if (process.platform === 'linux') {
    // The mark of deb and rpm: what root has installed, root replaces.
    if (existsSync(join(process.resourcesPath, 'package-type'))) return 'package-manager';
    return isOwnAppImage(process.env) ? null : 'installation';
  }
  // An MSI is a fleet's; NSIS leaves what removes it beside the program.
  const uninstaller = join(dirname(process.execPath), `Uninstall ${app.getName()}.exe`);
  return process.platform === 'win32' && !existsSync(uninstaller) ? 'installation' : null;
}

/** Whether an AppImage is this program's: other programs hand the variable on to what they start. It must be writable too. */
function isOwnAppImage({ APPIMAGE: file, APPDIR: mounted }: NodeJS.ProcessEnv): boolean {
  if (file === undefined || mounted === undefined || !isAbsolute(file)) return false;
  try {
    const inside = relative(realpathSync(mounted), realpathSync(process.execPath));
    if (inside.startsWith('..') || isAbsolute(inside) || !lstatSync(file).isFile()) return false;
    accessSync(file, constants.W_OK);
    accessSync(dirname(file), constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
