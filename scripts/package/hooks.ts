/** What electron-builder calls on its way; electron-builder.yml names this file. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { AfterPackContext, BeforeBuildContext, LinuxPackager } from 'electron-builder';
import { setFuses } from './fuses.ts';
import { writeIntegrity } from './integrity.ts';

/** All packages are bundled or laid out already: false keeps electron-builder from collecting them again. */
export function beforeBuild(_context: BeforeBuildContext): Promise<boolean> {
  return Promise.resolve(false);
}

/** Called when the app lies in its folder and nothing is signed yet. */
export async function afterPack({
  appOutDir,
  packager,
  electronPlatformName,
}: AfterPackContext): Promise<void> {
  const { productFilename } = packager.appInfo;
  const programs: Readonly<Record<string, string>> = {
    darwin: `${productFilename}.app`,
    win32: `${productFilename}.exe`,
    linux: (packager as LinuxPackager).executableName,
  };
  const program = programs[electronPlatformName];
  if (program === undefined) throw new Error(`No fuses are known for ${electronPlatformName}.`);
  await setFuses(join(appOutDir, program));
  // Of a runtime that was given as a folder, electron-builder leaves what starts an app by its path.
  const resources = packager.getResourcesDir(appOutDir);
  await rm(join(resources, 'default_app.asar'), { force: true });
  // Elsewhere Electron and the system look themselves, and signing changes the addons after this.
  if (electronPlatformName === 'linux') await writeIntegrity(resources);
}
