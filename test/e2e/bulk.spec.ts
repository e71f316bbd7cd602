import { createColleague } from '#test/support/colleague.ts';
import { accountOf } from '#test/support/desk.ts';
import { mailTo, readMailbox } from '#test/support/mailbox.ts';
import { expect, test } from './fixtures.ts';

const people = [
  { first: 'Ada', last: 'Wirth', email: 'ada@sammlung.example' },
  { first: 'Ben', last: 'Osei', email: 'ben@sammlung.example' },
  { first: 'Cleo', last: 'Marin', email: 'cleo@sammlung.example' },
] as const;

test('Activation is resent to several at once, who is active is skipped with the reason; who changed since the plan fails and is retried', async ({
  desk,
  backend,
}) => {
  const window = await desk.start();
  await desk.signIn(accountOf(backend, 'Admin', 'Nordwind Facility'));
  const mailbox = backend.mailbox ?? '';
  const dialog = window.getByRole('dialog');
  const selectAll = () => window.getByRole('checkbox', { name: 'Select all rows of this page' }).click();

  await desk.createCustomer('Sammlung');
  for (const person of people) await desk.createUser(person);
  await desk.activate('cleo@', 'calm-harbour-under-lanterns');
  await desk.refresh();
  await expect(desk.row('cleo@')).toContainText('Active');

  await test.step('Resend activation', async () => {
    const before = Date.parse((await mailTo(mailbox, 'ben@sammlung.example')).sentAt);
    await selectAll();
    await window.getByRole('button', { name: 'More actions for the selection' }).click();
    await window.getByRole('menuitem', { name: 'Resend activation' }).click();
    await expect(window.getByRole('dialog', { name: 'Resend activation to 3 users' })).toBeVisible();
    await expect(dialog.getByText('3 users: 2 get a new activation mail, 1 skipped')).toBeVisible();
    await dialog.getByRole('button', { name: 'Resend activation to 2 users' }).click();
    await expect(dialog.getByText('Wrote 2 activation mails · 2 sent · 1 skipped')).toBeVisible();
    await expect(dialog.getByRole('row', { name: /Ada Wirth.*Sent/u })).toBeVisible();
    await expect(
      dialog.getByRole('row', {
        name: /Cleo Marin.*Skipped: already activated/u,
      }),
    ).toBeVisible();
    // A mail can't be taken back.
    await expect(dialog.getByRole('button', { name: 'Undo' })).toBeHidden();
    await dialog.getByRole('button', { name: 'Close' }).click();

    for (const address of ['ada@sammlung.example', 'ben@sammlung.example'])
      await mailTo(mailbox, address, before);
    const sentTo = (await readMailbox(mailbox)).filter(({ to }) => to.includes('@sammlung.example'));
    expect(sentTo.map(({ to }) => /\w+@/u.exec(to)?.[0] ?? to).toSorted()).toEqual([
      'ada@',
      'ada@',
      'ben@',
      'ben@',
      'cleo@',
    ]);
  });

  await test.step('Retry of the one who was changed between plan and OK', async () => {
    const mara = await createColleague(
      backend.url,
      accountOf(backend, 'Admin', 'Meridian Services'),
      'Nordwind Facility',
    );
    await window.getByRole('button', { name: 'Assign Profiles' }).click();
    await expect(window.getByRole('dialog', { name: 'Assign Profiles' })).toContainText('3 users selected');
    await dialog.getByRole('combobox', { name: 'Profiles' }).fill('Supplier');
    await window.getByRole('option', { name: 'Supplier' }).click();
    await window.keyboard.press('Escape');
    await expect(dialog.getByText('3 gain Supplier')).toBeVisible();
    await mara.changeUser('ben@sammlung.example', { jobTitle: 'Archivist' });
    await dialog.getByRole('button', { name: 'OK' }).click();
    await expect(dialog.getByText('Assigned profiles to 2 users · 1 failed')).toBeVisible();
    await expect(
      dialog.getByRole('row', { name: /Ben Osei.*Failed: changed since the plan was made/u }),
    ).toBeVisible();
    await dialog.getByRole('button', { name: 'Retry 1 failed' }).click();
    await expect(dialog.getByText('1 user: 1 gains Supplier')).toBeVisible();
    await dialog.getByRole('button', { name: 'OK' }).click();
    await expect(dialog.getByText('Assigned profiles to 1 user')).toBeVisible();
    await expect(dialog.getByRole('row', { name: /Ben Osei.*Done/u })).toBeVisible();
    await dialog.getByRole('button', { name: 'Close' }).click();
    for (const { email } of people) await expect(desk.row(email)).toContainText('Supplier');
    // What a colleague wrote meanwhile stays.
    expect(await mara.user('ben@sammlung.example')).toMatchObject({ jobTitle: 'Archivist' });
  });

  await test.step('Ctrl+Z after a deletion whose toast has gone, then the job from its list', async () => {
    await desk.rowMenu('ben@', 'Delete');
    await window
      .getByRole('dialog', { name: 'Delete Ben Osei' })
      .getByRole('button', { name: 'Delete' })
      .click();
    await expect(desk.row('ben@')).toBeHidden();
    await window.getByRole('button', { name: 'Dismiss' }).last().click();
    await window.keyboard.press('Control+z');
    await expect(desk.row('ben@')).toBeVisible();

    await window.getByRole('button', { name: 'Jobs', exact: true }).click();
    const jobs = window.getByRole('dialog', { name: 'Jobs' });
    await jobs.getByRole('button', { name: 'Replace the profiles of 1 user with Supplier' }).click();
    await expect(dialog.getByText(/^Can be undone until|· Can be undone until/u)).toBeVisible();
    await dialog.getByRole('button', { name: 'Close' }).click();
  });
});
