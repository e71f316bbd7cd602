/// <reference lib="dom" />
import { launchDesktop, type DesktopApp } from '#test/support/desktopApp.ts';
import { expect, test as base } from './fixtures.ts';

const foreign = 'https://console.example/';

const test = base.extend<{ readonly console: DesktopApp }>({
  console: async ({ backend, folder }, use) => {
    const console = await launchDesktop({ backendUrl: backend.url, userData: folder });
    await console.page.getByRole('button', { name: 'Sign in', exact: true }).waitFor();
    await use(console);
    await console.close();
  },
});

test('The window has every protection of Electron on, and nothing experimental @security', async ({
  console,
}) => {
  const preferences = await console.app.evaluate(({ webContents }) =>
    webContents.getAllWebContents().map((contents) => {
      // Electron has it for its own tests, and so not in its types.
      const { getLastWebPreferences } = contents as unknown as { getLastWebPreferences: () => object };
      return { ...getLastWebPreferences.call(contents) };
    }),
  );
  expect(preferences).toHaveLength(1);
  expect(preferences[0]).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInSubFrames: false,
    webviewTag: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
  });
  expect(preferences[0]).not.toHaveProperty('nodeIntegrationInWorker', true);
  expect(preferences[0]).toHaveProperty('enableBlinkFeatures', '');
});

test('The page has no Node and of Electron only the bridge, and makes no script of a text @security', async ({
  console: { page },
}) => {
  const found = await page.evaluate(() => ({
    origin: location.origin,
    there: ['require', 'process', 'module', 'Buffer', 'global', 'electron', 'ipcRenderer'].filter(
      (name) => name in window,
    ),
  }));
  expect(found).toEqual({ origin: 'app://console', there: [] });
  // Text does not become a script, not even in an element made for one.
  const refusal = await page.evaluate(() => {
    try {
      document.createElement('script').textContent = 'document.title = "ran"';
      return 'none';
    } catch (error) {
      return String(error);
    }
  });
  expect(refusal).toContain('TrustedScript');
});

test('The page gets no permission, and reaches no address but its own @security', async ({
  console: { page },
}) => {
  const answers = await page.evaluate(async (address) => {
    const failed = async (attempt: Promise<unknown>): Promise<boolean> =>
      await attempt.then(
        () => false,
        () => true,
      );
    const state = async (name: string): Promise<string> =>
      (await navigator.permissions.query({ name: name as PermissionName })).state;
    return {
      notifications: await Notification.requestPermission(),
      geolocation: await state('geolocation'),
      clipboard: await state('clipboard-read'),
      noCamera: await failed(navigator.mediaDevices.getUserMedia({ video: true })),
      noScreen: await failed(navigator.mediaDevices.getDisplayMedia()),
      noForeign: await failed(fetch(address)),
      noFile: await failed(fetch('file:///etc/passwd')),
    };
  }, foreign);
  expect(answers).toEqual({
    notifications: 'denied',
    geolocation: 'denied',
    clipboard: 'denied',
    noCamera: true,
    noScreen: true,
    noForeign: true,
    noFile: true,
  });
});

test('The page leads nowhere else: not itself, not in a frame, a webview or a second window @security', async ({
  console,
}) => {
  const { app, page } = console;
  const before = page.url();
  const opened = await page.evaluate((address) => {
    for (const name of ['iframe', 'webview']) {
      const element = document.createElement(name);
      element.setAttribute('src', address);
      document.body.append(element);
    }
    return window.open(address) === null;
  }, foreign);
  expect(opened).toBe(true);
  await page.evaluate((address) => location.assign(address), foreign);
  await expect.poll(() => console.log()).toContain('navigation refused');
  expect(console.log()).toContain('new window refused');
  expect(page.url()).toBe(before);
  const addresses = await app.evaluate(({ webContents }) =>
    webContents.getAllWebContents().map((each) => each.getURL()),
  );
  expect(addresses).toEqual([before]);
  expect(page.frames().map((frame) => frame.url())).not.toContain(foreign);
});
