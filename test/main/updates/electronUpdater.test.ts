import { generateKeyPairSync } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startUpdateServer, linuxFile, type UpdateServer } from '#test/support/updateServer.ts';
import { CarefulAppImageUpdater } from '../../../src-main/updates/appImage.ts';
import { readUpdateFile } from '../../../src-main/updates/readUpdateFile.ts';
import { createDownloads } from '../../../src-main/updates/downloads.ts';
import { createMainNetwork } from '../../../src-main/mainNetwork.ts';
import { createElectronUpdater } from '../../../src-main/updates/electronUpdater.ts';
import type { Updater } from '../../../src-main/updates/updater.ts';

const network = createMainNetwork(async () => 'DIRECT');

let folder = '';
const disks: string[] = [];
let server: UpdateServer;
let updater: Updater;
const program = () => join(folder, 'TenantDesk.AppImage');
const newProgram = Buffer.from(`#!/bin/sh\n# ${'new '.repeat(50_000)}\n`);

async function updaterOf(version: string): Promise<Updater> {
  const app = {
    version,
    name: 'tenantdesk',
    isPackaged: true,
    appUpdateConfigPath: join(folder, 'app-update.yml'),
    userDataPath: join(folder, 'data'),
    baseCachePath: join(folder, 'cache'),
    whenReady: async () => undefined,
    relaunch: () => undefined,
    quit: () => undefined,
    onQuit: () => undefined,
  };
  const made = new CarefulAppImageUpdater(null, app);
  Object.assign(made, { httpExecutor: createDownloads(await network.agents()) });
  return createElectronUpdater(
    { url: server.url, keys: [server.key] },
    { updater: made, fetch: network.fetch, stalledAfter: 500 },
  );
}

/** What a look finds, for a console that has heard nothing before. */
const look = async (channel: 'latest' | 'beta', asking = updater, notBefore: string | null = null) =>
  (await asking.check(channel, notBefore)).offer;

const reasonOf = async (work: Promise<unknown>): Promise<unknown> =>
  await work.then(
    (value) => value,
    (thrown: { readonly error?: { readonly details?: Record<string, unknown> } }) =>
      thrown.error?.details?.['reason'] ?? thrown,
  );

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tenantdesk-appimage-'));
  await mkdir(join(folder, 'data'));
  await writeFile(program(), 'old');
  await writeFile(join(folder, 'app-update.yml'), 'updaterCacheDirName: tenantdesk-updater\n');
  process.env['APPIMAGE'] = program();
  server = await startUpdateServer();
  updater = await updaterOf('0.1.0');
});

afterEach(async () => {
  delete process.env['APPIMAGE'];
  await server.close();
  for (const place of disks.splice(0)) execFileSync('umount', ['-l', place]);
  await rm(folder, { recursive: true, force: true });
});

describe('An update from a web server', () => {
  test('is found, fetched with progress, verified, and takes the place of the program', async () => {
    server.publish({ version: '0.2.0', file: newProgram, notes: 'Quicker.\n<b>Calmer.</b>' });
    expect(await look('latest')).toEqual({
      version: '0.2.0',
      notes: 'Quicker.\n<b>Calmer.</b>',
      bytes: newProgram.length,
    });
    const percents: number[] = [];
    await updater.download((percent) => percents.push(percent));
    expect(await readFile(program(), 'utf8')).toBe('old');
    updater.install({ restart: false });
    expect(await readFile(program())).toEqual(newProgram);
    expect((await stat(program())).mode & 0o111).not.toBe(0);
  });

  test('is none when the newest is the one that runs', async () => {
    server.publish({ version: '0.1.0', file: newProgram });
    expect(await look('latest')).toBeNull();
  });

  test('of the other channel is another one', async () => {
    server.publish({ version: '0.1.0', file: newProgram });
    server.publish({ version: '0.2.0-beta.1', file: newProgram, channel: 'beta' });
    expect(await look('latest')).toBeNull();
    expect(await look('beta')).toMatchObject({ version: '0.2.0-beta.1' });
  });

  test('that is rolled out in stages reaches nobody at 0 and everybody at 100 percent, and the choice stays', async () => {
    server.publish({ version: '0.2.0', file: newProgram, stagingPercentage: 0 });
    expect(await look('latest')).toBeNull();
    const id = await readFile(join(folder, 'data', '.updaterId'), 'utf8');
    server.publish({ version: '0.2.0', file: newProgram, stagingPercentage: 100 });
    expect(await look('latest', await updaterOf('0.1.0'))).toMatchObject({ version: '0.2.0' });
    expect(await readFile(join(folder, 'data', '.updaterId'), 'utf8')).toBe(id);
  });

  test('that was fetched before the program was killed is not fetched again, but verified again', async () => {
    server.publish({ version: '0.2.0', file: newProgram });
    await look('latest');
    await updater.download(() => undefined);
    const fetched = () => server.requests.filter((path) => path.endsWith('.AppImage')).length;
    const before = fetched();
    const next = await updaterOf('0.1.0');
    await look('latest', next);
    await next.download(() => undefined);
    expect(fetched()).toBe(before);
    const pending = join(folder, 'cache', 'tenantdesk-updater', 'pending');
    const [name] = (await readdir(pending)).filter((file) => file.endsWith('.AppImage'));
    await writeFile(join(pending, name ?? ''), 'something else');
    const third = await updaterOf('0.1.0');
    await look('latest', third);
    await third.download(() => undefined);
    third.install({ restart: false });
    expect(await readFile(program())).toEqual(newProgram);
  });
});

