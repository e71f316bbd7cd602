import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { UpdateState } from '#shared/desktop/updates.ts';
import { createReleases, type Releases } from '#test/support/releases.ts';
import { createUpdates, type UpdatesDeps } from '../../../src-main/updates/updates.ts';
import { createUpdateSettingsFile } from '../../../src-main/updates/updateSettings.ts';

const offer = { version: '0.2.0', notes: 'Quicker.', bytes: 90_000_000 };

/** A console of version 0.1.0 on a machine that stays the same over restarts. */
async function machine() {
  const folder = await mkdtemp(join(tmpdir(), 'tenantdesk-updates-'));
  onTestFinished(async () => await rm(folder, { recursive: true, force: true }));
  const releases = createReleases();
  const file = join(folder, 'updates.json');
  return {
    releases,
    file,
    start: (change: Partial<UpdatesDeps> = {}) => startConsole(releases, file, change),
  };
}

function startConsole(releases: Releases, file: string, change: Partial<UpdatesDeps>) {
  const states: UpdateState[] = [];
  const quit = vi.fn<() => void>();
  const updates = createUpdates({
    version: '0.1.0',
    byHand: null,
    updater: async () => releases.updater,
    settings: createUpdateSettingsFile(file),
    onChange: (state) => states.push(state),
    quit,
    log: { warn: () => undefined },
    // By themselves only where a test says so.
    times: { first: 2 ** 30, every: 2 ** 30 },
    ...change,
  });
  return { updates, states, quit };
}

