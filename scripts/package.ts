/**
 * Packages the console. Builds it, lays out what runs in dist/app, and lets electron-builder do the rest as
 * electron-builder.yml says.
 *
 *   node scripts/package.ts            the unpacked app for this machine, on whichever Electron it has
 *   node scripts/package.ts --make     the installers of this platform, on the official Electron; signs the update files
 */
import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { build, type Configuration } from 'electron-builder';
import { describeRuntime, electronRuntime } from './electron-runtime.ts';
import { appFolder, stage, textsFolder } from './package/stage.ts';
import { signUpdateFiles } from './package/signUpdates.ts';
import { updateSourceOf } from './package/updateSource.ts';
import { projectFolder } from './runtime/backend.ts';
import { buildConsole } from './runtime/build.ts';
import { officialVersion } from './runtime/officialElectron.ts';
import { report, SetupError } from './runtime/report.ts';
import { runScript } from './runtime/script.ts';

const make = process.argv.includes('--make');

await runScript(async () => {
  const runtime = await electronRuntime();
  if (make && runtime.source !== 'official')
    throw new SetupError(
      `Installers are made with the official Electron ${officialVersion}, which is not here (${describeRuntime(runtime)}) ` +
        'Run it on a machine that reaches GitHub, or with ELECTRON_MIRROR. "npm run package" makes the unpacked app.',
    );
  report(describeRuntime(runtime));
  const updates = updateSourceOf(process.env);
  await buildConsole();
  await stage({ updates, nativeBinding: runtime.nativeBinding });
  const config: Configuration = {
    electronVersion: runtime.version,
    // The generic provider: a folder of files on any web server.
    publish: updates === null ? null : { provider: 'generic', url: updates.url },
    ...(runtime.source === 'official' ? {} : { electronDist: dirname(runtime.executable) }),
  };
  await build({ projectDir: projectFolder, config, dir: !make, publish: 'never' });
  for (const folder of [appFolder, textsFolder]) await rm(folder, { recursive: true });
  const dist = join(projectFolder, 'dist');
  if (make && updates !== null && process.env['TENANTDESK_UPDATE_SIGNING_KEY'] !== undefined)
    await signUpdateFiles(dist, process.env);
  else if (make && updates !== null) report('The update files are not signed yet: "npm run sign".');
});
