import { linkIn, mailTo } from '../../test/support/mailbox.ts';
import { dismissToasts, newCustomer, type Chapter } from './story.ts';

const people = [
  ['Ana', 'Ćurić', 'ana.curic@hafen-nord.example'],
  ['太郎', '山田', 'taro.yamada@hafen-nord.example'],
  ['Layla', 'العلي', 'layla.alali@hafen-nord.example'],
] as const;

/** From an empty customer to three users, one of them active. */
export const newUsers: Chapter = async ({ backend, desk, camera }) => {
  const { window } = desk;
  await desk.goTo('Customers');
  await desk.search(newCustomer);
  await desk.row(newCustomer).getByText(newCustomer).click();
  await window.getByText('No users yet').waitFor();
  await camera.take(window, 'no-users-yet', 'key');

  const form = window.getByRole('dialog', { name: 'New user' });
  for (const [first, last, email] of people) {
    await window.getByRole('button', { name: 'New user' }).first().click();
    await form.getByRole('textbox', { name: 'First name', exact: true }).fill(first);
    await form.getByRole('textbox', { name: 'Last name', exact: true }).fill(last);
    await form.getByRole('textbox', { name: 'Email', exact: true }).fill(email);
    if (first === 'Ana') await fillEverything();
    else await give('Client');
    await form.getByRole('button', { name: 'Save Changes' }).click();
    await form.waitFor({ state: 'hidden' });
  }

  async function give(profile: string): Promise<void> {
    await form.getByRole('combobox', { name: 'Profiles' }).fill(profile);
    await window.getByRole('option', { name: profile }).click();
  }

  async function fillEverything(): Promise<void> {
    for (const profile of ['Facility Manager', 'Night shift']) await give(profile);
    await form.getByRole('combobox', { name: 'Role(s)' }).fill('View');
    await window.getByRole('option', { name: 'Viewer' }).click();
    await form.getByRole('textbox', { name: 'Job title' }).fill('Harbour master');
    await form.getByRole('textbox', { name: 'Department' }).fill('Operations');
    await form.getByRole('button', { name: 'Add phone' }).click();
    await form.getByRole('textbox', { name: 'Phone 1' }).fill('+49 431 555 0117');
    await form.getByRole('heading', { name: 'New user' }).click();
    await form.getByRole('textbox', { name: 'First name' }).scrollIntoViewIfNeeded();
    await camera.take(window, 'new-user', 'key');
    await form.getByRole('combobox', { name: 'Currency' }).scrollIntoViewIfNeeded();
    await camera.take(window, 'new-user-rest');
  }

  await dismissToasts(desk);
  const [, , email] = people[0];
  await desk.row(email).getByText('Invited').waitFor();
  await camera.take(window, 'users-invited');

  const mailbox = await desk.browse(backend.mailbox ?? '');
  await mailbox.getByText(email).waitFor();
  await camera.take(mailbox, 'mailbox');
  await mailbox.getByRole('row').filter({ hasText: email }).getByRole('link').click();
  await mailbox.frameLocator('iframe').getByRole('link', { name: 'Activate Your Account' }).waitFor();
  await camera.take(mailbox, 'activation-mail', 'key');
  await mailbox.context().close();

  const page = await desk.browse(linkIn(await mailTo(backend.mailbox ?? '', email)));
  await page.getByLabel('New password', { exact: true }).waitFor();
  await camera.take(page, 'activation-page', 'key');
  const password = 'calm-harbour-under-lanterns';
  await page.getByLabel('New password', { exact: true }).fill(password);
  await page.getByLabel('Repeat the password').fill(password);
  await page.getByRole('button', { name: 'Activate account' }).click();
  await page.getByText('Your account is active').waitFor();
  await camera.take(page, 'activated');
  await page.context().close();
  await desk.row(email).getByText('Active', { exact: true }).waitFor({ timeout: 60_000 });

  for (const [, , address] of people) await desk.row(address).getByRole('checkbox').click();
  await window.getByText('3 of 3 row(s) selected').waitFor();
  await camera.take(window, 'three-selected', 'key');
};
