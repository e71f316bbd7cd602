import { busyCustomer, type Chapter, dismissToasts } from './story.ts';

/** Assign Profiles to many: who loses what, result, undo. */
export const assignProfiles: Chapter = async ({ desk, camera }) => {
  const { window } = desk;
  await desk.goTo('Customers');
  await desk.search(busyCustomer);
  await desk.row(busyCustomer).getByText(busyCustomer).first().click();
  await window.getByRole('heading', { name: busyCustomer }).waitFor();
  const rows = desk.row('@nordwind.example');
  await rows.first().waitFor();
  for (let place = 0; place < 12; place += 1) await rows.nth(place).getByRole('checkbox').click();
  await window.getByText('12 of').waitFor();

  await window.getByRole('button', { name: 'Assign Profiles' }).click();
  const dialog = window.getByRole('dialog', { name: 'Assign Profiles' });
  await dialog.getByRole('combobox', { name: 'Profiles' }).waitFor();
  await camera.take(window, 'assign-profiles-empty');
  await dialog.getByRole('combobox', { name: 'Profiles' }).fill('Supp');
  await window.getByRole('option', { name: 'Supplier' }).click();
  await window.keyboard.press('Escape');
  await dialog.getByText('gain Supplier').first().waitFor();
  await dialog.getByRole('table').getByText('loses').first().waitFor();
  await camera.take(window, 'assign-profiles-losses', 'key');

  const list = dialog.getByRole('region', { name: 'What the plan does to each user' });
  await list.focus();
  await window.keyboard.press('End');
  await dialog.getByText('Losses seen.').waitFor();
  await camera.take(window, 'assign-profiles-ready');
  await dialog.getByRole('button', { name: 'OK' }).click();
  await dialog.getByText(/^Assigned profiles to/u).waitFor();
  await camera.take(window, 'assign-profiles-result', 'key');
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  const toast = window.getByRole('region', { name: 'Messages' }).getByText(/^Assigned profiles to/u);
  await toast.hover();
  await camera.take(window, 'assign-profiles-undo', 'key');
  await window.getByRole('button', { name: 'Undo' }).first().click();
  await window
    .getByText(/^Undone: Replace the profiles/u)
    .first()
    .waitFor();
  await camera.take(window, 'assign-profiles-undone');
  await window.mouse.move(0, 0);
  await dismissToasts(desk);
};

/** A long job over a whole tenant, with progress, and taken back. */
export const deactivateEverybody: Chapter = async ({ desk, camera }) => {
  const { window } = desk;
  const rows = desk.row('@nordwind.example');
  await desk.goTo('Users');
  await rows.first().waitFor();
  await rows.first().getByRole('checkbox').click();
  await window.getByRole('button', { name: /^Select all .* that match/u }).click();
  await window.getByRole('button', { name: 'More actions for the selection' }).click();
  await window.getByRole('menuitem', { name: 'Deactivate' }).waitFor();
  await camera.take(window, 'all-selected');
  await window.getByRole('menuitem', { name: 'Deactivate' }).click();
  await window
    .getByRole('dialog')
    .getByRole('button', { name: /^Deactivate \d+ users/u })
    .waitFor();
  await window.getByRole('dialog').getByText('Will be deactivated').first().waitFor();
  await camera.take(window, 'deactivate-many');
  await window
    .getByRole('dialog')
    .getByRole('button', { name: /^Deactivate \d+ users/u })
    .click();
  await window
    .getByRole('dialog')
    .getByText(/ of \d+ done/u)
    .waitFor();
  await camera.snap(window, 'progress');
  await window
    .getByRole('dialog')
    .getByText(/^Deactivated/u)
    .waitFor({ timeout: 60_000 });
  await camera.take(window, 'deactivated-many');
  await window.getByRole('dialog').getByRole('button', { name: 'Undo' }).click();
  await window
    .getByRole('dialog')
    .getByText(/^Undone for/u)
    .waitFor({ timeout: 60_000 });
  await window.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();
  await window.getByRole('button', { name: 'Clear selection' }).click();
  await dismissToasts(desk);
};
