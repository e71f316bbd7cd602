import { app, clipboard, dialog, Menu, nativeTheme, powerMonitor, protocol } from 'electron';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readFileSync } from 'original-fs';
import { createRecentEvents } from '#shared/desktop/recentEvents.ts';
import type { Console } from './console.ts';
import { createSystemKeychain, type SystemKeychain } from './keychain/systemKeychain.ts';
import { createCrashDumps } from './crashes/crashDumps.ts';
import { startCrashReporter } from './crashes/crashReporter.ts';
import { createMainFailure } from './crashes/mainFailure.ts';
import { whenQuitting } from './quitting.ts';
import { registerIpc } from './commands/ipc.ts';
import { installedHere } from './diagnostics/installed.ts';
import { forkEngine, type EngineChild } from './engine/engineChild.ts';
import { changedFile } from './integrity.ts';
import { createLog } from './log.ts';
import { setApplicationMenu } from './menu/applicationMenu.ts';
import { engineEnvironment, isDebugged, isUnsandboxed, readSettings } from './settings.ts';
import {
  damaged,
  isWritable,
  refuseStart,
  type StartRefusal,
  unsandboxed,
  unwritable,
} from './startRefusal.ts';
import { createFirstSnapshot } from './snapshot/firstSnapshot.ts';
import { createSnapshots, nameOfBuild, type Snapshots } from './snapshot/snapshots.ts';
import { listAppFiles } from './appFiles.ts';
import { type AppProtocolDeps, appSchemePrivileges } from './windows/appProtocol.ts';
import { openConsoleWindow } from './windows/consoleWindow.ts';
import { openOutside } from './windows/externalLinks.ts';
import { createLockedSession } from './windows/lockedSession.ts';
import { guardNavigation } from './windows/navigationGuards.ts';
import { createNotices } from './windows/notices.ts';
import { installationHere } from './updates/installation.ts';
import { createWindows } from './windows/windows.ts';
import { createWindowStateFile } from './windows/windowStateFile.ts';

const recent = createRecentEvents();
const log = createLog((line) => void process.stderr.write(line), recent);
// A terminal that was closed takes no more lines; that is no reason to stop.
process.stderr.on('error', () => undefined);
const mainFailure = createMainFailure({
  log,
  say: (title, text) => dialog.showErrorBox(title, text),
  quit: () => (app.isReady() ? app.quit() : app.exit(1)),
  exit: (code) => app.exit(code),
});
process.on('uncaughtException', mainFailure.met);
process.on('unhandledRejection', mainFailure.met);
const settings = readSettings(process.env);
const built = join(import.meta.dirname, '..');

