import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import type { ProcessOwner } from '../../scripts/runtime/ordinaryUser.ts';
import { launch, sandboxArguments } from '../../scripts/runtime/launch.ts';
import { createCapturedBrowser } from './capturedBrowser.ts';

export { openBrowser } from './systemBrowser.ts';

/** What is started as the console. */
export interface DesktopProgram {
  readonly executable: string;
  /** Switches for Chromium. */
  readonly args: readonly string[];
  /** The folder of the app, with its package.json. */
  readonly folder: string;
  /** `startWhenDriven.cjs`, where the program can read it. */
  readonly starter: string;
  readonly env: Readonly<Record<string, string>>;
  /** Whose processes they are, where they are not ours. */
  readonly owner: ProcessOwner;
}

export interface DesktopOptions {
  /** Unless said, what `npm run build` made, on this machine's runtime. */
  readonly program?: DesktopProgram;
  readonly backendUrl: string;
  /** Profile folder; a second launch with the same one is a restart. */
  readonly userData: string;
  /** False: a session without a bus, so without a Secret Service. Default true: the one of scripts/with-desktop.ts. */
  readonly keyring?: boolean;
  readonly env?: Readonly<Record<string, string>>;
}

/** The built console in the real Electron. */
export interface DesktopApp {
  readonly app: ElectronApplication;
  /** The console's window, loaded. */
  readonly page: Page;
  /** Waits for the next address that the console opens in the system's browser. Each is answered once. */
  readonly signInUrl: () => Promise<string>;
  /** What main and engine wrote on stderr so far. */
  readonly log: () => string;
  /** Quits as a user would. */
  readonly close: () => Promise<void>;
  /** Ends every process of the console as a power cut would. */
  readonly kill: () => Promise<void>;
}

const projectFolder = join(import.meta.dirname, '..', '..');

async function builtConsole(): Promise<DesktopProgram> {
  const { executable, env } = await launch();
  const starter = join(import.meta.dirname, 'startWhenDriven.cjs');
  return { executable, args: sandboxArguments(), folder: projectFolder, starter, env, owner: {} };
}

/** Starts the console on the screen and bus of scripts/with-desktop.ts. */
export async function launchDesktop({
  backendUrl,
  userData,
  keyring = true,
  env: more = {},
  program,
}: DesktopOptions): Promise<DesktopApp> {
  const { executable, args, folder, starter, env, owner } = program ?? (await builtConsole());
  const browser = await createCapturedBrowser(env['PATH'] ?? '', owner);
  const app = await _electron.launch({
    executablePath: executable,
    args: [...args, '-r', starter, folder],
    cwd: folder,
    env: {
      ...env,
      ...(keyring ? {} : { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent' }),
      ...browser.env,
      TENANTDESK_USER_DATA: userData,
      TENANTDESK_BACKEND: backendUrl,
      ...more,
    },
  });
  let log = '';
  const child = app.process();
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (log += text));
  const page = await app.firstWindow();
  await page.waitForLoadState('domcontentloaded');
  return {
    app,
    page,
    signInUrl: () => browser.nextUrl(),
    log: () => log,
    async close() {
      // Something typed that was not saved is asked about. Not waited for: where a navigation was refused it has no end.
      const question = page.getByRole('button', { name: /^(?:Discard|Keep as draft) and close$/u });
      void question
        .last()
        .click()
        .catch(() => undefined);
      await app.close();
      await browser.dispose();
    },
    async kill() {
      const gone = app.waitForEvent('close');
      child.kill('SIGKILL');
      await gone;
      await browser.dispose();
    },
  };
}
