import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { SessionState } from '#shared/desktop/session.ts';
import { type AccountFolders, createAccountFolders } from '../../../src-main/accounts/accountFolders.ts';
import { createAccountListFile } from '../../../src-main/accounts/accountList.ts';
import { createAccountStore } from '../../../src-main/accounts/accountStore.ts';
import { createMemoryKeychain, KeychainFailure, type Keychain } from '../../../src-main/keychain/keychain.ts';
import { createSessions, type Sessions } from '../../../src-main/accounts/sessions.ts';
import { createOidcClient } from '../../../src-main/accounts/oidcClient.ts';
import { createMainNetwork } from '../../../src-main/mainNetwork.ts';
import type { Copy, EngineProcess } from '../../../src-main/engine/engineProcess.ts';
import { type OneAccount, oneAccountIn, oneAccountOf, type OneAccountState } from './oneAccount.ts';
import { signInAsPerson, type CameBack } from './person.ts';

const network = createMainNetwork(async () => 'DIRECT');

/** A machine with a profile folder and a keychain, on which the console can be started again and again. */
export interface Machine {
  readonly folder: string;
  readonly keychain: Keychain;
  readonly start: (options?: StartOptions) => Started;
}

export interface StartOptions {
  readonly backendUrl?: string;
  /** What happens when the browser is opened; by default the person signs in at once. */
  readonly browser?: (url: string) => Promise<CameBack>;
  readonly openFails?: (accountId: string) => Error | undefined;
  /** The engine opens a copy no sooner. */
  readonly opened?: Promise<void>;
  /** The engine closes a copy no sooner. */
  readonly closed?: Promise<void>;
  /** What the profile folder does otherwise. */
  readonly folders?: Partial<AccountFolders>;
  /** In place of the one that does as it is told. */
  readonly engine?: Pick<EngineProcess, 'open' | 'close'>;
}

export interface Started {
  readonly sessions: Sessions;
  /** The same for tests with a single account. */
  readonly session: OneAccount;
  /** What the window was told, oldest first, as somebody with a single account sees it. */
  readonly states: OneAccountState[];
  /** What the engine was told, oldest first. */
  readonly engine: (readonly ['open', string, Copy] | readonly ['close', boolean])[];
  /** What the browser showed at the end. */
  readonly cameBack: () => Promise<CameBack>;
}

/** `existing` is the profile folder of a machine that was there before. */
export async function createMachine(
  keychain: Keychain = createMemoryKeychain(),
  existing?: string,
): Promise<Machine> {
  const folder = existing ?? (await mkdtemp(join(tmpdir(), 'tenantdesk-machine-')));
  onTestFinished(async () => await rm(folder, { recursive: true, force: true }));
  return { folder, keychain, start: (options) => start(folder, keychain, options) };
}

function start(folder: string, keychain: Keychain, options: StartOptions = {}): Started {
  const states: OneAccountState[] = [];
  let latest: SessionState | undefined;
  const told: Started['engine'] = [];
  let cameBack: Promise<CameBack> = Promise.reject(new Error('The browser was not opened.'));
  cameBack.catch(() => undefined);
  const engine: Pick<EngineProcess, 'open' | 'close'> = {
    open: async (account, copy) => {
      told.push(['open', account.id, copy]);
      const failure = options.openFails?.(account.id);
      if (failure !== undefined) throw failure;
      await options.opened;
    },
    close: async (_accountId, { wipe }) => {
      told.push(['close', wipe]);
      await options.closed;
      return true;
    },
  };
  const sessions = createSessions({
    store: createAccountStore({
      listFile: createAccountListFile(join(folder, 'accounts.json')),
      keychain,
      folders: { ...createAccountFolders(join(folder, 'accounts'), () => 7), ...options.folders },
    }),
    engine: options.engine ?? engine,
    connect: (backendUrl) => createOidcClient(backendUrl, network.fetch),
    fetch: network.fetch,
    openLink: async (url) => {
      cameBack = (options.browser ?? signInAsPerson)(url);
      cameBack.catch(() => undefined);
      return true;
    },
    onChange(state) {
      latest = state;
      states.push(oneAccountIn(state));
    },
    onBrowserDone: () => undefined,
    offered: {
      backendUrl: options.backendUrl ?? 'http://127.0.0.1:4780',
      fixed: options.backendUrl !== undefined,
    },
    log: { warn: () => undefined },
  });
  const session = oneAccountOf(sessions, () => latest);
  return { sessions, session, states, engine: told, cameBack: async () => await cameBack };
}

/** A keychain that can be taken away and given back. */
export function createFickleKeychain(): Keychain & { available: boolean } {
  const inner = createMemoryKeychain();
  const fickle = {
    available: true,
    read: async (entry: string) => await through(() => inner.read(entry)),
    write: async (entry: string, secret: string) => await through(() => inner.write(entry, secret)),
    remove: async (entry: string) => await through(() => inner.remove(entry)),
  };
  async function through<T>(call: () => Promise<T>): Promise<T> {
    if (!fickle.available) throw new KeychainFailure('no-secret-service');
    return await call();
  }
  return fickle;
}
