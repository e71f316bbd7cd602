import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, Locator, Page } from '@playwright/test';
import type { BackendReady, DemoAccount } from '../../scripts/runtime/backend.ts';
import { type DesktopProgram, launchDesktop, openBrowser, type DesktopApp } from './desktopApp.ts';
import { pressForReal, typeWhileBusy } from './realKeys.ts';
import { linkIn, mailTo } from './mailbox.ts';

export interface DeskOptions {
  readonly backend: BackendReady;
  /** Profile folder of the console; a second start in the same folder is the same person's machine. */
  readonly folder: string;
  /** False: no Secret Service on the session's bus. */
  readonly keyring?: boolean;
  readonly program?: DesktopProgram;
}

/** A person at a console: what they do, in the words of the product. */
export interface Desk {
  /** Starts the console and answers its window. */
  start(): Promise<Page>;
  readonly window: Page;
  /** What the console wrote on stderr so far. */
  log(): string;
  /** Closes the console; a later `start` opens it again on the same machine. */
  close(): Promise<void>;
  /** Ends the console as a power cut would. */
  kill(): Promise<void>;
  /**
   * Ends the process of the window's page as a fault in it would, and waits until the page stands there again with this text.
   * Returns the milliseconds until then. `window` is no longer of use: Playwright gives a page up that has crashed.
   */
  crashPage(text: string): Promise<number>;
  /** Presses Sign in, and signs in in the system browser with e-mail and password. */
  signIn(account: DemoAccount): Promise<void>;
  /** The sign-in page that the console opened in the browser, to do it by hand. */
  openSignInPage(): Promise<Page>;
  /** Picks a tenant in the Customer switcher. */
  switchTo(tenant: string): Promise<void>;
  /** Lets the computer be in a network whose proxies a PAC script names, at this address. */
  joinNetwork(pac: string): Promise<void>;
  /** Makes an authority known to the computer that issues certificates of servers; `file` is its own. */
  installAuthority(file: string): Promise<void>;
  /** Opens an entry of the Process Navigator. */
  goTo(screen: string): Promise<void>;
  /** A browser page of somebody else, for links of mails. */
  browse(url: string): Promise<Page>;
  /** Creates a customer in the tenant in view and opens its users. */
  createCustomer(title: string): Promise<void>;
  /** Creates a user of the customer in view. */
  createUser(person: {
    readonly first: string;
    readonly last: string;
    readonly email: string;
  }): Promise<void>;
  /** Asks the backend for changes now. */
  refresh(): Promise<void>;
  /** Chooses from the More options of a row of the grid in view. */
  rowMenu(text: string, item: string): Promise<void>;
  /** Opens the newest activation link for an address and sets the password. */
  activate(address: string, password: string): Promise<void>;
  /** Sets the password on the page behind an activation link. */
  activateWith(link: string, password: string): Promise<void>;
  /** Shows exactly the rows that match in the grid in view. */
  search(text: string): Promise<void>;
  /** The row of the grid in view that has this text. */
  row(text: string): Locator;
  /** Presses keys at the screen's keyboard, so that the application menu sees them too. */
  pressForReal(keys: string): Promise<void>;
  /** The same, then types a text at once, while main hardly gets to anything. */
  typeWhileBusy(keys: string, text: string): Promise<void>;
  /** Writes a picture of the window to a file, if there is a window. */
  picture(file: string): Promise<void>;
  dispose(): Promise<void>;
}

export function accountOf(
  backend: Pick<BackendReady, 'accounts'>,
  role: string,
  tenant?: string,
): DemoAccount {
  const found = backend.accounts.find(
    (account) =>
      account.roles.some((name) => name.includes(role)) &&
      (tenant === undefined || account.tenant === tenant),
  );
  if (found === undefined) throw new Error(`The demo has no account with the role ${role}.`);
  return found;
}

async function crashPage({ app }: DesktopApp, text: string): Promise<number> {
  const began = performance.now();
  await app.evaluate(async ({ webContents }) => {
    const [contents] = webContents.getAllWebContents();
    const gone = new Promise((resolve) => contents?.once('render-process-gone', resolve));
    contents?.forcefullyCrashRenderer();
    await gone;
  });
  const shown = (): Promise<unknown> =>
    app.evaluate(async ({ webContents }) => {
      const [contents] = webContents.getAllWebContents();
      // A page that is not there yet doesn't answer.
      const late = new Promise((resolve) => setTimeout(resolve, 500));
      return await Promise.race([contents?.executeJavaScript('document.body.innerText'), late]);
    });
  for (;;) {
    const now = await shown();
    if (String(now).includes(text)) return performance.now() - began;
    if (performance.now() - began > 30_000)
      throw new Error(`The page did not come back with “${text}”. It shows: ${String(now).slice(0, 400)}`);
    await sleep(50);
  }
}

