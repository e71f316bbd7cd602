import { apiError, type ApiError } from '#shared/api/errors.ts';
import type { Account, KeychainState } from '#shared/desktop/session.ts';
import type { Copy } from '../engine/engineProcess.ts';
import type { AccountFolders } from './accountFolders.ts';
import type { AccountList, AccountListFile } from './accountList.ts';
import type { AccountSecrets } from './accountSecrets.ts';
import { KeychainFailure } from './keychain.ts';

export interface SignedInAccount {
  readonly account: Account;
  readonly refreshToken: string;
  readonly copy: Copy;
}

export interface Restored {
  /** The account to go on with, or null for the sign-in screen. */
  readonly signedIn: SignedInAccount | null;
  /** The backend last used, if any. */
  readonly backendUrl: string | null;
  readonly keychain: KeychainState;
  readonly problem: ApiError | null;
}

export interface Kept {
  readonly copy: Copy;
  readonly keychain: KeychainState;
  /** An older copy could not be opened and got another name. */
  readonly setAside: boolean;
}

/** What this machine keeps of its accounts: names in a file, secrets in the keychain, copies in folders. */
export interface AccountStore {
  /** What was left when the console last ended. Changes nothing but the remains of accounts that signed out. */
  readonly restore: () => Promise<Restored>;
  /** Keeps an account that just signed in; without a keychain nothing at all is written. */
  readonly keep: (account: Account, refreshToken: string) => Promise<Kept>;
  /** Stores a rotated refresh token. Answers the state that the keychain showed. */
  readonly saveRefreshToken: (id: string, token: string) => Promise<KeychainState>;
  /** The session is over by the backend's word: the token goes, the encrypted copy waits for the same account. */
  readonly endSession: (id: string) => Promise<void>;
  /** Deletes all of the account: copy, entries in the keychain, its line in the list. */
  readonly forget: (id: string) => Promise<void>;
}

export interface AccountStoreDeps {
  readonly listFile: AccountListFile;
  readonly secrets: AccountSecrets;
  readonly folders: AccountFolders;
}

export function createAccountStore({ listFile, secrets, folders }: AccountStoreDeps): AccountStore {
  async function change(edit: (list: AccountList) => AccountList): Promise<void> {
    await listFile.write(edit((await listFile.read()).list));
  }

  async function stored(list: AccountList): Promise<SignedInAccount | ApiError | null> {
    const id = list.active;
    if (id === null) return null;
    const account = await secrets.readAccount(id);
    const refreshToken = await secrets.readRefreshToken(id);
    if (account === null || refreshToken === null) return entriesGone;
    const keyHex = await secrets.readCacheKey(id);
    if (keyHex !== null) return { account, refreshToken, copy: { file: await folders.copyFile(id), keyHex } };
    return keyGone;
  }

  async function removeRemains(list: AccountList): Promise<void> {
    if (list.leftInKeychain.length === 0) return;
    for (const id of list.leftInKeychain) await secrets.removeAll(id);
    await change((now) => ({ ...now, leftInKeychain: [] }));
  }

  return {
    async restore() {
      const { list, setAside } = await listFile.read();
      const backendUrl = list.accounts.at(-1)?.backendUrl ?? null;
      const listProblem = setAside ? listUnreadable : null;
      try {
        // Asked for something even when nobody is signed in: the sign-in screen says if nothing can be kept.
        if (list.active === null) await secrets.readRefreshToken('availability');
        const found = await stored(list);
        await removeRemains(list);
        const keychain = { available: true } as const;
        if (found !== null && 'account' in found)
          return { signedIn: found, backendUrl, keychain, problem: listProblem };
        return { signedIn: null, backendUrl, keychain, problem: found ?? listProblem };
      } catch (error) {
        const keychain = stateOf(error);
        return {
          signedIn: null,
          backendUrl,
          keychain,
          problem: list.active === null ? listProblem : keychainGone,
        };
      }
    },

    async keep(account, refreshToken) {
      const { id, backendUrl } = account;
      try {
        await secrets.writeAccount(account);
        await secrets.writeRefreshToken(id, refreshToken);
        const known = await secrets.readCacheKey(id);
        const setAside = known === null && (await folders.hasCopy(id));
        if (setAside) await folders.setCopyAside(id);
        const keyHex = known ?? (await secrets.makeCacheKey(id));
        await change((list) => ({
          ...list,
          active: id,
          accounts: [...list.accounts.filter((other) => other.id !== id), { id, backendUrl }],
          leftInKeychain: list.leftInKeychain.filter((other) => other !== id),
        }));
        return {
          copy: { file: await folders.copyFile(id), keyHex },
          keychain: { available: true },
          setAside,
        };
      } catch (error) {
        return { copy: null, keychain: stateOf(error), setAside: false };
      }
    },

    async saveRefreshToken(id, token) {
      try {
        await secrets.writeRefreshToken(id, token);
        return { available: true };
      } catch (error) {
        return stateOf(error);
      }
    },

    async endSession(id) {
      await folders.removeSnapshot(id);
      await change((list) => ({ ...list, active: list.active === id ? null : list.active }));
      await secrets.removeRefreshToken(id).catch(ignoreKeychain);
    },

    async forget(id) {
      await folders.remove(id);
      const removed = await secrets.removeAll(id).then(
        () => true,
        (error: unknown) => !ignoreKeychain(error),
      );
      await change((list) => {
        const known = list.accounts.some((other) => other.id === id);
        return {
          ...list,
          active: list.active === id ? null : list.active,
          accounts: list.accounts.filter((other) => other.id !== id),
          leftInKeychain: removed || !known ? list.leftInKeychain : [...list.leftInKeychain, id],
        };
      });
    },
  };
}

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

const nothingDeleted = 'Nothing was deleted.';

const listUnreadable = apiError(
  'CACHE_UNAVAILABLE',
  `The list of accounts on this computer can't be read; it was kept under another name. ${nothingDeleted} Sign in again.`,
);
const entriesGone = apiError(
  'KEYCHAIN_UNAVAILABLE',
  `The keychain no longer holds the session of the account that was signed in. ${nothingDeleted} Sign in again.`,
);
const keyGone = apiError(
  'CACHE_UNAVAILABLE',
  `The keychain no longer holds the key of the local copy, so it can't be opened. ${nothingDeleted} After you sign in, ` +
    'the old file is set aside and a new copy is loaded.',
);
const keychainGone = apiError(
  'KEYCHAIN_UNAVAILABLE',
  `The keychain with your session does not answer. ${nothingDeleted} Unlock it and start TenantDesk again, or sign in ` +
    'for this session only.',
);
