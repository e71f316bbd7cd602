import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MessagePort } from 'node:worker_threads';
import type { KeychainState } from '#shared/desktop/session.ts';
import { createTestBrowser } from '#test/support/browser.ts';
import {
  createMemoryKeychain,
  type Keychain,
  KeychainFailure,
  type KeychainReason,
} from '../../../../src-main/keychain/keychain.ts';
import { createRecentEvents } from '#shared/desktop/recentEvents.ts';
import { createLog } from '../../../../src-main/log.ts';
import { type Console, createConsole } from '../../../../src-main/console.ts';
import { createCrashDumps } from '../../../../src-main/crashes/crashDumps.ts';
import type { EngineChild } from '../../../../src-main/engine/engineChild.ts';
import { createSnapshots } from '../../../../src-main/snapshot/snapshots.ts';
import { createReleases, type Releases } from '#test/support/releases.ts';
import { startEngine } from './engineChild.ts';

export interface MachineOptions {
  readonly backendUrl: string;
  readonly keychain: KeychainState;
  /** Who sits at the browser; null: nobody comes to sign in. */
  readonly person: { readonly email: string; readonly password: string } | null;
  /** What main sends to the page, as the preload's listeners take it. */
  readonly page: MessagePort;
}

/** The console without its window: main as it is composed, the engine, a profile folder, a keychain, a browser. */
export interface Machine {
  readonly answer: Console['answer'];
  readonly connectEngine: Console['connectEngine'];
  /** Who sits at the browser from now on. */
  readonly comes: (person: NonNullable<MachineOptions['person']>) => void;
  /** What the clipboard holds. */
  readonly copied: () => string;
  /** What the update server has. */
  readonly releases: Releases;
  /** How often the console wanted to quit. */
  readonly quits: () => number;
  /** How often the page let its window go. */
  readonly leaves: () => number;
  /** Lines that main and engine logged. */
  readonly log: readonly string[];
  /** Ends the engine's process; main starts the next one. */
  readonly killEngine: () => void;
  readonly stop: () => Promise<void>;
}

export async function startMachine({
  backendUrl,
  keychain: state,
  person: firstPerson,
  page,
}: MachineOptions): Promise<Machine> {
  const userData = await mkdtemp(join(tmpdir(), 'tenantdesk-window-'));
  const keychain = state.available ? createMemoryKeychain() : closedKeychain(state.reason);
  const releases = createReleases();
  let quits = 0;
  let leaves = 0;
  const log: string[] = [];
  const recent = createRecentEvents();
  let copied = '';
  let child: EngineChild | null = null;
  let person = firstPerson;
  const composed = createConsole({
    userData,
    offered: { backendUrl, fixed: true },
    forkEngine() {
      child = startEngine((...line) => void log.push(JSON.stringify(line)));
      return child;
    },
    keychain,
    snapshots: createSnapshots({ userData, keychain, build: 'test' }),
    windows: {
      current: () => null,
      emit: (event, payload) => page.postMessage({ event, payload: JSON.stringify(payload) }),
      engineLost: () => page.postMessage({ engineLost: true }),
    },
    async openOutside(url) {
      if (person !== null) void signIn(url, person);
      return true;
    },
    resolveProxy: async () => 'DIRECT',
    setLook: () => undefined,
    copyText: (text) => void (copied = text),
    installation: { version: '0.1.0', byHand: null, updater: async () => releases.updater },
    quit: () => void (quits += 1),
    notify: () => undefined,
    leave: () => void (leaves += 1),
    crashDumps: createCrashDumps(join(userData, 'Crashpad')),
    installed: {
      versions: { TenantDesk: '0.1.0' },
      platform: 'linux',
      release: '6.1.0-test',
      architecture: 'x64',
      packaged: false,
      sandbox: true,
    },
    recent,
    log: createLog((line) => void log.push(line), recent),
  });
  return {
    answer: composed.answer,
    connectEngine: composed.connectEngine,
    comes: (next) => void (person = next),
    copied: () => copied,
    releases,
    quits: () => quits,
    leaves: () => leaves,
    log,
    killEngine: () => child?.kill(),
    async stop() {
      await composed.dispose();
      page.close();
      await rm(userData, { recursive: true, force: true });
    },
  };
}

/** A person at the system's browser, who signs in and is sent back to the console. */
async function signIn(
  url: string,
  person: { readonly email: string; readonly password: string },
): Promise<void> {
  const browser = createTestBrowser();
  const callback = await browser.submit(await browser.open(url), { ...person });
  await fetch(callback.url);
}

function closedKeychain(reason: KeychainReason): Keychain {
  const refuse = async (): Promise<never> => {
    throw new KeychainFailure(reason);
  };
  return { read: refuse, write: refuse, remove: refuse };
}
