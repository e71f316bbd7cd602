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
 * Signs all update files of a folder with the key in the file named by TENANTDESK_UPDATE_SIGNING_KEY (PEM); without one it says that
 * they are not signed. @throws SetupError when that is no such key
 */
export async function signUpdateFiles(folder: string, env: NodeJS.ProcessEnv): Promise<void> {
  const names = (await readdir(folder)).filter((name) => /^(?:latest|beta)[\w-]*\.yml$/u.test(name));
  const file = env['TENANTDESK_UPDATE_SIGNING_KEY'] ?? '';
  if (file === '') {
    report(`Not signed: ${names.join(', ')}. Consoles refuse them until "npm run sign" has run.`);
    return;
  }
  const key = await readKey(file);
  for (const name of names) {
    const at = join(folder, name);
    await writeFile(at, withSignature(name, await readFile(at, 'utf8'), key));
    report(`Signed ${name}.`);
  }
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
