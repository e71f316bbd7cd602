import { createColleague } from '#test/support/colleague.ts';
import { accountOf, giveProfile } from '#test/support/desk.ts';
import { expect, test } from './fixtures.ts';

test('An address of another customer is refused beside its field, which says where it lives; nothing typed is lost', async ({
  desk,
  backend,
}) => {
  const window = await desk.start();
  await desk.signIn(accountOf(backend, 'Admin', 'Nordwind Facility'));
  await desk.createCustomer('Depot Süd');
  await desk.createUser({ first: 'Rosa', last: 'Ferri', email: 'rosa@depot.example' });
  await desk.createCustomer('Depot Nord');

  await window.getByRole('button', { name: 'New user' }).first().click();
  await window.getByRole('textbox', { name: 'First name', exact: true }).fill('Rosa');
  await window.getByRole('textbox', { name: 'Last name', exact: true }).fill('Ferri');
  await window.getByRole('textbox', { name: 'Email', exact: true }).fill('ROSA@depot.example');
  await giveProfile(window);
  await window.getByRole('button', { name: 'Save Changes' }).click();
  await expect(window.getByRole('button', { name: 'Open Depot Süd' })).toBeVisible();
  await expect(window.getByRole('textbox', { name: 'Last name', exact: true })).toHaveValue('Ferri');
  await expect(window.getByRole('textbox', { name: 'Email', exact: true })).toHaveAttribute(
    'aria-invalid',
    'true',
  );
});

test('One user is deleted and restored; several are deleted by a plan that says so, and undone; the recycle bin gives back or forgets', async ({
  desk,
  backend,
}) => {
  const window = await desk.start();
  await desk.signIn(accountOf(backend, 'Admin', 'Nordwind Facility'));
  await desk.createCustomer('Lager Mitte');
  for (const name of ['eins', 'zwei', 'drei']) {
    await desk.createUser({ first: name, last: 'Probe', email: `${name}@lager.example` });
  }

  await desk.rowMenu('eins@lager.example', 'Delete');
  await expect(window.getByText('The recycle bin keeps the data for 30 days.')).toBeVisible();
  await window
    .getByRole('dialog')
    .getByRole('button', { name: /^Delete/u })
    .click();
  await expect(desk.row('eins@lager.example')).toBeHidden();
  await window.getByRole('button', { name: 'Undo' }).click();
  await expect(desk.row('eins@lager.example')).toBeVisible();

  await window.getByRole('checkbox', { name: 'Select all rows of this page' }).click();
  await expect(window.getByText('3 of 3 row(s) selected')).toBeVisible();
  await window.getByRole('button', { name: 'More actions for the selection' }).click();
  await window.getByRole('menuitem', { name: 'Delete', exact: true }).click();
  await window.getByRole('button', { name: 'Delete 3 users' }).click();
  await expect(window.getByRole('dialog').getByText('Deleted 3 users')).toBeVisible();
  await window.getByRole('dialog').getByRole('button', { name: 'Undo' }).click();
  await expect(window.getByRole('dialog').getByText('Undone for 3 users')).toBeVisible();
  await window.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();
  await expect(desk.row('drei@lager.example')).toBeVisible();

  for (const name of ['eins', 'zwei', 'drei']) {
    await desk.rowMenu(`${name}@lager.example`, 'Delete');
    await window
      .getByRole('dialog')
      .getByRole('button', { name: /^Delete/u })
      .click();
    await expect(desk.row(`${name}@lager.example`)).toBeHidden();
  }
  await window.getByRole('button', { name: 'New user' }).first().click();
  await window.getByRole('textbox', { name: 'Email', exact: true }).fill('EINS@lager.example');
  await window.getByRole('button', { name: 'Restore eins Probe' }).click();
  await window.getByRole('button', { name: 'Discard changes' }).click();
  await expect(window.getByRole('complementary', { name: 'eins Probe, details' })).toBeVisible();

  await desk.goTo('Recycle bin');
  await desk.search('lager');
  await desk.rowMenu('zwei@lager.example', 'Delete for good');
  const question = window.getByRole('dialog', { name: 'Delete zwei Probe for good' });
  await question.getByRole('button', { name: 'Delete for good' }).click();
  await expect(desk.row('zwei@lager.example')).toBeHidden();
  await window.getByRole('checkbox', { name: 'Select all rows of this page' }).click();
  await window.getByRole('button', { name: 'Restore', exact: true }).click();
  await window.getByRole('button', { name: 'Restore 1 user' }).click();
  await expect(window.getByRole('dialog').getByText('Restored 1 user')).toBeVisible();
  await window.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();
  await expect(desk.row('drei@lager.example')).toBeHidden();
});

