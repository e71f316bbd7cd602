import { accountOf } from '#test/support/desk.ts';
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
});

test('A technician sees only the tenants that were given', async ({ desk, backend }) => {
  const window = await desk.start();
  await desk.signIn(accountOf(backend, 'Member'));
  await expect(window.getByRole('option', { name: /Nordwind Facility/u })).toBeVisible();
  await expect(window.getByRole('option', { name: /Brückner Kliniken/u })).toBeVisible();
  await expect(window.getByRole('option', { name: /Aoyama/u })).toHaveCount(0);
});
