import { readdir } from 'node:fs/promises';
import { createDesk, accountOf } from '#test/support/desk.ts';
import { authorityFile, secureServer, startProxy, startScript } from '#test/support/secureNetwork.ts';
import { expect, test } from './fixtures.ts';

test('A wrong password is refused in the browser, what was typed stays, and the right one leads back', async ({
  desk,
  backend,
}) => {
  const window = await desk.start();
  const admin = accountOf(backend, 'Admin');
  const page = await desk.openSignInPage();
  await page.getByLabel('Email').fill(admin.email);
  await page.getByLabel('Password', { exact: true }).fill('not the password at all');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByText('The email address or the password is wrong.')).toBeVisible();
  await expect(page.getByLabel('Email')).toHaveValue(admin.email);
  await expect(window.getByText('Waiting until you have signed in with the browser')).toBeVisible();

  const password = page.getByLabel('Password', { exact: true });
  await password.fill(admin.password);
  await page.getByRole('checkbox', { name: 'Show password' }).check();
  await expect(password).toHaveAttribute('type', 'text');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByText('You are signed in')).toBeVisible();
  await expect(window.getByText('Choose a tenant to manage')).toBeVisible();
});

test('A sign-in can be cancelled and begun again', async ({ desk }) => {
  const window = await desk.start();
  await desk.openSignInPage();
  await window.getByRole('button', { name: 'Cancel' }).click();
  await expect(window.getByRole('button', { name: 'Sign in', exact: true })).toBeEnabled();

  await test.step('in a network with a proxy script, at a server of an authority of its own @security', async () => {
    const ends: (() => void | Promise<void>)[] = [];
    try {
      const proxy = await startProxy((end) => void ends.push(end));
      const port = await secureServer((end) => void ends.push(end));
      const script = await startScript((end) => void ends.push(end), proxy.way);
      const signInThere = async (at = port) => {
        await window.getByLabel('Backend').fill(`https://desk.example:${at}`);
        await window.getByRole('button', { name: 'Sign in', exact: true }).click();
      };
      await signInThere();
      await expect(window.getByText(/^The backend can't be reached\./u)).toBeVisible();
      await desk.joinNetwork(script);
      await signInThere();
      await expect(window.getByText(/from an issuer that this computer does not trust/u)).toBeVisible();
      expect(proxy.asked).toContain(`desk.example:${port}`);
      await desk.installAuthority(authorityFile);
      await signInThere();
      await expect(
        window.getByText('What answers at this address is not a TenantDesk backend.'),
      ).toBeVisible();
      proxy.answer = (socket) => socket.end('HTTP/1.1 407 Who?\r\ncontent-length: 0\r\n\r\n');
      // The connection that was kept goes by without asking: another port needs another.
      const other = await secureServer((end) => void ends.push(end));
      await signInThere(other);
      await expect(window.getByText(/^The proxy of your network asks for a password/u)).toBeVisible();
    } finally {
      for (const end of ends) await end();
    }
  });
});

test('Without a keychain the session lives in memory, says so, and leaves nothing on disk @security', async ({
  backend,
  folder,
}) => {
  const desk = createDesk({ backend, folder, keyring: false });
  try {
    const window = await desk.start();
    await desk.signIn(accountOf(backend, 'Viewer'));
    await expect(window.getByText('You stay signed in until the window closes')).toBeVisible();
    await desk.switchTo('Aoyama Logistics');
    await desk.goTo('Users');
    await expect(window.getByRole('row').nth(3)).toBeVisible();
    const files = await readdir(folder, { recursive: true });
    expect(files.filter((file) => /accounts|copy\.db/u.test(file))).toEqual([]);

    await desk.close();
    await desk.start();
    await expect(desk.window.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible();
  } finally {
    await desk.dispose();
  }
});

test('Signing out removes the local data and asks to sign in again @security', async ({
  desk,
  backend,
  folder,
}) => {
  const window = await desk.start();
  await desk.signIn(accountOf(backend, 'Viewer'));
  await desk.switchTo('Brückner Kliniken');
  await expect(window.getByRole('row').nth(2)).toBeVisible();
  expect((await readdir(folder, { recursive: true })).some((file) => file.endsWith('copy.db'))).toBe(true);

  await window.getByRole('button', { name: 'Account' }).click();
  await window
    .getByRole('menuitem', { name: 'Sign out' })
    .or(window.getByRole('button', { name: 'Sign out' }))
    .click();
  await window.getByRole('button', { name: 'Sign out and remove local data' }).click();
  await expect(window.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible();
  const left = await readdir(folder, { recursive: true });
  expect(left.filter((file) => file.includes('copy.db'))).toEqual([]);
});