describe('@security An update is refused, and the old program stays,', () => {
  test('when it is not signed, signed by somebody else, or signed for another channel', async () => {
    server.publish({ version: '0.2.0', file: newProgram, signedBy: null });
    expect(await reasonOf(look('latest'))).toBe('update-unsigned');
    server.publish({
      version: '0.2.0',
      file: newProgram,
      signedBy: generateKeyPairSync('ed25519').privateKey,
    });
    expect(await reasonOf(look('latest'))).toBe('update-unsigned');
    server.publish({ version: '0.2.0', file: newProgram, signedAs: linuxFile('beta') });
    expect(await reasonOf(look('latest'))).toBe('update-unsigned');
  });

  test('when what was signed was changed afterwards, by one letter anywhere', async () => {
    server.publish({ version: '0.2.0', file: newProgram });
    const text = await (await fetch(`${server.url}${linuxFile()}`)).text();
    for (const [from, to] of [
      ['0.2.0', '0.3.0'],
      ['size: 2', 'size: 3'],
      ['sha512: ', 'sha512:  '],
    ] as const) {
      server.put(linuxFile(), text.replace(from, to));
      expect(await reasonOf(look('latest')), from).toBe('update-unsigned');
    }
    server.put(linuxFile(), `${text}version: 9.0.0\n`);
    expect(await reasonOf(look('latest'))).toBe('update-unsigned');
  });

  test('when the file is not the one that was signed', async () => {
    server.publish({ version: '0.2.0', file: newProgram });
    await look('latest');
    server.put(`TenantDesk-0.2.0-linux-${process.arch}.AppImage`, Buffer.alloc(newProgram.length, 'x'));
    expect(await reasonOf(updater.download(() => undefined))).toBe('update-damaged');
    expect(() => updater.install({ restart: false })).toThrow(/update-not-installed|UPDATE_FAILED/u);
    expect(await readFile(program(), 'utf8')).toBe('old');
  });

  test('when it is older, also with a good signature', async () => {
    server.publish({ version: '0.0.9', file: newProgram });
    expect(await reasonOf(look('latest'))).toBe('update-older');
    server.publish({ version: '0.3.0-beta.1', file: newProgram, channel: 'beta' });
    expect(await reasonOf(look('beta', await updaterOf('0.3.0-beta.2')))).toBe('update-older');
  });

  test.each([
    ['a page of HTML', '<!doctype html><title>Hotel WiFi</title>'],
    ['an empty answer', ''],
    ['a list', '- a\n- b\n'],
    ['megabytes', 'version: 1.0.0\n'.repeat(100_000)],
  ])('when the server answers with %s', async (_what, text) => {
    server.put(linuxFile(), text);
    expect(await reasonOf(look('latest'))).toBe('update-other-server');
  });

  test('when the server has nothing, fails, or is not there', async () => {
    expect(await reasonOf(look('latest'))).toBe('update-unreachable');
    server.answer((_request, response) => {
      response.writeHead(500).end();
      return true;
    });
    expect(await reasonOf(look('latest'))).toBe('update-unreachable');
    server.answer((request) => {
      request.socket.destroy();
      return true;
    });
    expect(await reasonOf(look('latest'))).toBe('update-unreachable');
  });

  test('when the download breaks off at half, and is fetched whole the next time', async () => {
    server.publish({ version: '0.2.0', file: newProgram });
    await look('latest');
    server.answer((request, response) => {
      if (!request.url?.includes('.AppImage')) return false;
      response.writeHead(200, { 'content-length': newProgram.length });
      response.write(newProgram.subarray(0, 100_000), () => request.socket.destroy());
      return true;
    });
    expect(await reasonOf(updater.download(() => undefined))).toMatch(/update-unreachable|update-damaged/u);
    server.answer(null);
    await updater.download(() => undefined);
    updater.install({ restart: false });
    expect(await readFile(program())).toEqual(newProgram);
  });
});

