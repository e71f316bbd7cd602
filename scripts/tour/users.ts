import { giveProfile } from '../../test/support/desk.ts';
import { busyCustomer, dismissToasts, type Chapter, newCustomer } from './story.ts';

/** The grid of all users, its menus, and the forms of one user. */
export const users: Chapter = async ({ desk, camera }) => {
  const { window } = desk;
  await desk.goTo('Users');
  await desk.row('@nordwind.example').first().waitFor();
  await camera.take(window, 'all-users', 'key');

  await window.getByRole('button', { name: 'Show 5 more columns' }).click();
  await window.getByRole('columnheader', { name: 'Source' }).waitFor();
  await camera.take(window, 'all-users-all-columns');
  await window.getByRole('button', { name: 'Fit columns to the window' }).click();

  await window.getByRole('button', { name: 'Status', exact: true }).click();
  for (const status of ['Invited', 'Invite expired'])
    await window.getByRole('menuitemcheckbox', { name: status }).click();
  await camera.take(window, 'status-filter');
  await window.keyboard.press('Escape');
  await window.getByRole('button', { name: 'Auth', exact: true }).click();
  await window.getByRole('menuitemcheckbox', { name: 'Pending Setup' }).click();
  await window.keyboard.press('Escape');
  await desk.row('Invite expired').first().waitFor();
  await camera.take(window, 'users-filtered', 'key');
  await desk.row('Invite expired').first().getByText('Invite expired').click();
  const panel = window.getByRole('complementary');
  await panel
    .getByRole('listitem')
    .filter({ hasText: 'the user' })
    .or(panel.getByText('Nothing has been recorded'))
    .first()
    .waitFor();
  await camera.take(window, 'person', 'key');
  await panel.getByRole('button', { name: 'Edit' }).click();
  await window.getByText('This person has not yet verified their email address.').waitFor();
  await camera.take(window, 'edit-user-not-verified', 'key');
  await window.getByRole('textbox', { name: 'Department', exact: true }).fill('Night shift');
  await window.evaluate(() => window.close());
  await window.getByRole('dialog', { name: 'Close TenantDesk?' }).waitFor();
  await camera.take(window, 'close-unsaved');
  await window.getByRole('button', { name: 'Keep editing' }).click();
  await window.keyboard.press('Escape');
  await window.getByRole('button', { name: 'Discard changes' }).click();
  await panel.getByRole('button', { name: 'Close' }).click();
  await desk
    .row('Invite expired')
    .first()
    .getByRole('button', { name: /^More options for / })
    .click();
  await window.getByRole('menuitem', { name: 'Resend activation' }).waitFor();
  await camera.take(window, 'user-menu');
  await window.getByRole('menuitem', { name: 'Delete' }).click();
  await window.getByRole('dialog').getByRole('button', { name: 'Cancel' }).waitFor();
  await camera.take(window, 'delete-user');
  await window.keyboard.press('Escape');
  await window.getByRole('button', { name: 'Clear filters' }).click();

  await desk.search('xyz');
  await window.getByText('No user matches').waitFor();
  await camera.take(window, 'users-no-match');
  await window.getByRole('button', { name: 'Clear filters' }).first().click();

  await desk.goTo('Customers');
  await desk.search(busyCustomer);
  await desk.row(busyCustomer).getByText(busyCustomer).first().click();
  await window.getByRole('heading', { name: busyCustomer }).waitFor();
  await window.getByRole('button', { name: 'New user' }).click();
  const form = window.getByRole('dialog', { name: 'New user' });
  await form.getByRole('textbox', { name: 'First name', exact: true }).fill('Ana');
  await form.getByRole('textbox', { name: 'Last name', exact: true }).fill('Ćurić');
  await form.getByRole('textbox', { name: 'Email', exact: true }).fill('ANA.curic@hafen-nord.example');
  await giveProfile(window);
  await form.getByRole('button', { name: 'Save Changes' }).click();
  await form.getByText(`in use already, at ${newCustomer}`).first().waitFor();
  await camera.take(window, 'email-taken', 'key');
  await window.keyboard.press('Escape');
  const leave = window.getByRole('dialog', { name: 'Discard what you typed?' });
  await leave.waitFor();
  await camera.take(window, 'discard');
  await leave.getByRole('button', { name: 'Discard changes' }).click();
  await form.waitFor({ state: 'hidden' });
  await dismissToasts(desk);
};

/** Long names, and names written from right to left. */
export const names: Chapter = async ({ desk, camera }) => {
  const { window } = desk;
  await desk.switchTo('Brückner Kliniken');
  await desk.goTo('Customers');
  await desk.row('מרפאת כרמל').waitFor();
  await camera.take(window, 'customers-right-to-left');
  await desk.row('مستشفى الشارقة').getByText('مستشفى الشارقة').first().click();
  await window.getByRole('heading', { name: 'مستشفى الشارقة' }).waitFor();
  await desk.row('@brueckner.example').first().waitFor();
  await camera.take(window, 'users-many-scripts');
  await desk.row('@brueckner.example').first().getByRole('gridcell').nth(1).click();
  await window.getByRole('complementary').getByText('Created', { exact: true }).waitFor();
  await camera.take(window, 'person-right-to-left');
  await desk.switchTo('Nordwind Facility');
  await desk.goTo('Customers');
  const long = 'Gesellschaft für Gebäudebewirtschaftung';
  await desk.search(long);
  await desk.row(long).getByText(long).first().click();
  await window.getByRole('heading', { name: long }).waitFor();
  await desk.row('@nordwind.example').first().waitFor();
  await desk.row('@nordwind.example').first().getByRole('checkbox').click();
  await camera.take(window, 'long-names');
  await window.getByRole('button', { name: 'Clear selection' }).click();
};
