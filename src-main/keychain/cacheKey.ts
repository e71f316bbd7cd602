import type { Keychain } from './keychain.ts';

/** Under which name the keychain holds a secret of an account: each has an entry of its own. */
export function secretEntry(id: string, secret: 'account' | 'refresh-token' | 'cache-key'): string {
  return `${id}/${secret}`;
}

/** 32 bytes in hex, or null if there is no such key. Apart from the other secrets, whose schemas take time to load. */
export async function readCacheKey(keychain: Pick<Keychain, 'read'>, id: string): Promise<string | null> {
  const key = await keychain.read(secretEntry(id, 'cache-key'));
  return key !== null && /^[0-9a-f]{64}$/u.test(key) ? key : null;
}
