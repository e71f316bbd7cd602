import { busyCustomer, dismissToasts, newCustomer, type Chapter } from './story.ts';

/** Customers: the grid, its form, its menu, and what a deletion asks. */
export const customers: Chapter = async ({ desk, camera }) => {
  const { window } = desk;
  await desk.goTo('Customers');
  await desk.row(busyCustomer).waitFor();
  await camera.take(window, 'customers', 'key');

  await desk
    .row(busyCustomer)
    .getByRole('button', { name: /^More options for / })
    .click();
  await window.getByRole('menuitem', { name: 'Manage customer users' }).waitFor();
  await camera.take(window, 'customers-menu');
  await window.getByRole('menuitem', { name: 'Delete' }).click();
  const question = window.getByRole('dialog', { name: `Delete ${busyCustomer}` });
  await question.getByRole('radio').first().click();
  await question.getByRole('combobox').waitFor();
  await camera.take(window, 'delete-customer', 'key');
  await question.getByRole('button', { name: 'Cancel' }).click();
  await question.waitFor({ state: 'hidden' });

  await window.getByRole('button', { name: 'New Customer' }).click();
  const form = window.getByRole('dialog', { name: 'New Customer' });
  await form.getByRole('button', { name: 'Save Changes' }).click();
  await form.getByText('This is required.').waitFor();
  await camera.take(window, 'new-customer-missing');
  const values = {
    Title: newCustomer,
    Email: 'office@hafen-nord.example',
    City: 'Kiel',
    Address: 'Kai 7',
    Address2: 'Shed 12',
    'Postal Code': '24103',
  };
  for (const [label, value] of Object.entries(values))
    await form.getByRole('textbox', { name: label, exact: true }).fill(value);
  await form.getByRole('combobox', { name: 'Country' }).fill('Germ');
  await window.getByRole('option', { name: 'Germany' }).click();
  await camera.take(window, 'new-customer', 'key');
  await form.getByRole('button', { name: 'Save Changes' }).click();
  await form.waitFor({ state: 'hidden' });
  await window.getByText(`${newCustomer} was created.`).waitFor();
  await desk.row(newCustomer).waitFor();
  await window.getByText(`${newCustomer} was created.`).hover();
  await camera.take(window, 'customer-created');
  await dismissToasts(desk);

  await desk.search('no such place');
  await window.getByText('No customer matches').waitFor();
  await camera.take(window, 'customers-no-match');
  await window.getByRole('button', { name: 'Clear filters' }).first().click();
};
