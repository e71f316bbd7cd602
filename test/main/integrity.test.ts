import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { writeIntegrity } from '../../scripts/package/integrity.ts';
import { changedFile } from '../../src-main/integrity.ts';

describe('@security A packaged console on Linux', () => {
  let resources = '';
  const addon = 'app.asar.unpacked/node_modules/keytar/keytar.node';
  const look = (): string | null => changedFile(resources, readFileSync);

  beforeEach(async () => {
    resources = mkdtempSync(join(tmpdir(), 'tenantdesk-resources-'));
    onTestFinished(() => rmSync(resources, { recursive: true }));
    mkdirSync(join(resources, addon, '..'), { recursive: true });
    writeFileSync(join(resources, 'app.asar'), Buffer.alloc(300_000, 'code'));
    writeFileSync(join(resources, addon), 'native code');
    await writeIntegrity(resources);
  });

  test('starts when its files are as they were built', () => expect(look()).toBeNull());

  test.each([0, 1, 123_456, 299_999])('notices one changed bit of its archive, at byte %i', (at) => {
    const bytes = readFileSync(join(resources, 'app.asar'));
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    writeFileSync(join(resources, 'app.asar'), bytes);
    expect(look()).toBe('app.asar');
  });

  test('notices an archive that is half there, or gone', () => {
    truncateSync(join(resources, 'app.asar'), 150_000);
    expect(look()).toBe('app.asar');
    rmSync(join(resources, 'app.asar'));
    expect(look()).toBe('app.asar');
  });

  test('notices native code that is not its own', () => {
    appendFileSync(join(resources, addon), '!');
    expect(look()).toBe(addon);
  });

  test.each(['', 'nonsense', `${'0'.repeat(64)}  other`])(
    'trusts no list that says nothing of the archive: "%s"',
    (list) => {
      writeFileSync(join(resources, 'app.sha256'), list);
      expect(look()).toBe('app.sha256');
      rmSync(join(resources, 'app.sha256'));
      expect(look()).toBe('app.sha256');
    },
  );
});
