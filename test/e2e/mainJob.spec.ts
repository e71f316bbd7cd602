import { countClicks } from '#test/support/clicks.ts';
import { accountOf } from '#test/support/desk.ts';
import { expect, test } from './fixtures.ts';

const password = 'calm-harbour-under-lanterns';

const people = [
  { first: 'Ana', last: 'Ćurić', email: 'ana@hafen-nord.example' },
  { first: '太郎', last: '山田', email: 'taro@hafen-nord.example' },
  { first: 'Layla', last: 'العلي', email: 'layla@hafen-nord.example' },
] as const;

test('A provider admin picks a tenant, creates people and assigns profiles to three in 14 clicks, activates one, undoes it, and finds one from another tenant', async ({
  desk,
  backend,
}) => {
  const window = await desk.start();
  await desk.signIn(accountOf(backend, 'Admin'));
  const press = (name: string) => window.getByRole('button', { name, exact: true }).first().click();
  const field = (name: string) => window.getByRole('textbox', { name, exact: true });

  await window.getByRole('button', { name: 'Customer switcher' }).waitFor();
  const clicks = await countClicks(window);
  await desk.switchTo('Nordwind Facility');
  await expect(window).toHaveTitle(/Nordwind Facility/u);

  await press('New Customer');
  await field('Title').fill('Hafen Nord');
  await press('Save Changes');
  await press('Manage customer users');
  await window.getByRole('heading', { level: 1, name: 'Hafen Nord' }).waitFor();

  await press('New user');
  for (const { first, last, email } of people) {
    await field('First name').fill(first);
    await field('Last name').fill(last);
    await field('Email').fill(email);
    if (email === people[0].email) {
      // What the first one is given the next form begins with.
      await window.getByRole('combobox', { name: 'Profiles' }).fill('Client');
      await window.keyboard.press('Enter');
    }
    await press(email === people[2].email ? 'Save Changes' : 'Save and add another');
    await expect(desk.row(email)).toContainText('Invited');
  }
  await expect(desk.row('ana@hafen-nord.example')).toContainText('Pending Setup');

  await window.getByRole('checkbox', { name: 'Select all rows of this page' }).click();
  await expect(window.getByText('3 of 3 row(s) selected')).toBeVisible();
  await press('Assign Profiles');
  const dialog = window.getByRole('dialog', { name: 'Assign Profiles' });
  await expect(
    dialog.getByText('The selected profiles will be applied to the selected customer users.'),
  ).toBeVisible();
  await dialog.getByRole('combobox', { name: 'Profiles' }).fill('Supplier');
  await window.getByRole('option', { name: 'Supplier' }).click();
  await expect(dialog.getByText('3 gain Supplier')).toBeVisible();
  await expect(dialog.getByText('3 lose Client')).toBeVisible();
  // The list that lies over those who lose something is no look at them.
  await expect(dialog.getByText('Look through the losses to enable OK.')).toBeVisible();
  await window.keyboard.press('Escape');
  await expect(dialog.getByText('Losses seen.')).toBeVisible();
  await dialog.getByRole('button', { name: 'OK' }).click();
  await expect(dialog.getByText('Assigned profiles to 3 users')).toBeVisible();
  expect(await clicks()).toBeLessThanOrEqual(14);

  await expect(
    dialog.getByRole('row', { name: /Ana Ćurić.*Done.*gains Supplier.*loses Client/u }),
  ).toBeVisible();
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await expect(desk.row('taro@')).toContainText('Supplier');

  await desk.activate('ana@hafen-nord.example', password);
  await desk.refresh();
  await expect(desk.row('ana@hafen-nord.example')).toContainText('Active');

  // The toast that offered it may have gone by now.
  await window.keyboard.press('Control+z');
  await expect(window.getByText('Undone: Replace the profiles of 3 users with Supplier')).toBeVisible();
  await expect(desk.row('taro@')).not.toContainText('Supplier');

  // Found from another tenant, opened where the person is, and back to where one was.
  await desk.switchTo('Brückner Kliniken');
  await window.getByRole('combobox', { name: 'Find a person in every tenant' }).fill('山田 hafen nord');
  await expect(window.getByRole('option', { name: /taro@hafen-nord/u })).toBeVisible();
  await window.keyboard.press('Enter');
  await expect(window).toHaveTitle('Nordwind Facility · Users — TenantDesk');
  await expect(window.getByRole('complementary', { name: /太郎 山田/u })).toBeVisible();
  await window.evaluate(() => document.dispatchEvent(new MouseEvent('mouseup', { button: 3 })));
  await expect(window).toHaveTitle(/^Brückner Kliniken/u);
});
