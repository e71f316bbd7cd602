import { type Chapter, dismissToasts } from './story.ts';

/** What one works in all day: finding a person, notes, what runs and ran, who was deleted, and what was done. */
export const everyDay: Chapter = async ({ desk, camera }) => {
  const { window } = desk;
  const find = window.getByRole('combobox', { name: 'Find a person in every tenant' });
  await find.fill('an');
  await window.getByRole('option').nth(3).waitFor();
  await camera.take(window, 'find-person', 'key');
  await window.keyboard.press('Escape');
  await find.fill('');

  await window.getByRole('button', { name: 'Customer switcher' }).click();
  await window.getByRole('combobox', { name: 'Filter by name or code' }).fill('cold');
  await window
    .getByRole('option', { name: /Aoyama/u })
    .first()
    .waitFor();
  await camera.take(window, 'switcher-sub-tenant');
  await window.keyboard.press('Escape');

  await desk.goTo('Users');
  await desk.search('@hafen-nord.example');
  const row = desk.row('@hafen-nord.example').first();
  await row.getByRole('gridcell').nth(1).click();
  const panel = window.getByRole('complementary');
  await panel.getByRole('button', { name: 'Add note' }).click();
  const note = window.getByRole('textbox', { name: 'Note' });
  await note.fill('Called at nine: lost the phone with the authenticator.\nNew one arrives on Monday.');
  await camera.take(window, 'new-note');
  await window.getByRole('button', { name: 'Save Changes' }).click();
  await panel.getByText('New one arrives on Monday.').waitFor();
  await panel.getByText('New one arrives on Monday.').scrollIntoViewIfNeeded();
  await dismissToasts(desk);
  await camera.take(window, 'person-notes', 'key');
  await panel.getByRole('button', { name: 'Edit' }).click();
  const form = window.getByRole('dialog', { name: /^Edit / });
  await form.getByRole('textbox', { name: 'Last name', exact: true }).fill('\u0421uric');
  await form.getByRole('button', { name: 'Add phone' }).click();
  await form.getByRole('textbox', { name: 'Phone 1', exact: true }).fill('+49 4');
  await form.getByText('This looks too short for its country.').waitFor();
  await camera.take(window, 'odd-values');
  await window.keyboard.press('Escape');
  await window.getByRole('button', { name: 'Discard changes' }).click();
  await panel.getByRole('button', { name: 'Close' }).click();

  await window.getByRole('checkbox', { name: 'Select all rows of this page' }).click();
  await window.getByRole('button', { name: 'More actions for the selection' }).click();
  await window.getByRole('menuitem', { name: 'Delete' }).click();
  const plan = window.getByRole('dialog', { name: /^Delete / });
  await plan.getByRole('button', { name: /^Delete \d+ user/u }).waitFor();
  await camera.take(window, 'delete-plan', 'key');
  await plan.getByRole('button', { name: /^Delete \d+ user/u }).click();
  await plan.getByText(/^Deleted \d+ user/u).waitFor();
  await plan.getByRole('button', { name: 'Close' }).last().click();
  await window.getByRole('button', { name: 'Jobs', exact: true }).click();
  await window
    .getByRole('dialog', { name: 'Jobs' })
    .getByText(/^Delete \d+ user/u)
    .first()
    .waitFor();
  await dismissToasts(desk);
  await camera.take(window, 'jobs', 'key');
  await window.keyboard.press('Escape');

  await desk.goTo('Recycle bin');
  await desk.row('@hafen-nord.example').first().waitFor();
  await camera.take(window, 'recycle-bin', 'key');
  await window.getByRole('checkbox', { name: 'Select all rows of this page' }).click();
  await window.getByRole('button', { name: 'Restore', exact: true }).first().click();
  const restore = window.getByRole('dialog', { name: /^Restore / });
  await restore.getByRole('button', { name: /^Restore \d+ user/u }).click();
  await restore.getByText(/^Restored \d+ user/u).waitFor();
  await camera.take(window, 'restored');
  await restore.getByRole('button', { name: 'Close' }).last().click();
  await dismissToasts(desk);
  await desk.goTo('Users');
  await window.getByRole('button', { name: 'Clear filters' }).first().click();
};
