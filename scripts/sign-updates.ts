/**
 * Signs the update files in dist/ (or in the folder named) with the key in TENANTDESK_UPDATE_SIGNING_KEY: after installers that were
 * made on several machines were brought together, or after the part of the consoles that gets them (stagingPercentage) was changed.
 *
 *   npm run sign -- FOLDER
 */
import { join } from 'node:path';
import { signUpdateFiles } from './package/signUpdates.ts';
import { projectFolder } from './runtime/backend.ts';
import { runScript } from './runtime/script.ts';

await runScript(async () => {
  await signUpdateFiles(process.argv[2] ?? join(projectFolder, 'dist'), process.env);
});
