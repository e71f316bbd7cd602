import { randomBytes } from 'node:crypto';
import { account as accountSchema, type Account } from '#shared/desktop/session.ts';
import { readCacheKey, secretEntry } from '../keychain/cacheKey.ts';
import { KeychainFailure, type Keychain } from '../keychain/keychain.ts';

/** Who an account is; null if there is no entry, or one that is not ours. @throws KeychainFailure */
export async function readAccount(keychain: Keychain, id: string): Promise<Account | null> {
  const text = await keychain.read(secretEntry(id, 'account'));
  try {
    return accountSchema.safeParse(JSON.parse(text ?? 'null')).data ?? null;
  } catch {
    return null;
  }
}

/** Stores who it is and its refresh token. @throws KeychainFailure */
export async function writeSession(
  keychain: Keychain,
  account: Account,
  refreshToken: string,
): Promise<void> {
  await keychain.write(secretEntry(account.id, 'refresh-token'), refreshToken);
  await keychain.write(secretEntry(account.id, 'account'), JSON.stringify(account));
}

/**
 * Makes a new key for the copy, stores it, and reads it back: a keychain that forgets must not get a copy to guard.
 * @throws KeychainFailure
 */
export async function makeCacheKey(keychain: Keychain, id: string): Promise<string> {
  const key = randomBytes(32).toString('hex');
  await keychain.write(secretEntry(id, 'cache-key'), key);
  if ((await readCacheKey(keychain, id)) !== key) throw new KeychainFailure('unknown');
  return key;
}

/** Removes all that the keychain holds of an account. @throws KeychainFailure */
export async function removeSecrets(keychain: Keychain, id: string): Promise<void> {
  for (const secret of ['refresh-token', 'cache-key', 'account'] as const)
    await keychain.remove(secretEntry(id, secret));
}
