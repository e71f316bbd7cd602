/**
 * Drives the main job in the real console and writes numbered pictures of it into `tour/`, in light and dark, at the
 * sizes of a small and a large screen. Run by `npm run tour`, which gives it a desktop of its own.
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDesk } from '../test/support/desk.ts';
import { projectFolder, startBackend } from './runtime/backend.ts';
import { report } from './runtime/report.ts';
import { runScript } from './runtime/script.ts';
import { twoAccounts } from './tour/accounts.ts';
import { administration } from './tour/administration.ts';
import { assignProfiles, deactivateEverybody } from './tour/bulk.ts';
import { createCamera } from './tour/camera.ts';
import { customers } from './tour/customers.ts';
import { noKeychain, offline, viewer } from './tour/limits.ts';
import { everyDay } from './tour/everyDay.ts';
import { newUsers } from './tour/newUsers.ts';
import { signIn } from './tour/signIn.ts';
import { names, users } from './tour/users.ts';

const album = join(projectFolder, 'tour');

await runScript(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tenantdesk-tour-'));
  await mkdir(album, { recursive: true });
  const camera = await createCamera(album);
  const running = await startBackend({
    args: ['--port', '0', '--data', join(folder, 'database'), '--demo', 'small'],
    log: join(album, 'backend.log'),
  });
  const backend = running.ready;
  const desk = createDesk({ backend, folder: join(folder, 'admin') });
  const story = { backend, desk, camera };
  try {
    const chapters = [
      signIn,
      customers,
      newUsers,
      users,
      assignProfiles,
      administration,
      everyDay,
      deactivateEverybody,
      names,
    ];
    for (const chapter of chapters) await chapter(story);
    await viewer({ backend, camera, folder });
    await noKeychain({ backend, camera, folder });
    await twoAccounts({ backend, camera, folder, log: join(album, 'second-backend.log') });
    await offline(story, running);
  } catch (error) {
    await desk.picture(join(album, 'failed.png'));
    report(`The tour stopped after ${camera.files.at(-1) ?? 'nothing'}; the window then: tour/failed.png`);
    throw error;
  } finally {
    await desk.dispose();
    await running.stop();
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
  for (const file of camera.files) process.stdout.write(`tour/${file}\n`);
  report(`${camera.files.length} pictures in ${album}`);
});
