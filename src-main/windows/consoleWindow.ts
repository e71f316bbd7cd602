import { BrowserWindow, nativeTheme, screen, type Session } from 'electron';
import { createRestartDelay } from '../restartDelay.ts';
import { startUrl } from './appAddress.ts';
import { defaultSize, keepOnScreen, minimumSize } from './windowState.ts';
import type { WindowStateFile } from './windowStateFile.ts';

export interface ConsoleWindow {
  readonly contents: Electron.WebContents;
  /** Brings it to the front, from the task bar or from behind the browser. */
  readonly focus: () => void;
}

export interface ConsoleWindowOptions {
  readonly session: Session;
  readonly preload: string;
  readonly stateFile: WindowStateFile;
  readonly onClosed: () => void;
}

/** `--canvas` of the renderer's tokens.css: what shows until the page has painted. */
const canvas = { light: '#f5f6f8', dark: '#121417' } as const;

/** Opens the console's window and starts loading the page; shown as soon as there is something to see. */
export function openConsoleWindow({
  session,
  preload,
  stateFile,
  onClosed,
}: ConsoleWindowOptions): ConsoleWindow {
  const { appearance, bounds, maximised } = stateFile.current();
  nativeTheme.themeSource = appearance;
  const areas = screen.getAllDisplays().map((display) => display.workArea);
  const window = new BrowserWindow({
    ...defaultSize,
    ...keepOnScreen(bounds, areas),
    minWidth: minimumSize.width,
    minHeight: minimumSize.height,
    show: false,
    backgroundColor: nativeTheme.shouldUseDarkColors ? canvas.dark : canvas.light,
    autoHideMenuBar: true,
    webPreferences: {
      session,
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      navigateOnDragDrop: false,
      safeDialogs: true,
      spellcheck: false,
    },
  });
  window.once('ready-to-show', () => {
    if (maximised) window.maximize();
    window.show();
  });
  window.on('close', () =>
    stateFile.change({ bounds: window.getNormalBounds(), maximised: window.isMaximized() }),
  );
  window.on('closed', onClosed);
  void window.loadURL(startUrl);
  reloadAfterCrash(window);
  return {
    contents: window.webContents,
    focus() {
      if (window.isDestroyed()) return;
      if (window.isMinimized()) window.restore();
      window.show();
      window.focus();
    },
  };
}

/** A page whose process ended is loaded again: drafts are gone, what was saved is not. Ever later if it keeps ending. */
function reloadAfterCrash(window: BrowserWindow): void {
  const delay = createRestartDelay();
  let startedAt = performance.now();
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return;
    setTimeout(
      () => {
        startedAt = performance.now();
        if (!window.isDestroyed()) window.webContents.reload();
      },
      delay(performance.now() - startedAt),
    );
  });
}
