import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '../../src-engine/cache/database.ts';
import { migrate, type Migration } from '../../src-engine/cache/migrate.ts';
import { openConsole, someKey, temporaryCopy } from '#test/support/engineConsole.ts';
import { kept } from '#test/support/keptCopy.ts';

const earlierCopy = join(import.meta.dirname, 'fixtures', 'copies', '2026-11-21-d73dae2.db');
const child = fileURLToPath(new URL('../support/migratingChild.ts', import.meta.url));

/** A copy of the first version, in a folder of its own. */
function someCopy(): string {
  const file = temporaryCopy(onTestFinished);
  mkdirSync(dirname(file), { recursive: true });
  copyFileSync(earlierCopy, file);
  return file;
}

const laterVersion = (file: string, end: 'killed' | 'done') =>
  spawn(process.execPath, [child, file, end], { stdio: ['ignore', 'pipe', 'inherit'] });

/** The same where no file may grow beyond so many blocks of half a KiB, as on a disk that is full. */
const onFullDisk = (file: string, blocks: number) =>
  spawn(
    'sh',
    [
      '-c',
      `trap '' XFSZ; ulimit -f ${String(blocks)}; exec "$@"`,
      'sh',
      process.execPath,
      child,
      file,
      'done',
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );

/** What this version shows of the copy, with nobody to ask. */
async function shown(file: string) {
  const desk = await openConsole({ backendUrl: 'http://127.0.0.1:9', file });
  const { rows } = await desk.value('users.page', { tenantId: kept.own, filter: {}, limit: 100 });
  const first = await desk.value('users.one', { tenantId: kept.own, userId: rows[0]?.id ?? '' });
  const { tenants } = await desk.value('tenants.all');
  await desk.close();
  expect(desk.logLines).toEqual([]);
  return { users: rows.length, jobTitle: first.jobTitle, pinned: tenants.map(({ pinned }) => pinned) };
}

const all = { users: 24, jobTitle: 'Électricien', pinned: [true, false, false] };

test('a console killed in the midst of a migration leaves the copy as before it, and the next start goes on from there', async () => {
  const file = someCopy();
  const running = laterVersion(file, 'killed');
  await once(running.stdout, 'data');
  // So much of the migration had reached the disk.
  expect(statSync(`${file}-wal`).size).toBeGreaterThan(1_000_000);
  running.kill('SIGKILL');
  await once(running, 'exit');
  expect(await shown(file)).toEqual(all);
  expect(await text(laterVersion(file, 'done').stdout)).toBe('opened\n');
});

test.skipIf(process.platform === 'win32')(
  'a disk that is full in the midst of a migration is named as the reason, nothing is half done, and the next start goes on',
  async () => {
    const file = someCopy();
    expect(await text(onFullDisk(file, 1400).stdout)).toBe('disk-full\n');
    expect(existsSync(`${file}.aside`)).toBe(false);
    expect(await shown(file)).toEqual(all);
    expect(await text(laterVersion(file, 'done').stdout)).toBe('opened\n');
  },
);

test.skipIf(process.platform === 'win32')(
  'where there is not even room to open the copy, that is the reason too, and the copy stays',
  async () => {
    const file = someCopy();
    expect(await text(onFullDisk(file, 60).stdout)).toBe('disk-full\n');
    expect(readFileSync(file).equals(readFileSync(earlierCopy))).toBe(true);
    expect(await shown(file)).toEqual(all);
  },
);

test('a copy beside which nothing can be written is left as it is, with the reason', async () => {
  const file = someCopy();
  mkdirSync(`${file}-wal`);
  expect(await text(laterVersion(file, 'done').stdout)).toBe('cannot-open\n');
  expect(readFileSync(file).equals(readFileSync(earlierCopy))).toBe(true);
  expect(existsSync(`${file}.aside`)).toBe(false);
});

test('a migration that another process has done meanwhile is not done twice', () => {
  const file = someCopy();
  const location = { copy: { file, keyHex: someKey }, nativeBinding: null };
  const [here, there] = [
    openDatabase(location, { cacheKiB: 1024 }),
    openDatabase(location, { cacheKiB: 1024 }),
  ];
  const later: Migration[] = [
    () => undefined,
    (database) => database.execute('CREATE TABLE later (id INTEGER PRIMARY KEY)'),
  ];
  const overtaken = {
    ...here.writable,
    transaction<T>(work: () => T): T {
      migrate(there.writable, later);
      return here.writable.transaction(work);
    },
  };
  expect(migrate(overtaken, later)).toBe('ready');
  for (const database of [here, there]) database.close();
});
