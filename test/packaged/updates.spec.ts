import { readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { giveTo, ordinaryUser } from '../../scripts/runtime/ordinaryUser.ts';
import { run } from '../../scripts/runtime/processes.ts';
import { repackArchive } from '#test/support/repackArchive.ts';
import { startUpdateServer, type UpdateServer } from '#test/support/updateServer.ts';
import { expect, test as base } from './fixtures.ts';

interface Fixtures {
  readonly server: UpdateServer;
  /** A console that was installed as an AppImage, and looks at that server. */
  readonly updating: { readonly executable: string; readonly appImage: string };
}

const test = base.extend<Fixtures>({
  // eslint-disable-next-line no-empty-pattern -- Playwright reads the fixtures that are wanted from this pattern
  server: async ({}, use) => {
    const server = await startUpdateServer();
    await use(server);
    await server.close();
  },
  updating: async ({ installed, ground, home, server }, use, { testId }) => {
    const folder = join(ground, `updating-${testId}`);
    await run('cp', ['-a', installed, folder]);
    const { url, key } = server;
    await writeFile(join(folder, 'resources', 'app-update.yml'), `updaterCacheDirName: tenantdesk-updater\n`);
    await repackArchive(join(folder, 'resources'), async (inside) => {
      const file = join(inside, 'package.json');
      const about = JSON.parse(await readFile(file, 'utf8')) as object;
      await writeFile(file, JSON.stringify({ ...about, updates: { url, keys: [key] } }));
    });
    const appImage = join(home, 'TenantDesk.AppImage');
    await writeFile(appImage, 'the version that runs');
    await giveTo(ordinaryUser(), appImage);
    await use({ executable: join(folder, 'tenantdesk'), appImage });
  },
});

/** A newer version, in place of an AppImage, which can't be made without tools from GitHub: it says that it was started. */
const newer = (mark: string): Buffer => Buffer.from(`#!/bin/sh\necho "$APPIMAGE" > '${mark}'\n`);
const exists = async (file: string): Promise<boolean> =>
  await stat(file).then(
    () => true,
    () => false,
  );

test('A newer version is found, fetched, verified, installed and started by two presses, and one more quit installs the next', async ({
  start,
  updating: { executable, appImage },
  server,
  home,
}) => {
  const mark = join(home, 'started');
  const file = newer(mark);
  server.publish({ version: '0.2.0', file, notes: 'Lists open quicker.' });
  const env = { APPIMAGE: appImage, APPDIR: dirname(executable) };
  const app = await start({ executable, env });
  await app.reader.find('button', 'Updates').press();
  const dialog = app.reader.find('dialog', 'Updates');
  await dialog.find('button', 'Look now').press();
  await dialog.waitForText('Version 0.2.0 is on this computer and verified.');
  await dialog.waitForText('Lists open quicker.');
  expect(await readFile(appImage, 'utf8')).toBe('the version that runs');
  await dialog.find('button', 'Install and restart').press();
  expect(await app.ended).toBe(0);
  expect(await readFile(appImage)).toEqual(file);
  await expect.poll(async () => await exists(mark)).toBe(true);

  const next = newer(`${mark}-not-at-a-quit`);
  server.publish({ version: '0.3.0', file: next });
  const again = await start({ executable, env });
  await again.reader.find('button', 'Updates').press();
  await again.reader.find('dialog', 'Updates').find('button', 'Look now').press();
  await again.reader.find('dialog', 'Updates').waitForText('Version 0.3.0 is on this computer and verified.');
  await again.quit();
  expect(await readFile(appImage)).toEqual(next);
  expect(await exists(`${mark}-not-at-a-quit`)).toBe(false);
});

test('A console that others update says so, whatever an AppImage around it hands on @security', async ({
  start,
  updating: { executable, appImage },
}) => {
  const app = await start({ executable, env: { APPIMAGE: appImage, APPDIR: '/usr' } });
  await app.reader.find('button', 'Updates').press();
  await app.reader.find('dialog', 'Updates').waitForText('This copy was unpacked by hand');
  await app.quit();
  await writeFile(join(dirname(executable), 'resources', 'package-type'), 'deb');
  const again = await start({ executable, env: { APPIMAGE: appImage, APPDIR: dirname(executable) } });
  await again.reader.find('button', 'Updates').press();
  await again.reader.find('dialog', 'Updates').waitForText('The package manager of your computer');
  await again.quit();
});

test('What is not signed, damaged, older, or a page of HTML is refused with words, and the old version stays @security', async ({
  start,
  updating: { executable, appImage },
  server,
  home,
}) => {
  const file = newer(join(home, 'started'));
  const app = await start({ executable, env: { APPIMAGE: appImage, APPDIR: dirname(executable) } });
  await app.reader.find('button', 'Updates').press();
  const dialog = app.reader.find('dialog', 'Updates');
  const look = async (button: 'Look now' | 'Download'): Promise<void> => {
    await dialog.find('button', button).press();
  };
  server.publish({ version: '0.2.0', file, signedBy: null });
  await look('Look now');
  await dialog.waitForText('The update is not signed by those who make TenantDesk, so it was not taken.');
  server.publish({ version: '0.0.9', file });
  await look('Look now');
  await dialog.waitForText('The newest version there is 0.0.9, which is older than yours.');
  server.answer((_request, response) => {
    response.end('<!doctype html><title>Hotel</title>');
    return true;
  });
  await look('Look now');
  await dialog.waitForText('What answered is not the update server');
  server.answer(null);
  server.publish({ version: '0.2.0', file });
  server.put(`TenantDesk-0.2.0-linux-${process.arch}.AppImage`, Buffer.alloc(file.length, 'x'));
  await look('Look now');
  await dialog.waitForText('The update arrived damaged, so it was not taken.');
  server.answer((request, response) => {
    if (request.url?.includes('.AppImage') !== true) return false;
    response.writeHead(200, { 'content-length': file.length });
    response.write(file.subarray(0, 10), () => request.socket.destroy());
    return true;
  });
  await look('Download');
  await dialog.waitForText('the download broke off');
  await app.quit();
  expect(await readFile(appImage, 'utf8')).toBe('the version that runs');
});
