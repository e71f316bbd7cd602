import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { launch, sandboxArguments } from '../../scripts/runtime/launch.ts';
import { createCapturedBrowser } from './capturedBrowser.ts';

export { openBrowser } from './systemBrowser.ts';

export interface DesktopOptions {
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
const startWhenDriven = join(import.meta.dirname, 'startWhenDriven.cjs');

/** Starts what `npm run build` made, on the screen and bus of scripts/with-desktop.ts. */
export async function launchDesktop({
  backendUrl,
  userData,
  keyring = true,
  env: more = {},
}: DesktopOptions): Promise<DesktopApp> {
  const { executable, env } = await launch();
  const browser = await createCapturedBrowser(env['PATH'] ?? '');
  const app = await _electron.launch({
    executablePath: executable,
    args: [...sandboxArguments(), '-r', startWhenDriven, projectFolder],
    cwd: projectFolder,
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
