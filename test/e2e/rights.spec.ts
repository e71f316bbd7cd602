import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { startBackend } from '../../scripts/runtime/backend.ts';
import { createColleague } from '#test/support/colleague.ts';
import { accountOf, createDesk } from '#test/support/desk.ts';
import { snapshotIn } from '#test/support/profileFolder.ts';
import { expect, test } from './fixtures.ts';

test('A viewer reads everything and is told why nothing can be changed', async ({ desk, backend }) => {
  const window = await desk.start();
  await desk.signIn(accountOf(backend, 'Viewer'));
  await desk.switchTo('Nordwind Facility');
  await desk.goTo('Customers');
  const create = window.getByRole('button', { name: 'New Customer' });
  await expect(create).toHaveAttribute('aria-disabled', 'true');
  await create.hover();
  await expect(
    window.getByText("Your roles in Nordwind Facility don't allow you to create customers.").first(),
  ).toBeVisible();
  const audit = window
    .getByRole('navigation', { name: 'Process Navigator' })
    .getByRole('button', { name: 'Audit log' });
  await expect(audit).toHaveAttribute('aria-disabled', 'true');

  await desk.goTo('Users');
  await window.getByRole('row').nth(2).getByRole('checkbox').click();
  await expect(window.getByRole('button', { name: 'Assign Profiles' })).toHaveAttribute(
    'aria-disabled',
    'true',
  );

  await window.getByRole('row').nth(2).getByRole('gridcell').nth(1).click();
  const panel = window.getByRole('complementary');
  await expect(
    panel.getByText("Your roles in Nordwind Facility don't allow you to edit users."),
  ).toBeVisible();
  await expect(panel.getByRole('button', { name: 'Edit' })).toBeHidden();
});

test('A technician sees only the tenants that were given', async ({ desk, backend }) => {
  const window = await desk.start();
  await desk.signIn(accountOf(backend, 'Member'));
  await expect(window.getByRole('option', { name: /Nordwind Facility/u })).toBeVisible();
  await expect(window.getByRole('option', { name: /Brückner Kliniken/u })).toBeVisible();
  await expect(window.getByRole('option', { name: /Aoyama/u })).toHaveCount(0);
});

