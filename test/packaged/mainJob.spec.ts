import { readdir } from 'node:fs/promises';
import { accountOf } from '#test/support/desk.ts';
import { filesWith } from '#test/support/profileFolder.ts';
import { expect, test } from './fixtures.ts';

const password = 'calm-harbour-under-lanterns';
// In letters that every keyboard has: others are the matter of test/e2e.
const people = [
  { 'First name': 'Ana', 'Last name': 'Curic', Email: 'ana@hafen-nord.example' },
  { 'First name': 'Taro', 'Last name': 'Yamada', Email: 'taro@hafen-nord.example' },
  { 'First name': 'Layla', 'Last name': 'Haddad', Email: 'layla@hafen-nord.example' },
];

test('By screen reader and keyboard, a provider admin picks a customer, creates people, activates one, assigns profiles to three, undoes it, and reads all of it after a restart, though nobody else can @security', async ({
  desk,
  backend,
  home,
}) => {
  const admin = accountOf(backend.ready, 'Admin');
  await desk.start();
  await desk.signIn(admin);

  await desk.switchTo('Nordwind Facility');
  await desk.createCustomer('Hafen Nord');
  for (const person of people) await desk.createUser(person);
  await desk.row('ana@').waitForText('Invited');
  await desk.row('ana@').waitForText('Pending Setup');

  await desk.activate('ana@hafen-nord.example', password);
  await desk.find('button', /^as of/u).press();
  await desk.row('ana@').waitForText('Active');

  for (const { Email } of people) await desk.row(Email).find('checkbox').press();
  await desk.find('static', '3 of 3 row(s) selected').waitFor();
  await desk.find('button', 'Assign Profiles').press();
  const dialog = desk.find('dialog', 'Assign Profiles');
  await dialog.waitForText('The selected profiles will be applied to the selected customer users.');
  await desk.giveProfile(dialog, 'Supplier');
  await dialog.waitForText('3 gain Supplier');
  await dialog.find('button', 'OK').press();
  await dialog.waitForText('Assigned profiles to 3 users');
  await dialog.find('row', /Ana Curic.*Done/u).waitFor();
  await dialog.find('button', 'Close').press();
  await desk.row('taro@').waitForText('Supplier');

  await desk.find('button', 'Undo').press();
  await desk.row('taro@').waitForNoText('Supplier');

  await desk.quit();
  const secrets = [
    admin.email,
    'Hafen Nord',
    ...people.flatMap(({ Email, ...name }) => [Email, name['Last name']]),
  ];
  expect(await filesWith(home, secrets), 'files with a word in clear').toEqual([]);

  // Still signed in, and the rows come from the copy: there is nobody else to ask.
  await backend.stop();
  await desk.start();
  await desk.row('taro@').waitFor();
  await desk.find('status', /The backend can't be reached/u).waitFor();

  await desk.find('button', 'Account').press();
  await desk.find('button', 'Sign out').press();
  await desk.find('button', 'Sign out and remove local data').press();
  await desk.find('button', 'Sign in').waitFor();
  expect(await desk.app.reader.describe()).not.toContain('hafen-nord');
  const left = await readdir(home, { recursive: true });
  expect(left.filter((file) => file.endsWith('copy.db') || file.endsWith('.snapshot'))).toEqual([]);
});
