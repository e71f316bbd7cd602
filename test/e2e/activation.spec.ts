import { accountOf } from '#test/support/desk.ts';
import { linkIn, mailTo } from '#test/support/mailbox.ts';
import { expect, test } from './fixtures.ts';

const password = 'calm-harbour-under-lanterns';

test('An activation link works once, a fresh one kills the older, and the form warns until then', async ({
  desk,
  backend,
}) => {
  const window = await desk.start();
  await desk.signIn(accountOf(backend, 'Admin', 'Nordwind Facility'));
  await desk.createCustomer('Werft Ost');
  await desk.createUser({ first: 'Ivo', last: 'Balić', email: 'ivo@werft-ost.example' });
  const first = await mailTo(backend.mailbox ?? '', 'ivo@werft-ost.example');
  expect(first.html).toContain('Activate Your Account');

  await desk.rowMenu('ivo@werft-ost.example', 'Edit');
  await expect(window.getByText('This person has not yet verified their email address.')).toBeVisible();
  await expect(window.getByRole('textbox', { name: 'Email', exact: true })).not.toBeEditable();
  await window.getByRole('button', { name: 'Resend activation' }).click();
  const second = await mailTo(backend.mailbox ?? '', 'ivo@werft-ost.example', Date.parse(first.sentAt));
  await window.getByRole('button', { name: 'Close', exact: true }).first().click();

  const older = await desk.browse(linkIn(first));
  await expect(older.getByRole('heading', { name: 'A newer link was sent' })).toBeVisible();

  await desk.activate('ivo@werft-ost.example', password);
  const again = await desk.browse(linkIn(second));
  await expect(again.getByRole('heading', { name: 'This link was already used' })).toBeVisible();
});
