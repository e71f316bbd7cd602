/**
 * Signs what a console reads first of an update: the small file that names the newest version with the hashes of its
 * installers (latest.yml, latest-mac.yml, …). Whoever gets hold of the update server, or of the way to it, can't offer anything else.
 */
import { createPrivateKey, type KeyObject, sign } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { report, SetupError } from '../runtime/report.ts';

/** What the signature's file is called, after the name of what it signs. */
export const signatureSuffix = '.sig';

/** An Ed25519 signature over the bytes of a file, base64. */
export function signatureOf(content: Buffer, key: KeyObject): string {
  return sign(null, content, key).toString('base64');
}

/** Signs all of a folder with the key in the file named by TENANTDESK_UPDATE_SIGNING_KEY (PEM). @throws SetupError */
export async function signUpdateFiles(folder: string, env: NodeJS.ProcessEnv): Promise<void> {
  const file = env['TENANTDESK_UPDATE_SIGNING_KEY'];
  const names = (await readdir(folder)).filter(
    (name) => /^[\w-]+\.yml$/u.test(name) && !name.startsWith('builder-'),
  );
  if (file === undefined || file === '') {
    report(
      `Not signed: ${names.join(', ')}. Consoles refuse them until "node scripts/package/signUpdates.ts" has run.`,
    );
    return;
  }
  const key = await readKey(file);
  for (const name of names) {
    await writeFile(
      join(folder, `${name}${signatureSuffix}`),
      `${signatureOf(await readFile(join(folder, name)), key)}\n`,
    );
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
