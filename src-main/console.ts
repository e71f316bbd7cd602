import type { MessagePortMain } from 'electron';
import { join } from 'node:path';
import { exceptionFacts } from '#shared/desktop/exceptionFacts.ts';
import type { Look } from '#shared/desktop/look.ts';
import type { RecentEvents } from '#shared/desktop/recentEvents.ts';
import { createAccountFolders } from './accounts/accountFolders.ts';
import { createAccountListFile } from './accounts/accountList.ts';
import { createAccountStore } from './accounts/accountStore.ts';
import { createOidcClient } from './accounts/oidcClient.ts';
import { createSessions, type Sessions, type SessionsDeps } from './accounts/sessions.ts';
import type { Keychain } from './keychain/keychain.ts';
import { type CrashDumps, mostDumps } from './crashes/crashDumps.ts';
import { createAnswerer } from './commands/answerer.ts';
import { gatherDiagnostics } from './diagnostics/diagnostics.ts';
import type { Installed } from './diagnostics/diagnosticsText.ts';
import type { EngineChild } from './engine/engineChild.ts';
import { createEngineProcess } from './engine/engineProcess.ts';
import type { Log } from './log.ts';
import { createMainNetwork } from './mainNetwork.ts';
import type { Settings } from './settings.ts';
import type { Snapshots } from './snapshot/snapshots.ts';
import type { Installation } from './updates/installation.ts';
import { createUpdates } from './updates/updates.ts';
import { createUpdateSettingsFile } from './updates/updateSettings.ts';
import type { Notice } from './windows/notices.ts';
import type { Windows } from './windows/windows.ts';

/** What stands behind the window: accounts, engine, and the commands that main answers. */
export interface Console {
  readonly answer: (name: unknown, inputJson: unknown) => Promise<string>;
  readonly connectEngine: (port: MessagePortMain) => Promise<void>;
  /** The page's process is gone. */
  readonly pageEnded: () => void;
  /** Another process is gone. */
  readonly processEnded: () => void;
  readonly dispose: () => Promise<void>;
  /** The very last of a quit: installs a newer version that is ready. */
  readonly installUpdate: () => void;
}

export interface ConsoleDeps {
  readonly userData: string;
  readonly offered: Settings['backend'];
  readonly forkEngine: () => EngineChild;
  readonly keychain: Keychain;
  readonly snapshots: Pick<Snapshots, 'keep' | 'drop'>;
  readonly windows: Pick<Windows, 'current' | 'emit' | 'engineLost'>;
  /** How the system wants an address to be reached: Electron's. */
  readonly resolveProxy: (url: string) => Promise<string>;
  readonly openOutside: SessionsDeps['openLink'];
  readonly setLook: (look: Look) => void;
  readonly copyText: (text: string) => void;
  /** Which version runs, how it came here, and what brings newer ones. */
  readonly installation: Installation;
  readonly quit: () => void;
  /** Says it by the system while nobody looks at the window. */
  readonly notify: (notice: Notice) => void;
  /** Closes the window, or quits, whichever the page had held up. */
  readonly leave: () => void;
  readonly crashDumps: CrashDumps;
  /** What runs here, and what main noted last, for whoever helps. */
  readonly installed: Installed;
  readonly recent: Pick<RecentEvents, 'list'>;
  readonly log: Log;
}

/** Composes it in dependency order, of Electron only what it is given. Loaded after the window was opened, because the schemas take their time. */
export function createConsole(deps: ConsoleDeps): Console {
  const { userData, offered, forkEngine, keychain, snapshots, windows, crashDumps, log } = deps;
  const network = createMainNetwork(deps.resolveProxy);
  const store = createAccountStore({
    listFile: createAccountListFile(join(userData, 'accounts.json')),
    keychain,
    folders: createAccountFolders(join(userData, 'accounts')),
  });
  let signedIn: readonly string[] = [];
  const engine = createEngineProcess({
    fork: forkEngine,
    proxiesFor: network.proxiesFor,
    accessToken: async (accountId, rejected) => await sessions.accessToken(accountId, rejected),
    onReady: (accountId) => windows.emit('engine.ready', { accountId }),
    onLost: () => windows.engineLost(),
    onOpenFailed: (accountId, error) => sessions.openFailed(accountId, error),
    onDisabled: (accountId, error) => void sessions.disabled(accountId, error),
    log,
  });
  const sessions: Sessions = createSessions({
    store,
    engine,
    connect: (backendUrl) => createOidcClient(backendUrl, network.fetch),
    fetch: network.fetch,
    openLink: deps.openOutside,
    onChange(state) {
      const now = state.accounts.filter(({ state: is }) => is === 'signed-in').map(({ id }) => id);
      // It may name an account that left.
      if (signedIn.some((id) => !now.includes(id))) snapshots.drop();
      // What a crashed process had in memory may be an account's.
      if (now.length === 0 && state.accounts.length === 0 && signedIn.length > 0)
        void crashDumps.tidy(0).catch(() => log.warn('crash dumps not deleted'));
      signedIn = now;
      windows.emit('session.changed', state);
    },
    onBrowserDone: () => windows.current()?.focus(),
    offered,
    log,
  });
  /** A session that writes nothing leaves none of these either. */
  const tidyDumps = (): void => {
    void sessions
      .current()
      .then(async ({ keychain: state }) => await crashDumps.tidy(state.available ? mostDumps : 0))
      .catch((thrown: unknown) => log.warn('crash dumps not tidied', exceptionFacts(thrown)));
  };
  tidyDumps();
  const updates = createUpdates({
    ...deps.installation,
    updater: async () => await deps.installation.updater(network),
    settings: createUpdateSettingsFile(join(userData, 'updates.json')),
    onChange: (state) => windows.emit('updates.changed', state),
    quit: deps.quit,
    log,
  });
  const pageEnded = (): void => {
    // What it was in the midst of ended with it.
    updates.setBusy([]);
    tidyDumps();
  };
  return {
    answer: createAnswerer(
      {
        'session.current': sessions.current,
        'session.signIn': sessions.signIn,
        'session.cancelSignIn': sessions.cancelSignIn,
        'session.tryKeychain': sessions.tryKeychain,
        'session.signOut': sessions.signOut,
        'session.setInView': sessions.setInView,
        'snapshot.keep': (snapshot) => ({
          kept: snapshots.keep(sessions.copyOf(snapshot.accountId), snapshot),
        }),
        'snapshot.drop': snapshots.drop,
        'window.setLook': deps.setLook,
        'window.leave': deps.leave,
        'window.notify': deps.notify,
        'window.copyText': ({ text }) => deps.copyText(text),
        'window.setBusy': ({ reasons }) => updates.setBusy(reasons),
        'window.failed': ({ exception, code, at }) => {
          log.warn('page failed', { exception, ...(code && { code }), ...(at && { at }) });
          pageEnded();
          windows.current()?.loadAgain();
        },
        'diagnostics.copy': async () => deps.copyText(await gatherDiagnostics({ ...deps, sessions, engine })),
        'updates.current': updates.current,
        'updates.check': updates.check,
        'updates.download': updates.download,
        'updates.install': updates.install,
        'updates.choose': updates.choose,
      },
      log,
    ),
    async connectEngine(port) {
      // After the first account was handed over: calls that come before would wait in the engine.
      await sessions.restored;
      engine.connect(port);
    },
    pageEnded,
    processEnded: tidyDumps,
    async dispose() {
      await Promise.all([sessions.dispose(), engine.dispose()]);
    },
    installUpdate: updates.finish,
  };
}