describe('Updates', () => {
  test('come by themselves, are on the disk when the console is quit, and are installed then', async () => {
    const { releases, start } = await machine();
    releases.publish(offer);
    const { updates, states } = start({ times: { first: 1, every: 2 ** 30 } });
    await expect.poll(() => updates.current().step).toEqual({ name: 'ready', offer });
    expect(states.map(({ step }) => step.name)).toEqual([
      'checking',
      'found',
      'downloading',
      'downloading',
      'downloading',
      'ready',
    ]);
    expect(releases.installed).toEqual([]);
    updates.finish();
    expect(releases.installed).toEqual([{ version: '0.2.0', restart: false }]);
  });

  test('wait for a word where somebody wants it so, and start the new version at once if wished', async () => {
    const { releases, start } = await machine();
    releases.publish(offer);
    const { updates, quit } = start();
    updates.choose({ channel: 'latest', automatic: false });
    expect((await updates.check()).step).toEqual({ name: 'found', offer });
    expect((await updates.download()).step.name).toBe('ready');
    updates.install();
    expect(quit).toHaveBeenCalledOnce();
    updates.finish();
    expect(releases.installed).toEqual([{ version: '0.2.0', restart: true }]);
  });

  test.each(['job', 'sending', 'unsaved'] as const)(
    'are not installed while there is something: %s',
    async (reason) => {
      const { releases, start } = await machine();
      releases.publish(offer);
      const { updates, quit } = start();
      await updates.check();
      updates.setBusy([reason]);
      expect(() => updates.install()).toThrow(/UPDATE_FAILED/u);
      expect(quit).not.toHaveBeenCalled();
      updates.setBusy([]);
      updates.install();
      expect(quit).toHaveBeenCalledOnce();
    },
  );

  test('are not installed at a quit in the middle of a job either, but at the next', async () => {
    const { releases, start } = await machine();
    releases.publish(offer);
    const first = start();
    await first.updates.check();
    first.updates.setBusy(['job']);
    first.updates.finish();
    expect(releases.installed).toEqual([]);
    const next = start();
    await next.updates.check();
    next.updates.finish();
    expect(releases.installed).toHaveLength(1);
  });

  test('of a closed window with something unsaved are installed: that question was answered by closing', async () => {
    const { releases, start } = await machine();
    releases.publish(offer);
    const { updates } = start();
    await updates.check();
    updates.setBusy(['unsaved']);
    updates.finish();
    expect(releases.installed).toHaveLength(1);
  });

  test('that fail leave the version that runs, say why, and can be tried again', async () => {
    const { releases, start } = await machine();
    releases.publish(offer);
    const { updates } = start();
    releases.failAt('check', 'update-unsigned');
    expect(await updates.check()).toMatchObject({
      step: { name: 'none' },
      checkedAt: null,
      problem: { code: 'UPDATE_FAILED', saved: 'nothing', details: { reason: 'update-unsigned' } },
    });
    releases.failAt('check', null);
    releases.failAt('download', 'update-damaged');
    expect(await updates.check()).toMatchObject({
      step: { name: 'found', offer },
      problem: { details: { reason: 'update-damaged' } },
    });
    releases.failAt('download', null);
    expect(await updates.download()).toMatchObject({ step: { name: 'ready' }, problem: null });
    updates.finish();
    expect(releases.installed).toHaveLength(1);
  });

  test('that could not be installed at a quit say so at the next start, once', async () => {
    const { releases, start } = await machine();
    releases.publish(offer);
    const { updates } = start();
    await updates.check();
    releases.failAt('install', 'update-no-space');
    updates.finish();
    expect(start().updates.current().problem).toMatchObject({ details: { reason: 'update-no-space' } });
    expect(start().updates.current().problem).toBeNull();
  });

  test('are asked for again a day later, also after a night of sleep, and after a clock that was wrong', async () => {
    const { releases, start, file } = await machine();
    let time = Date.parse('2026-11-30T08:00:00Z');
    const check = vi.spyOn(releases.updater, 'check');
    const { updates } = start({ times: { first: 2 ** 30, every: 20 }, now: () => new Date(time) });
    await updates.check();
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(check).toHaveBeenCalledTimes(1);
    time += 25 * 3600 * 1000;
    await expect.poll(() => check.mock.calls.length).toBeGreaterThan(1);
    time = Date.parse('1999-01-01T00:00:00Z');
    const before = check.mock.calls.length;
    await expect.poll(() => check.mock.calls.length).toBeGreaterThan(before);
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({
      checkedAt: expect.stringMatching(/Z$/u),
    });
  });

  test('two questions at once are one, and a second download is none', async () => {
    const { releases, start } = await machine();
    releases.publish(offer);
    const check = vi.spyOn(releases.updater, 'check');
    const download = vi.spyOn(releases.updater, 'download');
    const { updates } = start();
    const letGo = releases.holdDownloads();
    const both = [updates.check(), updates.check()];
    await expect.poll(() => updates.current().step.name).toBe('downloading');
    await updates.download();
    await updates.check();
    letGo();
    await Promise.all(both);
    expect([check.mock.calls.length, download.mock.calls.length]).toEqual([1, 1]);
  });

  test('of another channel are others: what was found on the first is forgotten', async () => {
    const { releases, start } = await machine();
    releases.publish(offer, 'beta');
    const { updates } = start();
    expect((await updates.check()).step).toEqual({ name: 'none' });
    updates.choose({ channel: 'beta', automatic: true });
    expect((await updates.check()).step.name).toBe('ready');
    expect(updates.choose({ channel: 'latest', automatic: true }).step).toEqual({ name: 'none' });
    updates.finish();
    expect(releases.installed).toEqual([]);
    expect(start().updates.current()).toMatchObject({ channel: 'latest', automatic: true });
  });

  test('of a channel that was left in the midst of a download are dropped', async () => {
    const { releases, start } = await machine();
    releases.publish(offer, 'beta');
    const { updates } = start();
    updates.choose({ channel: 'beta' });
    releases.holdDownloads();
    const looking = updates.check();
    await expect.poll(() => updates.current().step.name).toBe('downloading');
    updates.choose({ channel: 'latest' });
    expect((await looking).step).toEqual({ name: 'none' });
    updates.finish();
    expect(releases.installed).toEqual([]);
  });

  test('that somebody does not want by themselves any more wait for the button', async () => {
    const { releases, start } = await machine();
    releases.publish(offer);
    const { updates } = start();
    await updates.check();
    updates.choose({ automatic: false });
    updates.finish();
    expect(releases.installed).toEqual([]);
    updates.install();
    updates.finish();
    expect(releases.installed).toHaveLength(1);
  });

  test('do nothing on an installation that others update', async () => {
    const { releases, start } = await machine();
    const check = vi.spyOn(releases.updater, 'check');
    const { updates } = start({ byHand: 'installation', times: { first: 1, every: 1 } });
    expect(await updates.check()).toMatchObject({ byHand: 'installation', step: { name: 'none' } });
    updates.finish();
    expect(check).not.toHaveBeenCalled();
  });

  test.each(['', 'nonsense', '[]', '{"channel":"../../etc","automatic":"no","checkedAt":"soon","failed":7}'])(
    'take the usual settings from a file that says %s',
    async (text) => {
      const { file, start } = await machine();
      await writeFile(file, text);
      expect(start().updates.current()).toMatchObject({
        channel: 'latest',
        automatic: true,
        checkedAt: null,
        problem: null,
      });
    },
  );
});
