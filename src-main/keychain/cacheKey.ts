import type { Keychain } from './keychain.ts';

/** Under which name the keychain holds the key of an account's copy. */
export function cacheKeyEntry(id: string): string {
  return `${id}/cache-key`;
}

/** 32 bytes in hex, or null if there is no such key. Apart from the other secrets, whose schemas take time to load. */
export async function readCacheKey(keychain: Pick<Keychain, 'read'>, id: string): Promise<string | null> {
  const key = await keychain.read(cacheKeyEntry(id));
  return key !== null && /^[0-9a-f]{64}$/u.test(key) ? key : null;
}
