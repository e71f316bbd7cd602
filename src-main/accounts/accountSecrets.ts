import { randomBytes } from 'node:crypto';
import { account as accountSchema, type Account } from '#shared/desktop/session.ts';
import { cacheKeyEntry, readCacheKey } from '../keychain/cacheKey.ts';
import { KeychainFailure, type Keychain } from '../keychain/keychain.ts';

/** What the keychain holds of one account, each in an entry of its own. Rejects with `KeychainFailure`. */
export interface AccountSecrets {
  /** Null if there is no entry, or one that is not ours. */
  readonly readAccount: (id: string) => Promise<Account | null>;
  readonly writeAccount: (account: Account) => Promise<void>;
  readonly readRefreshToken: (id: string) => Promise<string | null>;
  readonly writeRefreshToken: (id: string, token: string) => Promise<void>;
  readonly removeRefreshToken: (id: string) => Promise<void>;
  /** 32 bytes in hex, or null if there is no such key. */
  readonly readCacheKey: (id: string) => Promise<string | null>;
  /** Makes a new key, stores it, and reads it back: a keychain that forgets must not get a copy to guard. */
  readonly makeCacheKey: (id: string) => Promise<string>;
  readonly removeAll: (id: string) => Promise<void>;
}

export function createAccountSecrets(keychain: Keychain): AccountSecrets {
  const secrets: AccountSecrets = {
    async readAccount(id) {
      const text = await keychain.read(entry(id, 'account'));
      return text === null ? null : parseAccount(text);
    },
    writeAccount: async (account) =>
      await keychain.write(entry(account.id, 'account'), JSON.stringify(account)),
    readRefreshToken: async (id) => await keychain.read(entry(id, 'refresh-token')),
    writeRefreshToken: async (id, token) => await keychain.write(entry(id, 'refresh-token'), token),
    removeRefreshToken: async (id) => await keychain.remove(entry(id, 'refresh-token')),
    readCacheKey: async (id) => await readCacheKey(keychain, id),
    async makeCacheKey(id) {
      const key = randomBytes(32).toString('hex');
      await keychain.write(cacheKeyEntry(id), key);
      if ((await secrets.readCacheKey(id)) !== key) throw new KeychainFailure('unknown');
      return key;
    },
    async removeAll(id) {
      await keychain.remove(entry(id, 'refresh-token'));
      await keychain.remove(cacheKeyEntry(id));
      await keychain.remove(entry(id, 'account'));
    },
  };
  return secrets;
}

function entry(id: string, kind: 'account' | 'refresh-token'): string {
  return `${id}/${kind}`;
}

function parseAccount(text: string): Account | null {
  try {
    return accountSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
