import { createPublicKey } from 'node:crypto';
import type { UpdateSource } from '../../src-main/updates/updateSource.ts';
import { SetupError } from '../runtime/report.ts';

/**
 * Reads TENANTDESK_UPDATE_URL and TENANTDESK_UPDATE_KEYS (keys separated by blanks or commas). Both or neither.
 * @throws SetupError when one is missing or not what it should be.
 */
export function updateSourceOf(env: NodeJS.ProcessEnv): UpdateSource | null {
  const url = env['TENANTDESK_UPDATE_URL'] ?? '';
  const keys = (env['TENANTDESK_UPDATE_KEYS'] ?? '').split(/[\s,]+/u).filter((key) => key !== '');
  if (url === '' && keys.length === 0) return null;
  if (url === '' || keys.length === 0)
    throw new SetupError(
      'Set TENANTDESK_UPDATE_URL and TENANTDESK_UPDATE_KEYS, or neither for a console that is updated by hand.',
    );
  if (!isTrusted(url))
    throw new SetupError(`TENANTDESK_UPDATE_URL is not an address that begins with https://: ${url}`);
  for (const key of keys) checkKey(key);
  return { url, keys };
}

/** Whether it is read over TLS, or from this computer for a try. */
function isTrusted(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname, username, password } = new URL(url);
  const local = protocol === 'http:' && (hostname === '127.0.0.1' || hostname === 'localhost');
  return (protocol === 'https:' || local) && username === '' && password === '';
}

function checkKey(key: string): void {
  try {
    const { asymmetricKeyType } = createPublicKey({
      key: Buffer.from(key, 'base64'),
      format: 'der',
      type: 'spki',
    });
    if (asymmetricKeyType === 'ed25519') return;
  } catch {
    // Said below, in the same words.
  }
  throw new SetupError(
    `TENANTDESK_UPDATE_KEYS has a key that is not a public Ed25519 key (SPKI, base64): ${key.slice(0, 12)}…`,
  );
}
