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
  await desk.goTo('Customers');

  await window.getByRole('button', { name: 'New Customer' }).click();
  await window.getByRole('textbox', { name: 'Title', exact: true }).fill('Hafen Nord');
  await window.getByRole('textbox', { name: 'City', exact: true }).fill('Kiel');
  await window.getByRole('button', { name: 'Save Changes' }).click();
  await desk.search('Hafen Nord');
  await desk.row('Hafen Nord').getByText('Hafen Nord').click();
  await expect(window.getByRole('heading', { name: 'Hafen Nord' })).toBeVisible();

  for (const [first, last] of [
    ['Ana', 'Ćurić'],
    ['太郎', '山田'],
    ['Layla', 'العلي'],
  ] as const) {
    await window.getByRole('button', { name: 'New user' }).first().click();
    await window.getByRole('textbox', { name: 'First name', exact: true }).fill(first);
    await window.getByRole('textbox', { name: 'Last name', exact: true }).fill(last);
    await window
      .getByRole('textbox', { name: 'Email', exact: true })
      .fill(`${first === '太郎' ? 'taro' : first}@hafen-nord.example`);
    await window.getByRole('button', { name: 'Save Changes' }).click();
    await expect(window.getByRole('button', { name: 'Save Changes' })).toBeHidden();
  }
  await expect(desk.row('Ana@hafen-nord.example')).toContainText('Invited');
  await expect(desk.row('Ana@hafen-nord.example')).toContainText('Pending Setup');

  await desk.activate('Ana@hafen-nord.example', password);
  await expect(desk.row('Ana@hafen-nord.example')).toContainText('Active', { timeout: 40_000 });

  for (const address of ['Ana@', 'taro@', 'Layla@']) await desk.row(address).getByRole('checkbox').click();
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
