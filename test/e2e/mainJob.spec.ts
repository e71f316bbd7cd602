import { accountOf } from '#test/support/desk.ts';
import { expect, test } from './fixtures.ts';

const password = 'calm-harbour-under-lanterns';

test('A provider admin picks a customer, creates people, activates one, assigns profiles to three and undoes it', async ({
  desk,
  backend,
}) => {
  const window = await desk.start();
  await desk.signIn(accountOf(backend, 'Admin'));

  await desk.switchTo('Nordwind Facility');
  await expect(window).toHaveTitle(/Nordwind Facility/u);
  await desk.createCustomer('Hafen Nord');
  for (const person of [
    { first: 'Ana', last: 'Ćurić', email: 'ana@hafen-nord.example' },
    { first: '太郎', last: '山田', email: 'taro@hafen-nord.example' },
    { first: 'Layla', last: 'العلي', email: 'layla@hafen-nord.example' },
  ]) {
    await desk.createUser(person);
  }
  await expect(desk.row('ana@hafen-nord.example')).toContainText('Invited');
  await expect(desk.row('ana@hafen-nord.example')).toContainText('Pending Setup');

  await desk.activate('ana@hafen-nord.example', password);
  await desk.refresh();
  await expect(desk.row('ana@hafen-nord.example')).toContainText('Active');

  for (const address of ['ana@', 'taro@', 'layla@']) await desk.row(address).getByRole('checkbox').click();
  await expect(window.getByText('3 of 3 row(s) selected')).toBeVisible();

  await window.getByRole('button', { name: 'Assign Profiles' }).click();
  const dialog = window.getByRole('dialog', { name: 'Assign Profiles' });
  await expect(
    dialog.getByText('The selected profiles will be applied to the selected customer users.'),
  ).toBeVisible();
  await dialog.getByRole('combobox', { name: 'Profiles' }).click();
  await window.getByRole('option', { name: 'Supplier' }).click();
  await window.keyboard.press('Escape');
  await expect(dialog.getByText('3 gain Supplier')).toBeVisible();
  await dialog.getByRole('button', { name: 'OK' }).click();
  await expect(dialog.getByText('Assigned profiles to 3 users')).toBeVisible();
  await expect(dialog.getByRole('row', { name: /Ana Ćurić.*Done/u })).toBeVisible();
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await expect(desk.row('taro@')).toContainText('Supplier');

  await window.getByRole('button', { name: 'Undo' }).first().click();
  await expect(desk.row('taro@')).not.toContainText('Supplier');
});
