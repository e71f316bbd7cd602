/**
 * Signs what a console reads first of an update: the small files that name the newest version with the hashes of its installers
 * (latest.yml, latest-mac.yml, …). Whoever gets hold of the update server, or of the way to it, can offer nothing else.
 */
import { createPrivateKey, type KeyObject } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withSignature } from '../../src-main/updates/signature.ts';
import { report, SetupError } from '../runtime/report.ts';

/**
 * Signs all update files of a folder with the key in the file named by TENANTDESK_UPDATE_SIGNING_KEY (PEM), with the time of it: a
 * console believes none that is older than what it has seen. @throws SetupError when there is nothing to sign, no key, or a file
 * that consoles could not read
 */
export async function signUpdateFiles(folder: string, env: NodeJS.ProcessEnv): Promise<void> {
  const entries = await readdir(folder).catch(() => [] as string[]);
  const names = entries.filter((name) => /^(?:latest|beta)[\w-]*\.yml$/u.test(name));
  if (names.length === 0)
    throw new SetupError(`There is no update file (latest*.yml, beta*.yml) in ${folder}.`);
  const file = env['TENANTDESK_UPDATE_SIGNING_KEY'] ?? '';
  if (file === '')
    throw new SetupError(
      `Not signed, so consoles refuse them: ${names.join(', ')}. Name the private key in TENANTDESK_UPDATE_SIGNING_KEY, then "npm run sign".`,
    );
  const key = await readKey(file);
  const signedAt = new Date().toISOString();
  const texts = await Promise.all(names.map(async (name) => await readFile(join(folder, name), 'utf8')));
  for (const [at, name] of names.entries()) checkUpdateFile(name, texts[at] ?? '');
  for (const [at, name] of names.entries()) {
    await writeFile(join(folder, name), withSignature(name, withTime(texts[at] ?? '', signedAt), key));
    report(`Signed ${name}.`);
  }
}

/** Puts the time in place of the one before, and takes the signature before away. */
const withTime = (text: string, signedAt: string): string =>
  `${text.replace(/^(?:signedAt: |# ed25519 ).*\n?/gmu, '').trimEnd()}\nsignedAt: '${signedAt}'\n`;

/** What a slip of the hand would send to everybody. @throws SetupError */
function checkUpdateFile(name: string, text: string): void {
  const lines = text.split('\n');
  const keys = lines.flatMap((line) => /^(?<key>\w+):/u.exec(line)?.groups?.['key'] ?? []);
  const staged = lines
    .find((line) => line.startsWith('stagingPercentage:'))
    ?.slice('stagingPercentage:'.length)
    .trim();
  const faults = [
    ...(/^version: \d+\.\d+\.\d+(?:-[\w.]+)?$/mu.test(text) ? [] : ['no version']),
    ...(/^ {2,}(?:- )?sha512: \S{60,}$/mu.test(text) ? [] : ['no file with its hash']),
    ...(new Set(keys).size === keys.length ? [] : ['a key twice']),
    ...(staged === undefined || (/^\d{1,3}$/u.test(staged) && Number(staged) <= 100)
      ? []
      : [`stagingPercentage is ${staged}, not a whole number up to 100`]),
  ];
  if (faults.length > 0)
    throw new SetupError(`${name} was not signed, nor anything else: ${faults.join('; ')}.`);
}

async function readKey(file: string): Promise<KeyObject> {
  try {
    const key = createPrivateKey(await readFile(file));
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch {
    // Said below, in the same words.
  }
  throw new SetupError(
    `TENANTDESK_UPDATE_SIGNING_KEY names ${file}, which is no private Ed25519 key in PEM.`,
  );
}
