import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { signUpdateFiles } from '../../scripts/package/signUpdates.ts';
import { isSigned } from '../../src-main/updates/signature.ts';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const keys = [publicKey.export({ format: 'der', type: 'spki' }).toString('base64')];
const file = (more = ''): string =>
  `version: 0.2.0\nfiles:\n  - url: TenantDesk.AppImage\n    sha512: ${'A'.repeat(86)}==\n    size: 12\n${more}`;

describe('Signing the update files of a release', () => {
  let folder = '';
  const env = (): NodeJS.ProcessEnv => ({ TENANTDESK_UPDATE_SIGNING_KEY: join(folder, 'key.pem') });
  const read = async (name: string): Promise<string> => await readFile(join(folder, name), 'utf8');

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tenantdesk-release-'));
    onTestFinished(async () => await rm(folder, { recursive: true }));
    await writeFile(join(folder, 'key.pem'), privateKey.export({ format: 'pem', type: 'pkcs8' }));
  });

  test('signs each under its own name, and again after a change, with one signature and one time in it', async () => {
    await writeFile(join(folder, 'latest-linux.yml'), file());
    await writeFile(join(folder, 'beta-mac.yml'), file());
    await signUpdateFiles(folder, env());
    expect(isSigned('latest-linux.yml', await read('latest-linux.yml'), keys)).toBe(true);
    expect(isSigned('beta-mac.yml', await read('beta-mac.yml'), keys)).toBe(true);
    expect(isSigned('latest-mac.yml', await read('beta-mac.yml'), keys)).toBe(false);

    const changed = (await read('latest-linux.yml')).replace('version:', 'stagingPercentage: 10\nversion:');
    await writeFile(join(folder, 'latest-linux.yml'), changed);
    expect(isSigned('latest-linux.yml', changed, keys)).toBe(false);
    await signUpdateFiles(folder, env());
    const text = await read('latest-linux.yml');
    expect(isSigned('latest-linux.yml', text, keys)).toBe(true);
    expect(text.match(/^signedAt: /gmu)).toHaveLength(1);
    expect(text.match(/^# ed25519 /gmu)).toHaveLength(1);
  });

  test.each([
    ['stagingPercentage: ten\n', /whole number/u],
    ['stagingPercentage: 0.5\n', /whole number/u],
    ['stagingPercentage: 101\n', /whole number/u],
    ['version: 0.3.0\n', /a key twice/u],
  ])('refuses what consoles could not read: %s', async (more, words) => {
    await writeFile(join(folder, 'latest.yml'), file());
    await writeFile(join(folder, 'latest-mac.yml'), file(more));
    await expect(signUpdateFiles(folder, env())).rejects.toThrow(words);
    expect(await read('latest.yml')).toBe(file());
  });

  test('refuses a page of HTML, an empty folder, a folder that is not there, and no key', async () => {
    await expect(signUpdateFiles(folder, env())).rejects.toThrow(/no update file/u);
    await expect(signUpdateFiles(join(folder, 'nowhere'), env())).rejects.toThrow(/no update file/u);
    await writeFile(join(folder, 'latest.yml'), '<html>');
    await expect(signUpdateFiles(folder, env())).rejects.toThrow(/no version; no file with its hash/u);
    await expect(signUpdateFiles(folder, {})).rejects.toThrow(/TENANTDESK_UPDATE_SIGNING_KEY/u);
  });
});
