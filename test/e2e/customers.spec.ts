import { createColleague } from '#test/support/colleague.ts';
import { accountOf } from '#test/support/desk.ts';
import { expect, test } from './fixtures.ts';

test('A customer is deleted only after its users are settled: moved, deleted with it, or none; also when one arrives while the question stands', async ({
  desk,
  backend,
}) => {
  const window = await desk.start();
  await desk.signIn(accountOf(backend, 'Admin', 'Nordwind Facility'));
  await desk.createCustomer('Kontor Alt');
  await desk.createUser({ first: 'Jo', last: 'Falk', email: 'jo@kontor.example' });
  await desk.createUser({ first: 'Uma', last: 'Rai', email: 'uma@kontor.example' });
  await desk.createCustomer('Kontor Neu');
  await desk.goTo('Customers');
  await desk.search('Kontor');

  const ask = async (title: string) => {
    await desk.rowMenu(title, 'Delete');
    return window.getByRole('dialog', { name: `Delete ${title}` });
  };

  await test.step('users are moved', async () => {
    const question = await ask('Kontor Alt');
    await expect(question.getByText('What happens to its 2 users?')).toBeVisible();
    // Nothing is chosen beforehand, and nothing can be done before something is.
    await expect(question.getByRole('button', { name: 'Delete customer' })).toHaveAttribute(
      'aria-disabled',
      'true',
    );
    await question.getByRole('radio', { name: 'Move 2 users to another customer' }).click();
    await question.getByRole('combobox', { name: 'Customer to move them to' }).fill('Kontor');
    await window.getByRole('option', { name: 'Kontor Neu' }).click();
    await expect(window.getByRole('option', { name: 'Kontor Alt' })).toBeHidden();
    await question.getByRole('button', { name: 'Delete customer and move 2 users' }).click();
    await expect(window.getByText('Kontor Alt was deleted and 2 users moved to Kontor Neu.')).toBeVisible();
    await expect(desk.row('Kontor Alt')).toBeHidden();
    await desk.row('Kontor Neu').getByText('Kontor Neu').click();
    await expect(desk.row('jo@kontor.example')).toContainText('Invited');
    await expect(desk.row('uma@kontor.example')).toBeVisible();
  });

  await test.step('an empty one that gets a user meanwhile', async () => {
    const mara = await createColleague(
      backend.url,
      accountOf(backend, 'Admin', 'Meridian Services'),
      'Nordwind Facility',
    );
    await desk.createCustomer('Kontor Leer');
    await desk.goTo('Customers');
    await desk.search('Kontor');
    const question = await ask('Kontor Leer');
    await expect(question.getByText('The customer has no users.')).toBeVisible();
    await mara.call('users.create', {
      params: { tenantId: mara.tenantId },
      body: {
        customerId: (await mara.customer('Kontor Leer')).id,
        email: 'neu@kontor.example',
        firstName: 'Neu',
        lastName: 'Ling',
        profileIds: [(await mara.profile('Client')).id],
      },
    });
    await question.getByRole('button', { name: 'Delete customer' }).click();
    await expect(question.getByText('This customer has users.')).toBeVisible();
    await expect(question.getByText('What happens to its 1 user?')).toBeVisible();
    await question.getByRole('button', { name: 'Cancel' }).click();
    await desk.refresh();
    await expect(desk.row('Kontor Leer')).toContainText('1');
  });

  await test.step('users are deleted with it', async () => {
    const question = await ask('Kontor Neu');
    await question.getByRole('radio', { name: 'Delete 2 users with it' }).click();
    await expect(question.getByText("without this customer they can't be restored")).toBeVisible();
    await question.getByRole('button', { name: 'Delete customer and 2 users' }).click();
    await expect(window.getByText('Kontor Neu and its 2 users were deleted.')).toBeVisible();
    await desk.goTo('Users');
    await desk.search('kontor.example');
    await expect(desk.row('neu@kontor.example')).toBeVisible();
    await expect(desk.row('jo@kontor.example')).toBeHidden();
  });
});