if (app.isPackaged && isDebugged(process.argv)) app.exit(1);
if (settings.userData !== null) app.setPath('userData', settings.userData);
// By the name under which the installer lists the program Windows knows whose notifications these are.
if (process.platform === 'win32') app.setAppUserModelId('com.tenantdesk.console');
// Before ready, all three: they decide how every later process starts.
// `enableSandbox` takes an explicit --no-sandbox back, without which Chromium does not start for root: only a build that
// is not packaged may be told so (tests in containers), and its windows ask for their sandbox all the same.
if (app.isPackaged || !app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
protocol.registerSchemesAsPrivileged([appSchemePrivileges]);
Menu.setApplicationMenu(null);
guardNavigation(app, log);

const refusal = whyNotStarted();
if (refusal !== null) {
  void refuseStart(refusal);
} else if (app.requestSingleInstanceLock()) {
  // Begun before the app is ready, so that the page finds them there.
  const renderer = join(built, 'renderer');
  const files = listAppFiles(renderer);
  const keychain = createSystemKeychain();
  const userData = app.getPath('userData');
  const build = nameOfBuild(join(renderer, 'index.html'));
  const snapshots = createSnapshots({ userData, keychain, build });
  const picture = createFirstSnapshot(snapshots.read);
  startCrashReporter();
  void app.whenReady().then(async () => await start({ files, picture, snapshots, keychain }));
} else {
  app.quit();
}

/** Looked at before anything else of the program is used. */
function whyNotStarted(): StartRefusal | null {
  if (app.isPackaged && isUnsandboxed(process.argv, process.env)) return unsandboxed();
  const changed =
    app.isPackaged && process.platform === 'linux' ? changedFile(process.resourcesPath, readFileSync) : null;
  if (changed !== null) return damaged(changed);
  try {
    const userData = app.getPath('userData');
    // The lock of the only instance is a file too: without this one it would look as if there were another.
    return isWritable(userData) ? null : unwritable(userData);
  } catch {
    // Electron makes the folder when it is first asked for it; without any it does not even come to show a box.
    app.setPath('userData', mkdtempSync(join(tmpdir(), 'tenantdesk-')));
    return unwritable(process.env['XDG_CONFIG_HOME'] ?? process.env['APPDATA'] ?? process.env['HOME'] ?? '');
  }
}

interface Prepared extends Omit<AppProtocolDeps, 'look'> {
  readonly snapshots: Snapshots;
  readonly keychain: SystemKeychain;
}

/**
 * Builds everything in the order in which the user waits for it. With a picture of the last window nothing runs beside the
 * page until its own scripts ask for something; without one the rows come from the engine, which then starts first of all.
 */
async function start({ files, picture, snapshots, keychain }: Prepared): Promise<void> {
  const userData = app.getPath('userData');
  const env = engineEnvironment(process.env, app);
  const fork = (): EngineChild => forkEngine(join(built, 'main', 'engine.js'), env);
  let first = snapshots.exist() ? null : fork();
  const needed = Promise.withResolvers<void>();
  const stateFile = createWindowStateFile(join(userData, 'window.json'));
  const served: AppProtocolDeps = {
    files,
    look: stateFile.current,
    picture: async () => {
      const found = await picture();
      if (found === null) needed.resolve();
      return found;
    },
  };
  const session = createLockedSession(served);
  const preload = join(built, 'preload', 'index.cjs');
  let systemEnds = false;
  let quitting = false;
  app.on('before-quit', () => (quitting = true));
  let leave = (): void => undefined;
  const onHeldOpen = (): boolean => {
    leave = quitting ? () => app.quit() : () => windows.current()?.close();
    quitting = false;
    return !systemEnds && mainFailure.exitCode() === 0;
  };
  const windows = createWindows((onClosed) =>
    openConsoleWindow({ session, preload, stateFile, onClosed, onHeldOpen, quit: () => app.quit(), log }),
  );

  // What the page asks waits for the console, and is what it is composed for.
  const made = Promise.withResolvers<Console>();
  const console = async (): Promise<Console> => {
    needed.resolve();
    return await made.promise;
  };
  const removeIpc = registerIpc({
    answer: async (name, inputJson) => await (await console()).answer(name, inputJson),
    connectEngine: (port) => void console().then(async ({ connectEngine }) => await connectEngine(port)),
    isOurWindow: windows.knows,
    log,
  });
  let composed: Console | null = null;
  powerMonitor.on('shutdown', () => {
    systemEnds = true;
    app.quit();
  });
  const end = async (): Promise<boolean> => {
    removeIpc();
    await composed?.dispose();
    const clean = await keychain.idle();
    // A computer that shuts down would end an installer half-way.
    if (systemEnds) return clean;
    // The new version may start before this process is gone.
    app.releaseSingleInstanceLock();
    composed?.installUpdate();
    return clean;
  };
  whenQuitting({
    app,
    end,
    exitCode: mainFailure.exitCode,
    kill: () => process.kill(process.pid, 'SIGKILL'),
  });
  windows.show();
  app.on('render-process-gone', () => composed?.pageEnded());
  app.on('child-process-gone', () => composed?.processEnded());
  app.on('second-instance', () => void windows.show());
  app.on('activate', () => void windows.show());
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });

  await needed.promise;
  first ??= fork();
  const { createConsole } = await import('./console.ts');
  composed = createConsole({
    userData,
    offered: settings.backend,
    forkEngine() {
      const child = first ?? fork();
      first = null;
      return child;
    },
    keychain,
    snapshots,
    resolveProxy: async (url) => await app.resolveProxy(url),
    windows,
    openOutside,
    setLook(look) {
      nativeTheme.themeSource = look.appearance;
      stateFile.change(look);
    },
    copyText: (text) => void clipboard.writeText(text),
    installation: installationHere(),
    installed: installedHere(),
    recent,
    crashDumps: createCrashDumps(app.getPath('crashDumps')),
    quit: () => app.quit(),
    leave: () => leave(),
    notify: createNotices(windows.current),
    log,
  });
  made.resolve(composed);
  setApplicationMenu((command) => windows.emit('menu.chosen', { command }));
}