export function createDesk(options: DeskOptions): Desk {
  let app: DesktopApp | undefined;
  let browser: Browser | undefined;

  const running = (): DesktopApp => {
    if (app === undefined) throw new Error('The console is not running: call start() first.');
    return app;
  };
  const newTab = async (url: string): Promise<Page> => {
    browser ??= await openBrowser();
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(url);
    return page;
  };

  const desk: Desk = {
    log: () => running().log(),
    get window() {
      return running().page;
    },
    start: async () => {
      app = await launchDesktop({
        backendUrl: options.backend.url,
        userData: options.folder,
        keyring: options.keyring ?? true,
        ...(options.program === undefined ? {} : { program: options.program }),
      });
      return app.page;
    },
    close: async () => {
      await app?.close();
      app = undefined;
    },
    kill: async () => {
      await app?.kill();
      app = undefined;
    },
    crashPage: (text) => crashPage(running(), text),
    openSignInPage: async () => {
      await desk.window.getByRole('button', { name: 'Sign in', exact: true }).click();
      return newTab(await running().signInUrl());
    },
    signIn: async (account) => {
      const page = await desk.openSignInPage();
      await page.getByLabel('Email').fill(account.email);
      await page.getByLabel('Password', { exact: true }).fill(account.password);
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByText('You are signed in').waitFor();
      await page.context().close();
    },
    switchTo: async (tenant) => {
      await desk.window.getByRole('button', { name: 'Customer switcher' }).click();
      const list = desk.window.getByRole('dialog', { name: 'Choose a tenant' });
      await list.getByRole('combobox', { name: 'Filter by name or code' }).fill(tenant);
      await list.getByRole('option', { name: tenant }).first().click();
      await list.waitFor({ state: 'hidden' });
    },
    joinNetwork: async (pac) =>
      await running().app.evaluate(
        async ({ app: main }, pacScript) => await main.setProxy({ pacScript }),
        pac,
      ),
    installAuthority: async (file) =>
      await running().app.evaluate((_electron, name) => {
        process.env['NODE_EXTRA_CA_CERTS'] = name;
      }, file),
    goTo: async (screen) => {
      await desk.window
        .getByRole('navigation', { name: 'Process Navigator' })
        .getByRole('button', { name: screen, exact: true })
        .click();
    },
    browse: newTab,
    createCustomer: async (title) => {
      const { window } = desk;
      await desk.goTo('Customers');
      await window.getByRole('button', { name: 'New Customer' }).first().click();
      await window.getByRole('textbox', { name: 'Title', exact: true }).fill(title);
      await window.getByRole('button', { name: 'Save Changes' }).click();
      await window.getByRole('dialog').waitFor({ state: 'hidden' });
      await desk.search(title);
      await desk.row(title).getByText(title).click();
      await window.getByRole('heading', { level: 1, name: title }).waitFor();
    },
    createUser: async ({ first, last, email }) => {
      const { window } = desk;
      await window.getByRole('button', { name: 'New user' }).first().click();
      await window.getByRole('textbox', { name: 'First name', exact: true }).fill(first);
      await window.getByRole('textbox', { name: 'Last name', exact: true }).fill(last);
      await window.getByRole('textbox', { name: 'Email', exact: true }).fill(email);
      await giveProfile(window);
      await window.getByRole('button', { name: 'Save Changes' }).click();
      await window.getByRole('dialog').waitFor({ state: 'hidden' });
      await desk.row(email).waitFor();
    },
    refresh: () => desk.window.getByRole('button', { name: /^as of/u }).click(),
    rowMenu: async (text, item) => {
      await desk
        .row(text)
        .getByRole('button', { name: /^More options for / })
        .click();
      await desk.window.getByRole('menuitem', { name: item, exact: true }).click();
    },
    activate: async (address, password) =>
      desk.activateWith(linkIn(await mailTo(options.backend.mailbox ?? '', address)), password),
    activateWith: async (link, password) => {
      const page = await newTab(link);
      await page.getByLabel('New password', { exact: true }).fill(password);
      const repeat = page.getByLabel('Repeat the password');
      if ((await repeat.count()) > 0) await repeat.fill(password);
      await page.getByRole('button', { name: 'Activate account' }).click();
      await page.getByText('Your account is active').waitFor();
      await page.context().close();
    },
    search: async (text) => {
      await desk.window.getByRole('searchbox').fill(text);
    },
    row: (text) => desk.window.getByRole('row').filter({ hasText: text }),
    pressForReal: (keys) => pressForReal(running().app.process().pid ?? 0, keys),
    typeWhileBusy: (keys, text) => typeWhileBusy(running().app.process().pid ?? 0, keys, text),
    picture: async (file) => {
      await app?.page.screenshot({ path: file }).catch(() => undefined);
    },
    dispose: async () => {
      await desk.close();
      await browser?.close();
    },
  };
  return desk;
}

/** Gives the new user whose form is open the first profile that the list offers. */
export async function giveProfile(window: Page): Promise<void> {
  await window.getByRole('combobox', { name: 'Profiles' }).click();
  await window.getByRole('option').first().click();
  // The list stays open for more, and may lie over the buttons.
  await window.keyboard.press('Escape');
}
