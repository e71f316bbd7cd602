import { join } from 'node:path';
import { startBackend } from '../../scripts/runtime/backend.ts';
import { accountOf, createDesk } from '#test/support/desk.ts';
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

test('An expired activation link says so and changes nothing', async ({ folder }) => {
  const data = join(folder, 'database');
  const log = join('test-results', 'backend-of-yesterday.log');
  const today = await startBackend({ args: ['--port', '0', '--data', data, '--demo', 'small'], log });
  const desk = createDesk({ backend: today.ready, folder: join(folder, 'profile') });
  let tomorrow: Awaited<ReturnType<typeof startBackend>> | undefined;
  try {
    await desk.start();
    await desk.signIn(accountOf(today.ready, 'Admin', 'Nordwind Facility'));
    await desk.createCustomer('Kai West');
    await desk.createUser({ first: 'Mira', last: 'Novak', email: 'mira@kai-west.example' });
    const link = linkIn(await mailTo(today.ready.mailbox ?? '', 'mira@kai-west.example'));
    await today.stop();

    // The same backend two hours later: its process sees a shifted clock.
    tomorrow = await startBackend({
      args: ['--port', new URL(today.ready.url).port, '--data', data],
      log,
      env: {
        ...process.env,
        NODE_OPTIONS: `--import ${join(import.meta.dirname, '../support/twoHoursLater.ts')}`,
      },
    });
    const page = await desk.browse(link);
    await expect(page.getByRole('heading', { name: 'This link has expired' })).toBeVisible();
  } finally {
    await desk.dispose();
    await tomorrow?.stop();
  }
});
