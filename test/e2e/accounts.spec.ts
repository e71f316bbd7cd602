import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { startBackend } from '../../scripts/runtime/backend.ts';
import { accountOf, createDesk } from '#test/support/desk.ts';
import { expect, test } from './fixtures.ts';

const switcher = (window: Page) => window.getByRole('button', { name: 'Customer switcher' });

test('Accounts at two backends are worked in side by side; one goes offline and is signed out alone @security', async ({
  backend,
  folder,
}) => {
  const other = await startBackend({
    args: ['--port', '0', '--data', join(folder, 'other'), '--demo', 'small'],
    log: join('test-results', 'backend-of-other-account.log'),
  });
  const profile = join(folder, 'profile');
  const desk = createDesk({ backend, folder: profile });
  const [here, there] = [backend.url, other.ready.url].map((url) => new URL(url).host);
  const tenant = 'Brückner Kliniken';
  const admin = accountOf(other.ready, 'Admin');
  /** Which of the two of the same name, as the list has them. */
  const places = [backend.url, other.ready.url].toSorted((a, b) => a.localeCompare(b));
  const switchTo = async (window: Page, url: string) => {
    await switcher(window).click();
    const list = window.getByRole('dialog', { name: 'Choose a tenant' });
    await list.getByRole('combobox', { name: 'Filter by name or code' }).fill(tenant);
    await list.getByRole('option', { name: tenant }).nth(places.indexOf(url)).click();
    await expect(switcher(window)).toHaveAccessibleDescription(`${tenant} · ${new URL(url).host}`);
  };
  try {
    let window = await desk.start();
    await desk.signIn(accountOf(backend, 'Admin'));
    await desk.switchTo(tenant);
    await expect(switcher(window)).toHaveAccessibleDescription(tenant);

    await test.step('a form stays as it is while another account is added', async () => {
      await window.getByRole('button', { name: 'New Customer' }).first().click();
      const title = window.getByRole('textbox', { name: 'Title', exact: true });
      await title.fill('Half written');
      await window.getByRole('button', { name: 'Account', exact: true }).click();
      await window.getByRole('button', { name: 'Add account' }).click();
      await window
        .getByRole('dialog', { name: 'Add account' })
        .getByLabel('Backend address')
        .fill(other.ready.url);
      await desk.signIn(admin);
      const list = window.getByRole('dialog', { name: 'Choose a tenant' });
      await expect(list.getByText(`· ${here}`).first()).toBeVisible();
      await expect(list.getByText(`· ${there}`).first()).toBeVisible();
      await window.keyboard.press('Escape');
      await expect(title).toHaveValue('Half written');
      await window.getByRole('button', { name: 'Cancel' }).click();
      await window.getByRole('button', { name: 'Discard changes' }).click();
    });

    await test.step('each is worked in, and the customers of one are not those of the other', async () => {
      await switchTo(window, other.ready.url);
      await desk.createCustomer('Only there');
      await switchTo(window, backend.url);
      await desk.goTo('Customers');
      await desk.search('Only there');
      await expect(desk.row('Only there')).toHaveCount(0);
      await desk.search('');
      await desk.createCustomer('Only here');
      expect(await readdir(join(profile, 'accounts'))).toHaveLength(2);
    });

    await test.step('both are back after a restart, that in view last first', async () => {
      await desk.close();
      window = await desk.start();
      await expect(switcher(window)).toHaveAccessibleDescription(`${tenant} · ${here}`);
      await switchTo(window, other.ready.url);
      await desk.goTo('Customers');
      await expect(desk.row('Only there')).toBeVisible();
    });

    await test.step('a backend that is gone disturbs nobody else', async () => {
      await switchTo(window, backend.url);
      await other.kill();
      await desk.goTo('Customers');
      await desk.createCustomer('Saved meanwhile');
      await switcher(window).click();
      const list = window.getByRole('dialog', { name: 'Choose a tenant' });
      await expect(list.getByText(`· ${there}`).last()).toBeVisible();
      await expect(list.getByText('Offline', { exact: true }).first()).toBeVisible({ timeout: 70_000 });
      await window.keyboard.press('Escape');
      await expect(window.getByText("The backend can't be reached.")).toHaveCount(0);
      await switchTo(window, other.ready.url);
      await expect(window.getByText("The backend can't be reached.").first()).toBeVisible();
      await expect(desk.row('Only there')).toBeVisible();
    });

    await test.step('one is signed out, which is told, and the other is as it was', async () => {
      await window.getByRole('button', { name: 'Account', exact: true }).click();
      const entry = window.getByRole('region', { name: there ?? '' });
      await expect(entry).toContainText("its backend can't be reached");
      await entry.getByRole('button', { name: 'Sign out' }).click();
      await window.getByRole('button', { name: 'Sign out and remove local data' }).click();
      await expect(window.getByRole('alert')).toContainText(`${admin.email} is signed out at ${there}`);
      expect(await readdir(join(profile, 'accounts'))).toHaveLength(1);
      await window.getByRole('option', { name: tenant }).first().click();
      await desk.goTo('Customers');
      // The filter is as it was left.
      await desk.search('Only');
      await expect(desk.row('Only here')).toBeVisible();
      await expect(desk.row('Only there')).toHaveCount(0);
    });

    await test.step('and comes back alone', async () => {
      await desk.close();
      window = await desk.start();
      await expect(desk.row('Only here')).toBeVisible();
      await expect(switcher(window)).toHaveAccessibleDescription(tenant);
      await switcher(window).click();
      await expect(window.getByText(there ?? '')).toHaveCount(0);
    });
  } finally {
    await desk.picture(join('test-results', 'accounts.png'));
    await desk.dispose();
    await other.stop();
  }
});
