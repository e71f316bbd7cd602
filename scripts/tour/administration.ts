import { type Chapter, dismissToasts } from './story.ts';

/** Profiles, products and processes, the audit log, and the list of keys. */
export const administration: Chapter = async ({ desk, camera }) => {
  const { window } = desk;
  await desk.goTo('Profiles');
  await desk.row('Facility Manager').waitFor();
  await camera.take(window, 'profiles', 'key');
  await window.getByRole('button', { name: 'New profile' }).click();
  const form = window.getByRole('dialog', { name: 'New profile' });
  await form.getByRole('textbox', { name: 'Name', exact: true }).fill('Harbour inspections');
  for (const process of ['Inspections', 'Work orders', 'Certificates'])
    await form.getByRole('checkbox', { name: process, exact: true }).check();
  await camera.take(window, 'new-profile', 'key');
  await form.getByRole('button', { name: 'Save Changes' }).click();
  await form.waitFor({ state: 'hidden' });
  await dismissToasts(desk);
  await desk
    .row('Night shift')
    .getByRole('button', { name: /^More options for / })
    .click();
  await window.getByRole('menuitem', { name: 'Delete' }).click();
  const question = window.getByRole('dialog', { name: 'Delete Night shift' });
  await question.getByRole('button', { name: /^Delete and take from/u }).waitFor();
  await camera.take(window, 'delete-profile');
  await question.getByRole('button', { name: 'Cancel' }).click();

  await desk.goTo('Products and processes');
  await window.getByText('Facility Suite').first().waitFor();
  await camera.take(window, 'products');

  await desk.goTo('Audit log');
  await desk.row('Assigned').first().waitFor();
  await window.getByText('Chain intact').waitFor();
  await desk.row('Assigned').first().click();
  await camera.take(window, 'audit-log', 'key');

  await window.keyboard.press('?');
  await window.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
  await camera.take(window, 'keys');
  await window.keyboard.press('Escape');
};
