import type { Browser, Page } from '@playwright/test';
import type { BackendReady, DemoAccount } from '../../scripts/runtime/backend.ts';
import type { Found } from './assistive/reader.ts';
import { linkIn, mailTo } from './mailbox.ts';
import type { PackagedApp } from './packagedApp.ts';
import { openBrowser } from './systemBrowser.ts';

export interface AssistedDeskOptions {
  readonly backend: BackendReady;
  /** Starts the console on the person's machine. */
  readonly start: () => Promise<PackagedApp>;
}

/** A person at the packaged console who hears it and types: what they do, in the words of the product. */
export interface AssistedDesk {
  readonly app: PackagedApp;
  start(): Promise<void>;
  /** Looks for something in the window. */
  find: Found['find'];
  signIn(account: DemoAccount): Promise<void>;
  switchTo(tenant: string): Promise<void>;
  goTo(screen: string): Promise<void>;
  createCustomer(title: string): Promise<void>;
  createUser(person: Readonly<Record<'First name' | 'Last name' | 'Email', string>>): Promise<void>;
  /** Chooses a profile in a form or dialog that asks for profiles. */
  giveProfile(form: Found, profile: string): Promise<void>;
  /** Opens the newest activation link for an address and sets the password. */
  activate(address: string, password: string): Promise<void>;
  /** The row of the grid in view that has this text. */
  row(text: string): Found;
  quit(): Promise<void>;
  /** Closes the person's browser. */
  dispose(): Promise<void>;
}

export function createAssistedDesk({ backend, start }: AssistedDeskOptions): AssistedDesk {
  let app: PackagedApp | undefined;
  let browser: Browser | undefined;
  const running = (): PackagedApp => {
    if (app === undefined) throw new Error('The console is not running: call start() first.');
    return app;
  };
  /** What the person does on a page of their own browser. */
  const browse = async (url: string, visit: (page: Page) => Promise<void>): Promise<void> => {
    browser ??= await openBrowser();
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(url);
    await visit(page);
    await context.close();
  };
  const find: Found['find'] = (role, name) => running().reader.find(role, name);
  const save = async (form: Found): Promise<void> => {
    await form.find('button', 'Save Changes').press();
    await form.waitUntilGone();
  };

  const desk: AssistedDesk = {
    get app() {
      return running();
    },
    start: async () => {
      app = await start();
      await find('document').waitFor();
    },
    find,
    signIn: async (account) => {
      await find('button', 'Sign in').press();
      await browse(await running().openedUrl(), async (page) => {
        await page.getByLabel('Email').fill(account.email);
        await page.getByLabel('Password', { exact: true }).fill(account.password);
        await page.getByRole('button', { name: 'Sign in' }).click();
        await page.getByText('You are signed in').waitFor();
      });
    },
    switchTo: async (tenant) => {
      await find('button', 'Customer switcher').press();
      const list = find('dialog', 'Choose a tenant');
      await list.find('combobox', 'Filter by name or code').type(tenant);
      await list.find('listitem', new RegExp(`^${tenant}`, 'u')).waitFor('focused');
      await list.find('combobox', 'Filter by name or code').key('Return');
      await list.waitUntilGone();
    },
    goTo: async (screen) => {
      await find('landmark', 'Process Navigator').find('button', screen).press();
      await find('heading', screen).waitFor();
    },
    createCustomer: async (title) => {
      await desk.goTo('Customers');
      await find('button', 'New Customer').press();
      await find('dialog').find('textbox', 'Title').type(title);
      await save(find('dialog'));
      await find('textbox', 'Search customers').type(title);
      await desk.row(title).find('cell', title).press();
      await find('heading', title).waitFor();
    },
    createUser: async (person) => {
      await find('button', 'New user').press();
      for (const [field, text] of Object.entries(person))
        await find('dialog').find('textbox', field).type(text);
      await desk.giveProfile(find('dialog'), 'Client');
      await save(find('dialog'));
      await desk.row(person.Email).waitFor();
    },
    giveProfile: async (form, profile) => {
      await form.find('combobox', 'Profiles').type(profile);
      await find('listitem', new RegExp(`^${profile}`, 'u')).waitFor('focused');
      await running().reader.key('Return');
      await find('listbox', 'Profiles').waitFor();
      await running().reader.key('Escape');
      await find('listbox', 'Profiles').waitUntilGone();
    },
    activate: async (address, password) => {
      const link = linkIn(await mailTo(backend.mailbox ?? '', address));
      await browse(link, async (page) => {
        await page.getByLabel('New password', { exact: true }).fill(password);
        const repeat = page.getByLabel('Repeat the password');
        if ((await repeat.count()) > 0) await repeat.fill(password);
        await page.getByRole('button', { name: 'Activate account' }).click();
        await page.getByText('Your account is active').waitFor();
      });
    },
    row: (text) => find('row', new RegExp(text.replaceAll('.', '\\.'), 'u')),
    quit: async () => {
      await running().quit();
      app = undefined;
    },
    dispose: async () => await browser?.close(),
  };
  return desk;
}
