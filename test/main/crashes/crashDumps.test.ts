import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createCrashDumps, mostDumps } from '../../../src-main/crashes/crashDumps.ts';

const day = 86_400_000;

/** The folder as Crashpad lays it out, with dumps of these ages in days. */
function someDumps(...ages: readonly number[]) {
  const folder = mkdtempSync(join(tmpdir(), 'tenantdesk-dumps-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const part of ['new', 'pending', 'completed']) mkdirSync(join(folder, part));
  writeFileSync(join(folder, 'settings.dat'), '');
  const now = Date.now();
  for (const age of ages)
    for (const end of ['dmp', 'meta']) {
      const file = join(folder, age % 2 === 0 ? 'pending' : 'completed', `${String(age)}.${end}`);
      writeFileSync(file, 'memory', { mode: 0o644 });
      utimesSync(file, (now - age * day) / 1000, (now - age * day) / 1000);
    }
  const left = () =>
    readdirSync(folder, { recursive: true })
      .map(String)
      .filter((name) => /\.(?:dmp|meta)$/u.test(name))
      .toSorted();
  return { folder, dumps: createCrashDumps(folder), left };
}

test('@security of crash dumps the newest five stay, none for more than thirty days, and nobody else can read them', async () => {
  const { folder, dumps, left } = someDumps(0, 1, 2, 3, 4, 5, 29);
  await dumps.tidy(mostDumps);
  expect(left().filter((name) => name.endsWith('.dmp'))).toHaveLength(5);
  expect(left().join()).not.toMatch(/\/(?:5|29)\./u);
  expect(left().filter((name) => name.endsWith('.meta'))).toHaveLength(5);
  expect(statSync(folder).mode & 0o777).toBe(0o700);

  const old = someDumps(29, 31, 400);
  await old.dumps.tidy(mostDumps);
  expect(old.left()).toEqual(['completed/29.dmp', 'completed/29.meta']);
});

test('they are told of by their times alone', async () => {
  const times = await someDumps(3, 1).dumps.times();
  expect(times.map((at) => Math.round((Date.now() - at.getTime()) / day))).toEqual([1, 3]);
});

test('@security none is left where none may be', async () => {
  const { dumps, left } = someDumps(0, 1);
  await dumps.tidy(0);
  expect(left()).toEqual([]);
});

test('a folder that is not there is nothing to tidy', async () => {
  const dumps = createCrashDumps(join(tmpdir(), 'tenantdesk-no-such-folder'));
  await dumps.tidy(0);
  expect(await dumps.times()).toEqual([]);
});

test('@security what lies behind a link is neither told of nor deleted, and a folder of that name stops nothing', async () => {
  const outside = someDumps(1);
  const { folder, dumps, left } = someDumps(0);
  symlinkSync(outside.folder, join(folder, 'pending', 'elsewhere'));
  symlinkSync(folder, join(folder, 'pending', 'itself'));
  symlinkSync(join(outside.folder, 'completed', '1.dmp'), join(folder, 'pending', 'link.dmp'));
  mkdirSync(join(folder, 'completed', 'folder.dmp'));
  expect(await dumps.times()).toHaveLength(1);
  await dumps.tidy(0);
  expect(outside.left()).toEqual(['completed/1.dmp', 'completed/1.meta']);
  expect(existsSync(join(folder, 'pending', '0.dmp'))).toBe(false);
  expect(left()).not.toContain('pending/0.meta');
});

test('one that can not be deleted keeps none of the others, and is said', async () => {
  const { folder, dumps } = someDumps(0, 2);
  rmSync(join(folder, 'pending', '0.meta'));
  mkdirSync(join(folder, 'pending', '0.meta'));
  await expect(dumps.tidy(0)).rejects.toMatchObject({ code: 'ERR_FS_EISDIR' });
  expect(readdirSync(join(folder, 'pending'))).toEqual(['0.meta']);
});

test('a folder that can not be read is not the same as none', async () => {
  const { folder } = someDumps();
  const dumps = createCrashDumps(join(folder, 'settings.dat'));
  await expect(dumps.times()).rejects.toMatchObject({ code: 'ENOTDIR' });
});
