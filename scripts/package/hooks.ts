/** What electron-builder calls on its way; electron-builder.yml names this file. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { AfterPackContext, BeforeBuildContext, LinuxPackager } from 'electron-builder';
import { checkFuses, setFuses } from './fuses.ts';
import { writeIntegrity } from './integrity.ts';

/** All packages are bundled or laid out already: false keeps electron-builder from collecting them again. */
export function beforeBuild(_context: BeforeBuildContext): Promise<boolean> {
  return Promise.resolve(false);
}

/** Called when the app lies in its folder and nothing is signed yet. */
export async function afterPack(context: AfterPackContext): Promise<void> {
  await setFuses(programOf(context));
  await checkFuses(programOf(context));
  // Of a runtime that was given as a folder, electron-builder leaves what starts an app by its path.
  const resources = context.packager.getResourcesDir(context.appOutDir);
  await rm(join(resources, 'default_app.asar'), { force: true });
  // Elsewhere Electron and the system look themselves, and signing changes the addons after this.
  if (context.electronPlatformName === 'linux') await writeIntegrity(resources);
}

/** Called after it was signed, where it is: signing has changed fuses before. */
export async function afterSign(context: AfterPackContext): Promise<void> {
  await checkFuses(programOf(context));
}

/** What starts the app. */
function programOf({ appOutDir, packager, electronPlatformName }: AfterPackContext): string {
  const { productFilename } = packager.appInfo;
  const programs: Readonly<Record<string, string>> = {
    darwin: `${productFilename}.app`,
    win32: `${productFilename}.exe`,
    linux: (packager as LinuxPackager).executableName,
  };
  const program = programs[electronPlatformName];
  if (program === undefined) throw new Error(`No fuses are known for ${electronPlatformName}.`);
  return join(appOutDir, program);
}
