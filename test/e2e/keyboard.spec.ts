import type { Page } from '@playwright/test';
import { accountOf } from '#test/support/desk.ts';
import { expect, test } from './fixtures.ts';

/** Tab by Tab, as a person would, until the focus is in the grid. */
async function tabIntoGrid(window: Page): Promise<void> {
  for (let presses = 0; presses < 10; presses += 1) {
    await window.keyboard.press('Tab');
    if ((await window.locator('[role=grid]:focus-within').count()) > 0) return;
  }
  throw new Error('Ten presses of Tab did not reach the grid.');
}

test('The keyboard alone picks a customer, creates a person, and assigns a profile', async ({
  desk,
  backend,
}) => {
  const window = await desk.start();
  await desk.signIn(accountOf(backend, 'Admin', 'Meridian Services'));
  const { keyboard } = window;
  await expect(window.getByText('Choose a customer to manage')).toBeVisible();
  await keyboard.type('Brückner');
  await keyboard.press('Enter');
  await expect(window).toHaveTitle(/Brückner Kliniken/u);

  // N new, in the screen that is in view: customers.
  await expect(window.getByRole('row').nth(1)).toBeVisible();
  await keyboard.press('n');
  await expect(window.getByRole('textbox', { name: 'Title', exact: true })).toBeFocused();
  await keyboard.type('Nur Tasten');
  await keyboard.press('Enter');
  await expect(window.getByRole('dialog')).toBeHidden();
  await keyboard.press('/');
  await expect(window.getByRole('searchbox')).toBeFocused();
  await keyboard.type('Nur Tasten');
  await expect(window.getByRole('row')).toHaveCount(2);
  await tabIntoGrid(window);
  await keyboard.press('ArrowDown');
  await keyboard.press('Enter');
  await expect(window.getByRole('heading', { level: 1, name: 'Nur Tasten' })).toBeVisible();

  await keyboard.press('n');
  await expect(window.getByRole('textbox', { name: 'First name', exact: true })).toBeFocused();
  await keyboard.type('Tipp');
  await keyboard.press('Tab');
  await keyboard.type('Meister');
  await keyboard.press('Tab');
  await keyboard.type('tipp@tasten.example');
  await keyboard.press('Enter');
  await expect(window.getByRole('dialog')).toBeHidden();
  await expect(desk.row('tipp@tasten.example')).toBeVisible();

  await keyboard.press('/');
  await tabIntoGrid(window);
  await keyboard.press('ArrowDown');
  await keyboard.press('Space');
  await expect(window.getByText('1 of 1 row(s) selected')).toBeVisible();
  await window.getByRole('button', { name: 'Assign Profiles' }).focus();
  await keyboard.press('Enter');
  const dialog = window.getByRole('dialog', { name: 'Assign Profiles' });
  await expect(dialog.getByRole('combobox', { name: 'Profiles' })).toBeFocused();
  await keyboard.type('Client');
  await keyboard.press('ArrowDown');
  await keyboard.press('Enter');
  await expect(dialog.getByText('1 gains Client')).toBeVisible();
  await dialog.getByRole('button', { name: 'OK' }).focus();
  await keyboard.press('Enter');
  await expect(dialog.getByText('Assigned profiles to 1 user')).toBeVisible();
  await keyboard.press('Escape');
  await expect(desk.row('tipp@tasten.example')).toContainText('Client');
});
