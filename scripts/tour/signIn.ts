import { accountOf } from '../../test/support/desk.ts';
import { tenantName, type Chapter } from './story.ts';

/** From the door to the first tenant. */
export const signIn: Chapter = async ({ backend, desk, camera }) => {
  const window = await desk.start();
  await window.getByRole('button', { name: 'Sign in', exact: true }).waitFor();
  await camera.take(window, 'sign-in', 'key');

  const account = accountOf(backend, 'Admin');
  const page = await desk.openSignInPage();
  await page.getByLabel('Email').fill(account.email);
  await camera.take(page, 'sign-in-page', 'key');
  await window.getByText('Waiting until you have signed in').waitFor();
  await camera.take(window, 'sign-in-waiting');
  await page.getByLabel('Password', { exact: true }).fill('not the password');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText('The email address or the password is wrong.').waitFor();
  await camera.take(page, 'sign-in-page-wrong-password');
  await page.getByLabel('Password', { exact: true }).fill(account.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText('You are signed in').waitFor();
  await camera.take(page, 'sign-in-page-done');
  await page.context().close();

  await window.getByRole('option', { name: tenantName }).waitFor();
  await camera.take(window, 'choose-a-customer', 'key');
  await window.getByRole('option', { name: 'Brückner Kliniken' }).click();
  await window.getByText(/^as of /u).waitFor();
  await desk.switchTo(tenantName);
  await window.getByText(/^as of /u).waitFor();
  await window.getByRole('button', { name: 'Customer switcher' }).click();
  await window.getByRole('option', { name: tenantName }).first().waitFor();
  await camera.take(window, 'customer-switcher', 'key');
  await window.keyboard.press('Escape');
  await window.getByRole('button', { name: 'Account' }).click();
  await window.getByRole('dialog', { name: 'Account' }).waitFor();
  await camera.take(window, 'account');
  await window.keyboard.press('Escape');
};
