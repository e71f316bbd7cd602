import { join } from 'node:path';
import { startBackend } from '../../scripts/runtime/backend.ts';
import { accountOf, createDesk } from '#test/support/desk.ts';
import { startMailServer } from '#test/support/mailServer.ts';
import { expect, test } from './fixtures.ts';

/** Changed users of a plan that are done together (`chunkSize` of the backend). */
const chunk = 1000;

test('On a PostgreSQL and an SMTP server: a new user activates by mail, and a job over thousands is cancelled in the middle and undone', async ({
  folder,
  database,
}) => {
  const mails = await startMailServer();
  const backend = await startBackend({
    args: [
      '--port',
      '0',
      '--database',
      database.url,
      '--smtp',
      mails.url,
      '--demo',
      'large',
      '--users',
      '3500',
    ],
    log: join('test-results', 'backend-on-server.log'),
  });
  const desk = createDesk({ backend: backend.ready, folder: join(folder, 'profile') });
  try {
    // With a mail server there is no mailbox to read other people's links in.
    expect(backend.ready.mailbox).toBeNull();
    const window = await desk.start();
    await desk.signIn(accountOf(backend.ready, 'Admin'));

    await test.step('activation by mail', async () => {
      await desk.switchTo('Nordwind Facility');
      await desk.createCustomer('Postamt');
      await desk.createUser({ first: 'Zoë', last: 'Brief', email: 'zoe@postamt.example' });
      await expect(desk.row('zoe@')).toContainText('Invited');
      await expect.poll(() => mails.received.length).toBe(1);
      const [received] = mails.received;
      expect(received?.envelopeTo).toEqual(['zoe@postamt.example']);
      expect(received?.mail.html).toContain('Activate Your Account');
      await desk.activateWith(
        /https?:\/\/\S+/u.exec(received?.mail.text ?? '')?.[0] ?? '',
        'calm-harbour-under-lanterns',
      );
      await desk.refresh();
      await expect(desk.row('zoe@')).toContainText('Active');
    });

    await test.step('cancel in the middle', async () => {
      const state = () =>
        database.one<{ profiles: string; changed: number }>(`
          select (select md5(string_agg(user_id::text || profile_id::text, ',' order by user_id, profile_id))
              from tenantdesk.user_profiles) as profiles,
            (select count(*)::int from tenantdesk.users where version > 1) as changed`);
      const before = await state();
      const dialog = window.getByRole('dialog', { name: 'Assign Profiles' });
      await desk.switchTo('Atlas Property Group');
      await desk.goTo('Users');
      await window.getByRole('row').nth(1).getByRole('checkbox').click();
      await window.getByRole('button', { name: /^Select all 3,?500 that match/u }).click();
      await window.getByRole('button', { name: 'Assign Profiles' }).click();
      await dialog.getByRole('combobox', { name: 'Profiles' }).fill('Supplier');
      await window.getByRole('option', { name: 'Supplier' }).click();
      await window.keyboard.press('Escape');
      // Nobody reads thousands of rows: the totals are what is acknowledged.
      await expect(dialog.getByText(/^3,500 users:/u)).toBeVisible();
      const ok = dialog.getByRole('button', { name: 'OK' });
      await expect(ok).toHaveAttribute('aria-disabled', 'true');
      await dialog.getByRole('checkbox', { name: /^I have seen that [\d,]+ users lose something/u }).check();

      // Somebody edits a few users of the second thousand: the job waits for them there.
      const held = await database.hold(
        `select from tenantdesk.users where user_id in (
          select user_id from tenantdesk.users join tenantdesk.tenants t using (tenant_id)
          where t.name = 'Atlas Property Group' order by user_id offset 1500 limit 50) for update`,
      );
      await ok.click();
      await held.waitedForBy(1);
      // The job can be at work before the window has heard that it began; until then Cancel would only close the dialog.
      await expect(dialog.getByRole('progressbar')).toBeVisible();
      // It goes on when its dialog is closed, and has a place from which it is looked at again.
      await dialog.getByRole('button', { name: 'Close' }).click();
      await window.getByRole('button', { name: 'Jobs: 1 is running' }).click();
      const line = window.getByRole('dialog', { name: 'Jobs' }).getByRole('listitem').first();
      await expect(line.getByRole('progressbar')).toBeVisible();
      await line.getByRole('button', { name: 'Replace the profiles of' }).click();
      await expect(dialog.getByRole('progressbar')).toBeVisible();
      await dialog.getByRole('button', { name: 'Cancel' }).click();
      await held.waitedForBy(2);
      await held.release();

      // The chunk in hand is finished; one more may have begun before the cancel was its turn.
      const done = dialog.getByText(
        /^Assigned profiles to [23],000 users( · [\d,]+ unchanged)?( · [\d,]+ skipped)?$/u,
      );
      await expect(done).toBeVisible();
      const chunks = (await done.textContent())?.includes('3,000') === true ? 3 : 2;
      expect((await state()).changed).toBe(before.changed + chunks * chunk);
      const { planned } = await database.one<{ planned: number }>(
        `select count(*)::int as planned from tenantdesk.bulk_plan_users where effect = 'changed'`,
      );
      const left = (planned - chunks * chunk).toLocaleString('en');
      await expect(
        dialog.getByText(`Cancelled. What was done stays done; ${left} users were left as before.`),
      ).toBeVisible();

      await dialog.getByRole('button', { name: 'Undo' }).click();
      await expect(dialog.getByText(`Undone for ${chunks},000 users`)).toBeVisible();
      expect((await state()).profiles).toBe(before.profiles);
    });
  } finally {
    await desk.dispose();
    await backend.stop();
    await mails.stop();
  }
});
