import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import { createColleague } from '#test/support/colleague.ts';
import { accountOf } from '#test/support/desk.ts';
import { commandLinesWith } from '#test/support/processTree.ts';
import { dumpsIn } from '#test/support/profileFolder.ts';
import { expect, test } from './fixtures.ts';

const field = (window: Page, name: string) => window.getByRole('textbox', { name, exact: true });

test('Two admins edit the same user, customer and profile: each field that both changed is chosen, the rest of both stays, also over a crash', async ({
  desk,
  backend,
  folder,
}) => {
  const window = await desk.start();
  await desk.signIn(accountOf(backend, 'Admin', 'Nordwind Facility'));
  const mara = await createColleague(
    backend.url,
    accountOf(backend, 'Admin', 'Meridian Services'),
    'Nordwind Facility',
  );
  const save = window.getByRole('button', { name: 'Save Changes' });
  const conflict = window.getByRole('alert').filter({ hasText: 'Someone changed this in the meantime.' });
  const useChosen = conflict.getByRole('button', { name: 'Use the chosen values' });
  const drawerClosed = () => expect(window.getByRole('dialog')).toBeHidden();

  await test.step('a user', async () => {
    await desk.createCustomer('Zwei Köche');
    await desk.createUser({ first: 'Ida', last: 'Blom', email: 'ida@zwei-koeche.example' });
    await desk.rowMenu('ida@', 'Edit');
    await field(window, 'Job title').fill('Harbour pilot');
    await field(window, 'Department').fill('Night shift');
    await field(window, 'First name').fill('Ida Marie');
    await mara.changeUser('ida@zwei-koeche.example', {
      jobTitle: 'Crane driver',
      department: 'Cargo',
      lastName: 'Blom-Hansen',
    });
    await save.click();
    const jobTitle = conflict.getByRole('group', { name: 'Job title' });
    await expect(jobTitle.getByRole('radio', { name: 'Theirs Crane driver' })).not.toBeChecked();
    await expect(jobTitle.getByRole('radio', { name: 'Mine Harbour pilot' })).toBeChecked();
    // What only one of the two changed has one answer.
    await expect(conflict.getByRole('group')).toHaveCount(2);
    await conflict
      .getByRole('group', { name: 'Department' })
      .getByRole('radio', { name: 'Theirs Cargo' })
      .click();
    await useChosen.click();
    await expect(field(window, 'Last name')).toHaveValue('Blom-Hansen');
    await expect(field(window, 'Department')).toHaveValue('Cargo');
    await save.click();
    await drawerClosed();
    expect(await mara.user('ida@zwei-koeche.example')).toMatchObject({
      firstName: 'Ida Marie',
      lastName: 'Blom-Hansen',
      jobTitle: 'Harbour pilot',
      department: 'Cargo',
    });
  });

  await test.step('a customer', async () => {
    await desk.goTo('Customers');
    await desk.rowMenu('Zwei Köche', 'Edit');
    await field(window, 'City').fill('Kiel');
    await field(window, 'Address').fill('Kai 7');
    const { id, version } = await mara.customer('Zwei Köche');
    await mara.call('customers.update', {
      params: { tenantId: mara.tenantId, customerId: id },
      body: { version, changes: { city: 'Lübeck', postalCode: '23552' } },
    });
    await save.click();
    await conflict.getByRole('group', { name: 'City' }).getByRole('radio', { name: 'Theirs Lübeck' }).click();
    await useChosen.click();
    await save.click();
    await drawerClosed();
    expect(await mara.customer('Zwei Köche')).toMatchObject({
      city: 'Lübeck',
      postalCode: '23552',
      address: 'Kai 7',
    });
  });

  await test.step('a profile', async () => {
    const [product] = (await mara.call('products.list', { params: { tenantId: mara.tenantId } })).items;
    const [first, second, third] = product?.processes ?? [];
    if (first === undefined || second === undefined || third === undefined) throw new Error('No processes.');
    await mara.call('profiles.create', {
      params: { tenantId: mara.tenantId },
      body: { name: 'Cooks', description: '', processIds: [first.id] },
    });
    await desk.refresh();
    await desk.goTo('Profiles');
    await desk.rowMenu('Cooks', 'Edit');
    await field(window, 'Description').fill('Of the canteen');
    await window.getByRole('checkbox', { name: second.name, exact: true }).check();
    const { id, version } = await mara.profile('Cooks');
    await mara.call('profiles.update', {
      params: { tenantId: mara.tenantId, profileId: id },
      body: { version, changes: { processIds: [third.id], name: 'Canteen cooks' } },
    });
    // Also when the copy learns of it while the form is open.
    await desk.refresh();
    await expect(desk.row('Canteen cooks')).toBeVisible();
    await save.click();
    const processes = conflict.getByRole('group', { name: 'Processes' });
    await expect(
      processes.getByRole('radio', { name: `Theirs + ${third.name}, − ${first.name}` }),
    ).toBeVisible();
    await expect(processes.getByRole('radio', { name: `Mine + ${second.name}` })).toBeChecked();
    await useChosen.click();
    await save.click();
    await drawerClosed();
    expect(await mara.profile('Canteen cooks')).toMatchObject({
      description: 'Of the canteen',
      processIds: expect.arrayContaining([first.id, second.id]),
    });
  });

  await test.step('a form that is open when the window crashes, and then the whole console is killed', async () => {
    await desk.goTo('Users');
    await desk.search('ida@zwei-koeche.example');
    await desk.rowMenu('ida@', 'Edit');
    await field(window, 'Job title').fill('Lock keeper');
    await expect(window.getByText('You had begun')).toBeHidden();
    // Kept a third of a second after the last key.
    await sleep(500);
    const back = await desk.crashPage(
      'You had begun to edit Ida Marie Blom-Hansen at Nordwind Facility, just now.',
    );
    expect(back).toBeLessThan(10_000);
    expect(await dumpsIn(folder)).toHaveLength(1);
    // The process that writes dumps has no address to send them to.
    expect(await commandLinesWith('crashpad')).not.toContain('--url');

    await desk.kill();
    await mara.changeUser('ida@zwei-koeche.example', { jobTitle: 'Diver', phones: [] });
    const again = await desk.start();
    const offer = again
      .getByRole('status')
      .filter({ hasText: 'You had begun to edit Ida Marie Blom-Hansen' });
    await offer.getByRole('button', { name: 'Continue' }).click();
    await expect(field(again, 'Job title')).toHaveValue('Lock keeper');
    await expect(offer).toBeHidden();
    await again.getByRole('button', { name: 'Save Changes' }).click();
    const question = again.getByRole('alert').filter({ hasText: 'Someone changed this in the meantime.' });
    await expect(question.getByRole('radio', { name: 'Theirs Diver' })).toBeVisible();
    await question.getByRole('button', { name: 'Use the chosen values' }).click();
    await again.getByRole('button', { name: 'Save Changes' }).click();
    await expect(again.getByRole('dialog')).toBeHidden();
    expect(await mara.user('ida@zwei-koeche.example')).toMatchObject({ jobTitle: 'Lock keeper' });
    await desk.close();
    await expect((await desk.start()).getByText('You had begun')).toBeHidden();
  });
});
