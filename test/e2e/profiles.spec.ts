import { accountOf } from '#test/support/desk.ts';
import { expect, test } from './fixtures.ts';

test('Profiles are created, cloned, edited and deleted, who holds one is named first; a System profile says why it stays as it is', async ({
  desk,
  backend,
}) => {
  const window = await desk.start();
  await desk.signIn(accountOf(backend, 'Admin', 'Nordwind Facility'));
  const drawer = window.getByRole('dialog');
  const save = drawer.getByRole('button', { name: 'Save Changes' });
  const systemReason = "System profiles come from a product and can't be changed. Clone it to make your own.";

  await test.step('create', async () => {
    await desk.goTo('Profiles');
    await window.getByRole('button', { name: 'New profile' }).click();
    await drawer.getByRole('textbox', { name: 'Name', exact: true }).fill('Pier inspection');
    await save.click();
    // A profile that opens nothing is none.
    await expect(drawer.getByRole('alert').first()).toBeVisible();
    await drawer.getByRole('checkbox', { name: 'Inspections', exact: true }).check();
    await save.click();
    await expect(drawer).toBeHidden();
    await expect(desk.row('Pier inspection')).toContainText('Custom');
  });

  await test.step('a System profile can be read and cloned, not edited', async () => {
    await desk
      .row('Supplier')
      .getByRole('button', { name: /^More options for / })
      .click();
    const edit = window.getByRole('menuitem', { name: 'Edit', exact: true });
    await expect(edit).toHaveAttribute('aria-disabled', 'true');
    await edit.hover();
    await expect(window.getByRole('tooltip').filter({ hasText: systemReason })).toBeVisible();
    await window.keyboard.press('Escape');
    await desk.row('Supplier').getByRole('button', { name: 'Supplier', exact: true }).click();
    await expect(drawer.getByText(systemReason).first()).toBeVisible();
    await expect(drawer.getByRole('textbox', { name: 'Name', exact: true })).not.toBeEditable();
    await expect(save).toBeHidden();
    await drawer.getByRole('button', { name: 'Close' }).last().click();
    await desk.rowMenu('Supplier', 'Clone');
    await expect(drawer.getByRole('textbox', { name: 'Name', exact: true })).toHaveValue('Supplier (copy)');
    await drawer.getByRole('textbox', { name: 'Name', exact: true }).fill('Pier inspection');
    await save.click();
    await expect(drawer.getByText('This name is in use already.').first()).toBeVisible();
    await drawer.getByRole('textbox', { name: 'Name', exact: true }).fill('Pier supplier');
    await save.click();
    await expect(desk.row('Pier supplier')).toContainText('Custom');
  });

  await test.step('who holds it is named before edit and deletion', async () => {
    await desk.createCustomer('Pier 3');
    await desk.createUser({ first: 'Nell', last: 'Quay', email: 'nell@pier.example' });
    await desk.rowMenu('nell@', 'Edit');
    await drawer.getByRole('combobox', { name: 'Profiles' }).fill('Pier supplier');
    await window.getByRole('option', { name: 'Pier supplier' }).click();
    await save.click();
    await expect(drawer).toBeHidden();
    await expect(desk.row('nell@')).toContainText('Pier supplier');

    await desk.goTo('Profiles');
    await desk.rowMenu('Pier supplier', 'Edit');
    await expect(
      drawer.getByText('1 person holds this profile; changes apply to them at once.'),
    ).toBeVisible();
    await drawer.getByRole('textbox', { name: 'Name', exact: true }).fill('Pier partner');
    await save.click();
    await expect(desk.row('Pier partner')).toBeVisible();

    await desk.rowMenu('Pier partner', 'Delete');
    await expect(
      drawer.getByText("1 person holds this profile and loses it. It can't be restored."),
    ).toBeVisible();
    await expect(drawer.getByRole('listitem').filter({ hasText: 'Nell Quay' })).toBeVisible();
    await drawer.getByRole('button', { name: 'Delete and take from 1 person' }).click();
    await expect(desk.row('Pier partner')).toBeHidden();
    await desk.goTo('Users');
    await desk.search('nell@pier.example');
    await expect(desk.row('nell@')).toContainText('Invited');
    await expect(desk.row('nell@')).not.toContainText('Pier partner');
  });
});