test('Rights that are taken away take the rows with them: of a kind, then of the tenant, also from the disk @security', async ({
  folder,
  database,
}) => {
  const backend = await startBackend({
    args: ['--port', '0', '--database', database.url, '--demo', 'small'],
    log: join('test-results', 'backend-of-rights.log'),
  });
  const profile = join(folder, 'profile');
  const desk = createDesk({ backend: backend.ready, folder: profile });
  const technician = accountOf(backend.ready, 'Member');
  const kept = async () => (await snapshotIn(profile)) !== undefined;
  try {
    let window = await desk.start();
    const rows = window.getByRole('row');
    await desk.signIn(technician);

    await test.step('to change anything', async () => {
      await desk.switchTo('Brückner Kliniken');
      await desk.goTo('Users');
      await rows.nth(1).getByRole('checkbox').click();
      const assign = window.getByRole('button', { name: 'Assign Profiles' });
      await expect(assign).not.toHaveAttribute('aria-disabled', 'true');
      await database.one(
        `update tenantdesk.role_grants g set role_id = viewer.role_id
         from tenantdesk.roles viewer, tenantdesk.tenants t, tenantdesk.users u
         where t.name = 'Brückner Kliniken' and g.tenant_id = t.tenant_id and u.email = $1
           and (g.grantee_tenant_id, g.grantee_user_id) = (u.tenant_id, u.user_id)
           and viewer.tenant_id = t.tenant_id and viewer.name = 'Viewer'`,
        [technician.email],
      );
      await desk.refresh();
      await expect(assign).toHaveAttribute('aria-disabled', 'true');
      await assign.hover();
      await expect(
        window.getByText("Your roles in Brückner Kliniken don't allow you to").first(),
      ).toBeVisible();
      await expect(rows.nth(5)).toBeVisible();
    });

    await test.step('to see its users', async () => {
      await database.one(
        `update tenantdesk.roles r set permissions = array_remove(permissions, 'users.read')
         from tenantdesk.tenants t
         where t.name = 'Brückner Kliniken' and r.tenant_id = t.tenant_id and r.name = 'Viewer'`,
      );
      await desk.refresh();
      await expect(window.getByText("You can't open Users")).toBeVisible();
      await expect(rows).toHaveCount(0);
    });

    await test.step('to work on the tenant at all, with a form open in it', async () => {
      await desk.switchTo('Nordwind Facility');
      await desk.goTo('Users');
      await expect(rows.nth(5)).toBeVisible();
      await expect.poll(kept, { timeout: 20_000 }).toBe(true);
      await window.getByRole('button', { name: 'New user' }).first().click();
      await window.getByRole('textbox', { name: 'First name', exact: true }).fill('Half written');
      await database.one(
        `delete from tenantdesk.role_grants g using tenantdesk.tenants t, tenantdesk.users u
         where t.name = 'Nordwind Facility' and g.tenant_id = t.tenant_id and u.email = $1
           and (g.grantee_tenant_id, g.grantee_user_id) = (u.tenant_id, u.user_id)`,
        [technician.email],
      );
      // Nobody asks: the console does, every fifteen seconds.
      const notice = window
        .getByRole('alert')
        .filter({ hasText: 'You no longer have access to Nordwind Facility' });
      await expect(notice).toBeVisible({ timeout: 30_000 });
      await expect(notice).toContainText('What you had typed there was not saved.');
      await expect(window.getByText('Half written')).toHaveCount(0);
      await expect(rows).toHaveCount(0);
      // One is left, but nothing is done in it before it is chosen.
      await expect(window.getByRole('option', { name: /Brückner Kliniken/u }).first()).toBeVisible();
      await expect(window.getByRole('option').filter({ hasNotText: 'Brückner Kliniken' })).toHaveCount(0);
      await expect(window.getByRole('button', { name: 'Customer switcher' })).toHaveCount(0);
      await expect.poll(kept).toBe(false);
    });

    await test.step('and nothing of it is left for a start without the backend', async () => {
      await desk.close();
      await backend.stop();
      window = await desk.start();
      await expect(window.getByText("The backend can't be reached.").first()).toBeVisible();
      await expect(window.getByRole('group', { name: 'Customer switcher' })).toHaveText('Brückner Kliniken');
      await expect(window.getByText('Nordwind')).toHaveCount(0);
    });
  } finally {
    await desk.dispose();
    await backend.stop();
  }
});

test('A deactivated account is out while its console is open, and leaves nothing on the machine @security', async ({
  folder,
}) => {
  const backend = await startBackend({
    args: ['--port', '0', '--data', join(folder, 'database'), '--demo', 'small'],
    log: join('test-results', 'backend-of-deactivated.log'),
  });
  const profile = join(folder, 'profile');
  const desk = createDesk({ backend: backend.ready, folder: profile });
  const technician = accountOf(backend.ready, 'Member');
  const provider = accountOf(backend.ready, 'Admin', 'Meridian Services');
  try {
    const window = await desk.start();
    await desk.signIn(technician);
    await desk.switchTo('Nordwind Facility');
    await desk.goTo('Users');
    await expect(window.getByRole('row').nth(5)).toBeVisible();
    expect(await readdir(join(profile, 'accounts'))).toHaveLength(1);

    const mara = await createColleague(backend.ready.url, provider, provider.tenant);
    const { id: userId, version } = await mara.user(technician.email);
    const params = { tenantId: mara.tenantId, userId };
    await mara.call('users.deactivate', { params, body: { version } });
    // The console asks now and then by itself, and may be out before it is told to ask.
    const out = window.getByRole('button', { name: 'Sign in', exact: true });
    await Promise.race([desk.refresh(), out.waitFor()]);
    await expect(out).toBeVisible();
    await expect(window.getByText('Your account is disabled.')).toBeVisible();
    await expect.poll(() => readdir(join(profile, 'accounts'))).toEqual([]);
  } finally {
    await desk.dispose();
    await backend.stop();
  }
});
