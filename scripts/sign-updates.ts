/**
 * Signs the update files in dist/ (or in the folder named) with the key in TENANTDESK_UPDATE_SIGNING_KEY: after installers that were
 * made on several machines were brought together, or after the part of the consoles that gets them (stagingPercentage) was changed.
 *
 *   npm run sign -- FOLDER
 */
import { join, resolve } from 'node:path';
import { signUpdateFiles } from './package/signUpdates.ts';
import { projectFolder } from './runtime/backend.ts';
import { runScript } from './runtime/script.ts';

await runScript(async () => {
  // npm runs scripts in the project's folder; a folder is named from where it was called.
  const from = process.env['INIT_CWD'] ?? process.cwd();
  const [, , named] = process.argv;
  await signUpdateFiles(
    named === undefined ? join(projectFolder, 'dist') : resolve(from, named),
    process.env,
  );
});
