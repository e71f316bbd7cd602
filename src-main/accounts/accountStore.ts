import type { ApiError } from '#shared/api/errors.ts';
import { localError } from '#shared/desktop/localErrors.ts';
import type { Account, KeychainState } from '#shared/desktop/session.ts';
import type { Copy } from '../engine/engineProcess.ts';
import type { AccountFolders } from './accountFolders.ts';
import type { AccountListFile } from './accountList.ts';
import { makeCacheKey, readAccount, removeSecrets, writeSession } from './accountSecrets.ts';
import { readCacheKey, secretEntry } from '../keychain/cacheKey.ts';
import { type Keychain, KeychainFailure } from '../keychain/keychain.ts';

/** What the list of accounts says, before the keychain was asked. */
export interface Remembered {
  /** Accounts to go on with; the one in view last comes first. */
  readonly signedIn: readonly string[];
  /** Accounts whose session has ended, but whose copy is still here. */
  readonly ended: readonly string[];
  /** The backend last used, if any. */
  readonly backendUrl: string | null;
  readonly problem: ApiError | null;
}

/** What the keychain still holds of an account. */
export interface Restored {
  /** Null if the keychain no longer says who it is. */
  readonly account: Account | null;
  /** Null if the account can't go on; `problem` says why. */
  readonly session: { readonly refreshToken: string; readonly copy: Copy } | null;
  readonly keychain: KeychainState;
  readonly problem: ApiError | null;
}

export interface Kept {
  readonly copy: Copy;
  readonly keychain: KeychainState;
  /** An older copy could not be opened and got another name. */
  readonly setAside: boolean;
  /** This machine held neither a copy of the account nor the key of one. */
  readonly isNew: boolean;
}

/** What this machine keeps of its accounts: names in a file, secrets in the keychain, copies in folders. */
export interface AccountStore {
  readonly remembered: () => Promise<Remembered>;
  /** Brings one account back. Changes nothing. */
  readonly restore: (id: string) => Promise<Restored>;
  /** Asks the keychain whether it is there, and removes from it what signed out while it was not. */
  readonly tidyKeychain: () => Promise<KeychainState>;
  /** Keeps an account that just signed in; without a keychain nothing at all is written. */
  readonly keep: (account: Account, refreshToken: string) => Promise<Kept>;
  /** The next start begins with this account. */
  readonly setInView: (id: string) => Promise<void>;
  /** Stores who it is and the refresh token as it is now. Returns the state that the keychain showed. */
  readonly saveSession: (account: Account, refreshToken: string) => Promise<KeychainState>;
  /** The session is over by the backend's word: the token goes, the encrypted copy waits for the same account. */
  readonly endSession: (id: string) => Promise<void>;
  /** Deletes all of the account: entries in the keychain, copy, its line in the list. Rejects if the copy stays. */
  readonly forget: (id: string) => Promise<void>;
}

export interface AccountStoreDeps {
  readonly listFile: AccountListFile;
  readonly keychain: Keychain;
  readonly folders: AccountFolders;
}

export function createAccountStore({ listFile, keychain, folders }: AccountStoreDeps): AccountStore {
  const { change } = listFile;

  return {
    async remembered() {
      const { list, setAside } = await listFile.read();
      return {
        signedIn: list.signedIn,
        ended: list.accounts.flatMap(({ id }) => (list.signedIn.includes(id) ? [] : [id])),
        backendUrl: list.accounts.at(-1)?.backendUrl ?? null,
        problem: setAside ? localError('list-unreadable') : null,
      };
    },

    async restore(id) {
      try {
        const account = await readAccount(keychain, id);
        const refreshToken = await keychain.read(secretEntry(id, 'refresh-token'));
        const found = { account, session: null, keychain: available, problem: null };
        if (account === null || refreshToken === null)
          return { ...found, problem: localError('entries-gone') };
        const keyHex = await readCacheKey(keychain, id);
        if (keyHex === null) return { ...found, problem: localError('key-gone') };
        const copy = { file: await folders.copyFile(id), keyHex };
        return { ...found, session: { refreshToken, copy } };
      } catch (error) {
        const refused = stateOf(error);
        const { accounts } = (await listFile.read()).list;
        const { backendUrl = '' } = accounts.find((other) => other.id === id) ?? {};
        const problem = localError('no-answer', { host: URL.parse(backendUrl)?.host ?? '' });
        return { account: null, session: null, keychain: refused, problem };
      }
    },

    async tidyKeychain() {
      try {
        await keychain.read(secretEntry('availability', 'refresh-token'));
        const { leftInKeychain } = (await listFile.read()).list;
        for (const id of leftInKeychain) await removeSecrets(keychain, id);
        if (leftInKeychain.length > 0) await change((list) => ({ ...list, leftInKeychain: [] }));
        return available;
      } catch (error) {
        return stateOf(error);
      }
    },

    async keep(account, refreshToken) {
      const { id, backendUrl } = account;
      try {
        await writeSession(keychain, account, refreshToken);
        const known = await readCacheKey(keychain, id);
        const hadCopy = await folders.hasCopy(id);
        const setAside = known === null && hadCopy;
        if (setAside) await folders.setCopyAside(id);
        const keyHex = known ?? (await makeCacheKey(keychain, id));
        await change((list) => ({
          ...list,
          signedIn: list.signedIn.includes(id) ? list.signedIn : [...list.signedIn, id],
          accounts: [...list.accounts.filter((other) => other.id !== id), { id, backendUrl }],
          leftInKeychain: list.leftInKeychain.filter((other) => other !== id),
        }));
        return {
          copy: { file: await folders.copyFile(id), keyHex },
          keychain: available,
          setAside,
          isNew: known === null && !hadCopy,
        };
      } catch (error) {
        const isNew = !(await folders.hasCopy(id));
        return { copy: null, keychain: stateOf(error), setAside: false, isNew };
      }
    },

    async setInView(id) {
      await change((list) =>
        list.signedIn[0] === id || !list.signedIn.includes(id)
          ? list
          : { ...list, signedIn: [id, ...list.signedIn.filter((other) => other !== id)] },
      );
    },

    async saveSession(account, refreshToken) {
      try {
        await writeSession(keychain, account, refreshToken);
        return available;
      } catch (error) {
        return stateOf(error);
      }
    },

    async endSession(id) {
      await folders.removeSnapshot(id);
      await change((list) => ({ ...list, signedIn: list.signedIn.filter((other) => other !== id) }));
      await keychain.remove(secretEntry(id, 'refresh-token')).catch(ignoreKeychain);
    },

    async forget(id) {
      // First: without its key, a copy that can't be deleted can't be read either.
      const removed = await removeSecrets(keychain, id).then(
        () => true,
        (error: unknown) => !ignoreKeychain(error),
      );
      try {
        await folders.remove(id);
      } finally {
        await change((list) => {
          const known = list.accounts.some((other) => other.id === id);
          return {
            ...list,
            signedIn: list.signedIn.filter((other) => other !== id),
            accounts: list.accounts.filter((other) => other.id !== id),
            leftInKeychain: removed || !known ? list.leftInKeychain : [...list.leftInKeychain, id],
          };
        });
      }
    },
  };
}

const available: KeychainState = { available: true };

/** The state that a failed call shows; anything but a failure of the keychain is a bug and goes on. */
function stateOf(error: unknown): KeychainState {
  if (error instanceof KeychainFailure) return { available: false, reason: error.reason };
  throw error;
}

/** True, unless the error is not the keychain's, which is thrown on. */
function ignoreKeychain(error: unknown): true {
  stateOf(error);
  return true;
}