describe('@security Somebody who has the server, or the machine, but not the key', () => {
  test('can not put another file into the cache between the download and the installation', async () => {
    server.publish({ version: '0.2.0', file: newProgram });
    await look('latest');
    await updater.download(() => undefined);
    const pending = join(folder, 'cache', 'tenantdesk-updater', 'pending');
    const [name] = (await readdir(pending)).filter((file) => file.endsWith('.AppImage'));
    for (const content of ['evil', newProgram.subarray(0, 1000)]) {
      await writeFile(join(pending, name ?? ''), content);
      expect(() => updater.install({ restart: false })).toThrow(
        expect.objectContaining({
          error: expect.objectContaining({ details: { reason: 'update-damaged' } }),
        }),
      );
      expect(await readFile(program(), 'utf8')).toBe('old');
    }
  });

  test('can not bring back a release that was withdrawn', async () => {
    server.publish({ version: '0.2.0', file: newProgram, signedAt: '2026-11-01T08:00:00.000Z' });
    const { signedAt } = await updater.check('latest', null);
    expect(signedAt).toBe('2026-11-01T08:00:00.000Z');
    const withdrawn = { version: '0.2.0', file: newProgram, stagingPercentage: 0 };
    server.publish({ ...withdrawn, signedAt: '2026-11-02T08:00:00.000Z' });
    const newest = (await updater.check('latest', signedAt)).signedAt;
    server.publish({ version: '0.2.0', file: newProgram, signedAt: '2026-11-01T08:00:00.000Z' });
    expect(await reasonOf(look('latest', updater, newest))).toBe('update-replayed');
  });

  test('can not fill the memory or the disk, or hold a look or a download for ever', async () => {
    server.answer((_request, response) => {
      response.writeHead(200);
      const more = (): void => void response.write('version: 1.0.0\n'.repeat(1000), more);
      more();
      return true;
    });
    expect(await reasonOf(look('latest'))).toBe('update-other-server');
    server.answer((request, response) => {
      response.writeHead(302, { location: request.url }).end();
      return true;
    });
    expect(await reasonOf(look('latest'))).toBe('update-unreachable');

    server.answer(null);
    server.publish({ version: '0.2.0', file: newProgram });
    await look('latest');
    let sent = 0;
    server.answer((_request, response) => {
      response.writeHead(200);
      const more = (): void => {
        sent += 100_000;
        setTimeout(() => response.write(Buffer.alloc(100_000), more), 1);
      };
      more();
      return true;
    });
    expect(await reasonOf(updater.download(() => undefined))).toBe('update-damaged');
    expect(sent).toBeLessThan(400_000_000);
    server.answer((_request, response) => {
      response.writeHead(200, { 'content-length': newProgram.length });
      response.write(newProgram.subarray(0, 1000));
      return true;
    });
    expect(await reasonOf(updater.download(() => undefined))).toBe('update-unreachable');
  });

  test('gets no answer read that comes too slowly', async () => {
    server.answer(() => true);
    await expect(readUpdateFile(new URL(server.url), network.fetch, 100)).rejects.toThrow(/time/iu);
  });
});

test('An installation that fails half-way leaves the old program as it was, and nothing beside it', async () => {
  server.publish({ version: '0.2.0', file: newProgram });
  await look('latest');
  await updater.download(() => undefined);
  // A folder in the way of the last step.
  await rm(program());
  await mkdir(join(program(), 'in the way'), { recursive: true });
  expect(() => updater.install({ restart: false })).toThrow(/UPDATE_FAILED/u);
  expect((await readdir(folder)).filter((name) => name.endsWith('.new'))).toEqual([]);
  expect(await readdir(program())).toEqual(['in the way']);
});

/** A disk of 150 KB at this place, as only root can make one. */
async function smallDisk(place: string): Promise<void> {
  await mkdir(place, { recursive: true });
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=150k', 'tmpfs', place]);
  disks.push(place);
}

describe.runIf(process.platform === 'linux' && process.getuid?.() === 0)('On a full disk', () => {
  test('the download is refused with words, and goes on when there is space', async () => {
    await smallDisk(join(folder, 'cache'));
    server.publish({ version: '0.2.0', file: newProgram });
    await look('latest');
    expect(await reasonOf(updater.download(() => undefined))).toBe('update-no-space');
    const smaller = newProgram.subarray(0, 100_000);
    server.publish({ version: '0.2.0', file: smaller });
    await look('latest');
    await updater.download(() => undefined);
    updater.install({ restart: false });
    expect(await readFile(program())).toEqual(smaller);
  });

  test('the installation leaves the old program', async () => {
    const small = join(folder, 'small');
    await smallDisk(small);
    const old = join(small, 'TenantDesk.AppImage');
    await writeFile(old, 'old');
    process.env['APPIMAGE'] = old;
    server.publish({ version: '0.2.0', file: newProgram });
    await look('latest');
    await updater.download(() => undefined);
    expect(() => updater.install({ restart: false })).toThrow(
      expect.objectContaining({ error: expect.objectContaining({ details: { reason: 'update-no-space' } }) }),
    );
    expect(await readFile(old, 'utf8')).toBe('old');
    expect(await readdir(small)).toEqual(['TenantDesk.AppImage']);
  });
});
