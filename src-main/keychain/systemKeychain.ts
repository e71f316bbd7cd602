import { KeychainFailure, type Keychain, type KeychainReason } from './keychain.ts';

/** The part of keytar that is used here. */
export interface SecretService {
  readonly getPassword: (service: string, account: string) => Promise<string | null>;
  readonly setPassword: (service: string, account: string, secret: string) => Promise<void>;
  readonly deletePassword: (service: string, account: string) => Promise<boolean>;
}

/** Under this name the entries show up in the system's own keychain program. */
const service = 'TenantDesk';

/** A keychain that answers, answers at once; one that takes longer waits for a password in a window of its own. */
const timeout = 5000;

export interface SystemKeychain extends Keychain {
  /**
   * Resolves when the calls so far have ended or their time is over: a process that goes during one may abort in the addon.
   * False: one of them hangs, and its thread with it.
   */
  readonly idle: () => Promise<boolean>;
}

/**
 * The keychain of the operating system. Calls go one after the other, since each holds one of Node's four worker
 * threads until the system answers; while one hangs on the system's password prompt, the others fail as `locked`
 * instead of taking the remaining threads.
 */
export function createSystemKeychain(
  load: () => Promise<SecretService> = loadKeytar,
  timeoutMilliseconds = timeout,
): SystemKeychain {
  let previous: Promise<unknown> = Promise.resolve();
  let hanging = false;

  async function call<T>(action: (keychain: SecretService) => Promise<T>): Promise<T> {
    const turn = previous.then(async () => {
      if (hanging) throw new KeychainFailure('locked');
      return await timeBoxed(load().then(action));
    });
    previous = turn.catch(() => undefined);
    return await turn;
  }

  async function timeBoxed<T>(work: Promise<T>): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const limit = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => {
        hanging = true;
        reject(new KeychainFailure('locked'));
      }, timeoutMilliseconds);
    });
    const settled = work.finally(() => {
      hanging = false;
    });
    try {
      return await Promise.race([settled, limit]);
    } catch (error) {
      // What the call returns after its time is of no use to anybody.
      settled.catch(() => undefined);
      throw error instanceof KeychainFailure ? error : new KeychainFailure(reasonOf(error), error);
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    read: async (entry) => await call((keychain) => keychain.getPassword(service, entry)),
    write: async (entry, secret) => await call((keychain) => keychain.setPassword(service, entry, secret)),
    remove: async (entry) => void (await call((keychain) => keychain.deletePassword(service, entry))),
    idle: async () => {
      await previous;
      return !hanging;
    },
  };
}

/** Loaded at the first use: without libsecret the addon does not load, and that is one way to have no keychain. */
async function loadKeytar(): Promise<SecretService> {
  const { default: keytar } = await import('keytar');
  return keytar;
}

/** What keytar's message says about the cause: the systems hand their own texts through and no codes. */
function reasonOf(error: unknown): KeychainReason {
  const text = error instanceof Error ? error.message : String(error);
  if (/locked|collection|prompt|dismissed|interaction/iu.test(text)) return 'locked';
  if (noService.test(text)) return 'no-secret-service';
  if (/denied|not allowed|authorization|cancell?ed/iu.test(text)) return 'denied';
  return 'unknown';
}

/** No addon or libsecret; no session bus; a bus on which nothing offers secrets. */
const noService =
  /libsecret|native addon|could not connect|d-?bus|autolaunch|machine-id|org\.freedesktop|\.service/iu;