test('A deactivated user is out and can be activated again, and the audit log tells of it', async ({
  desk,
  backend,
}) => {
  const window = await desk.start();
  await desk.signIn(accountOf(backend, 'Admin', 'Nordwind Facility'));
  await desk.createCustomer('Kran Eins');
  await desk.createUser({ first: 'Olli', last: 'Aho', email: 'olli@kran.example' });
  await desk.activate('olli@kran.example', 'calm-harbour-under-lanterns');

  await expect(desk.row('olli@kran.example')).toContainText('Active');

  await desk.row('olli@kran.example').getByText('olli@kran.example').click();
  const panel = window.getByRole('complementary', { name: 'Olli Aho, details' });
  await expect(panel.getByRole('status')).toContainText('Active');
  await expect(panel.getByText('Activated the account of Olli Aho by the mailed link')).toBeVisible();
  await expect(panel.getByText('Created Olli Aho')).toBeVisible();
  await window.keyboard.press('e');
  await expect(window.getByRole('dialog', { name: 'Edit Olli Aho' })).toBeVisible();
  await window.keyboard.press('Escape');
  await expect(panel).toBeVisible();
  await panel.getByRole('button', { name: 'Deactivate' }).click();
  const question = window.getByRole('dialog', { name: 'Deactivate Olli Aho' });
  await expect(question).toBeVisible();
  // The question stands there for another state of this person: it notices, and pressing again goes on.
  const mara = await createColleague(
    backend.url,
    accountOf(backend, 'Admin', 'Meridian Services'),
    'Nordwind Facility',
  );
  await mara.changeUser('olli@kran.example', { jobTitle: 'Crane driver' });
  await question.getByRole('button', { name: /^Deactivate/u }).click();
  await expect(window.getByText('Someone changed this person in the meantime.')).toBeVisible();
  await window
    .getByRole('dialog')
    .getByRole('button', { name: /^Deactivate/u })
    .click();
  await expect(desk.row('olli@kran.example')).toContainText('Disabled');
  await window.getByRole('button', { name: 'Undo' }).click();
  await expect(desk.row('olli@kran.example')).toContainText('Active');

  await panel.getByRole('button', { name: 'Show all' }).click();
  const log = window.getByRole('table', { name: 'Audit log' });
  await expect(log.getByText('Deactivated Olli Aho')).toBeVisible();
  await log.getByText('Changed Job title of Olli Aho').click();
  await expect(log.getByText('Crane driver')).toBeVisible();
  await window.getByRole('searchbox', { name: 'Names and values' }).fill('crane DRIVER');
  await expect(log.getByText('Deactivated Olli Aho')).toBeHidden();
  await log.getByRole('button', { name: 'Open Olli Aho' }).click();
  await expect(panel.getByRole('status')).toContainText('Active');
});

test('A form stays with its tenant: switching and closing with unsaved input ask first', async ({
  desk,
  backend,
}) => {
  const window = await desk.start();
  await desk.signIn(accountOf(backend, 'Admin', 'Meridian Services'));
  await desk.switchTo('Nordwind Facility');
  await desk.goTo('Customers');
  await window.getByRole('button', { name: 'New Customer' }).first().click();
  await window.getByRole('textbox', { name: 'Title', exact: true }).fill('Halb getippt');

  await window.getByRole('button', { name: 'Customer switcher' }).click();
  const list = window.getByRole('dialog', { name: 'Choose a tenant' });
  await list.getByRole('combobox').fill('Aoyama Logistics');
  await list.getByRole('option', { name: 'Aoyama Logistics' }).first().click();
  const question = window.getByRole('dialog', { name: 'Switch to Aoyama Logistics?' });
  await expect(question).toBeVisible();
  await question
    .getByRole('button', { name: 'Cancel' })
    .or(question.getByRole('button', { name: 'Keep editing' }))
    .click();
  await expect(window.getByRole('textbox', { name: 'Title', exact: true })).toHaveValue('Halb getippt');
  await expect(window).toHaveTitle(/Nordwind Facility/u);

  // Closing the console asks as well; the answer that the desk gives is to keep it.
  await desk.close();
  const again = await desk.start();
  await expect(again.getByText('You had begun “New Customer” at Nordwind Facility')).toBeVisible();
});
