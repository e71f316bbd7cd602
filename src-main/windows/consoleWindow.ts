import { BrowserWindow, nativeTheme, screen, type Session } from 'electron';
import type { Log } from '../log.ts';
import { startUrl } from './appAddress.ts';
import { askAboutPage } from './pageQuestions.ts';
import { createPageRecovery, type PageRecovery } from './pageRecovery.ts';
import { defaultSize, keepOnScreen, minimumSize } from './windowState.ts';
import type { WindowStateFile } from './windowStateFile.ts';

export interface ConsoleWindow {
  readonly contents: Electron.WebContents;
  /** Brings it to the front, from the task bar or from behind the browser. */
  readonly focus: () => void;
  readonly isFocused: () => boolean;
  readonly close: () => void;
  /** For a page that lives but shows nothing any more. */
  readonly loadAgain: () => void;
}

export interface ConsoleWindowOptions {
  readonly session: Session;
  readonly preload: string;
  readonly stateFile: WindowStateFile;
  readonly onClosed: () => void;
  /** The page wants to ask before it goes, because something in it is unsaved. False: it is not given the time. */
  readonly onHeldOpen: () => boolean;
  /** The person gave up on a page that keeps ending. */
  readonly quit: () => void;
  readonly log: Log;
}

/** Milliseconds that a page has to go, or to say that it wants to ask. One that hangs keeps nobody from closing the window. */
const longestGoodbye = 4_000;

/** `--canvas` of the renderer's tokens.css: what shows until the page has painted. */
const canvas = { light: '#f5f6f8', dark: '#121417' } as const;

/** Opens the console's window and starts loading the page; shown as soon as there is something to see. */
export function openConsoleWindow({
  session,
  preload,
  stateFile,
  onClosed,
  onHeldOpen,
  quit,
  log,
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
  let goodbye: NodeJS.Timeout | undefined;
  window.on('close', () => {
    stateFile.change({ bounds: window.getNormalBounds(), maximised: window.isMaximized() });
    // What was typed into a page that hangs is kept already.
    goodbye ??= setTimeout(() => window.destroy(), longestGoodbye);
  });
  window.on('closed', () => {
    clearTimeout(goodbye);
    onClosed();
  });
  window.webContents.on('will-prevent-unload', (event) => {
    // Of Electron's making: preventing this event lets the page go.
    if (!onHeldOpen()) return event.preventDefault();
    clearTimeout(goodbye);
    goodbye = undefined;
  });
  const recovery = keepAlive(window, { log, quit });
  loadPage(window);
  return {
    contents: window.webContents,
    loadAgain: () => recovery.ended('failed'),
    focus() {
      if (window.isDestroyed()) return;
      if (window.isMinimized()) window.restore();
      window.show();
      window.focus();
    },
    isFocused: () => !window.isDestroyed() && window.isFocused(),
    close() {
      if (!window.isDestroyed()) window.close();
    },
  };
}

/** Brings the page back when its process ends or hangs: the same page, in a new process. Tokens and copies are with others. */
function keepAlive(
  window: BrowserWindow,
  { log, quit }: Pick<ConsoleWindowOptions, 'log' | 'quit'>,
): PageRecovery {
  const { webContents: contents } = window;
  const recovery = createPageRecovery({
    reload: () => loadPage(window),
    end: () => contents.forcefullyCrashRenderer(),
    quit,
    ask: (question, signal) => askAboutPage(window, question, signal),
    log,
  });
  contents.on('render-process-gone', (_event, { reason }) => recovery.ended(reason));
  contents.on('did-fail-load', (_event, code, _text, _url, isMainFrame) => {
    if (isMainFrame && code !== aborted) recovery.ended('load-failed');
  });
  window.on('unresponsive', recovery.hangs);
  window.on('responsive', recovery.answers);
  window.on('closed', recovery.dispose);
  return recovery;
}

/** `net::ERR_ABORTED`: another load took its place. */
const aborted = -3;

function loadPage(window: BrowserWindow): void {
  // What goes wrong is an event too, which has more to say.
  if (!window.isDestroyed()) window.loadURL(startUrl).catch(() => undefined);
}
