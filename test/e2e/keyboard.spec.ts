import type { Locator, Page } from '@playwright/test';
import { createColleague } from '#test/support/colleague.ts';
import { accountOf } from '#test/support/desk.ts';
import { expect, test } from './fixtures.ts';

/** Tab by Tab, as a person would, until the focus is in the grid. */
async function tabIntoGrid(window: Page): Promise<void> {
  for (let presses = 0; presses < 10; presses += 1) {
    await window.keyboard.press('Tab');
    if ((await window.locator('[role=grid]:focus-within').count()) > 0) return;
  }
  throw new Error('Ten presses of Tab did not reach the grid.');
}

/** Tab by Tab to the control of this name. */
async function tabTo(window: Page, control: Locator): Promise<void> {
  for (let presses = 0; presses < 40; presses += 1) {
    if (await control.evaluate((element) => element === document.activeElement)) return;
    await window.keyboard.press('Tab');
  }
  throw new Error('Forty presses of Tab did not reach the control.');
}

test('A provider admin by the keyboard alone picks a tenant, creates a customer and a person, assigns a profile, and takes it back', async ({
  desk,
  backend,
}) => {
  const window = await desk.start();
  await desk.signIn(accountOf(backend, 'Admin', 'Meridian Services'));
  const { keyboard } = window;
  await expect(window.getByText('Choose a tenant to manage')).toBeVisible();
  await keyboard.type('Brückner');
  await keyboard.press('Enter');
  await expect(window).toHaveTitle(/Brückner Kliniken/u);

  // N new, in the screen that is in view: customers.
  await expect(window.getByRole('row').nth(1)).toBeVisible();
  await keyboard.press('n');
  await expect(window.getByRole('textbox', { name: 'Title', exact: true })).toBeFocused();
  await keyboard.type('Nur Tasten');
  await keyboard.press('Enter');
  await expect(window.getByRole('dialog')).toBeHidden();
  await keyboard.press('/');
  await expect(window.getByRole('searchbox')).toBeFocused();
  await keyboard.type('Nur Tasten');
  await expect(window.getByRole('row')).toHaveCount(2);
  await tabIntoGrid(window);
  await keyboard.press('ArrowDown');
  await keyboard.press('Enter');
  await expect(window.getByRole('heading', { level: 1, name: 'Nur Tasten' })).toBeVisible();

  await keyboard.press('n');
  await expect(window.getByRole('textbox', { name: 'First name', exact: true })).toBeFocused();
  await keyboard.type('Tipp');
  await keyboard.press('Tab');
  await keyboard.type('Meister');
  await keyboard.press('Tab');
  await keyboard.type('tipp@tasten.example');
  await keyboard.press('Tab');
  await keyboard.type('Supplier');
  await keyboard.press('ArrowDown');
  await keyboard.press('Enter');
  await keyboard.press('Shift+Tab');
  await keyboard.press('Enter');
  await expect(window.getByRole('dialog')).toBeHidden();
  await expect(desk.row('tipp@tasten.example')).toBeVisible();

  await keyboard.press('/');
  await tabIntoGrid(window);
  await keyboard.press('ArrowDown');
  await keyboard.press('Space');
  await expect(window.getByText('1 of 1 row(s) selected')).toBeVisible();
  await keyboard.press('p');
  const dialog = window.getByRole('dialog', { name: 'Assign Profiles' });
  await expect(dialog.getByRole('combobox', { name: 'Profiles' })).toBeFocused();
  await keyboard.type('Client');
  await keyboard.press('ArrowDown');
  await keyboard.press('Enter');
  await expect(dialog.getByText('1 gains Client')).toBeVisible();
  // The list lies over the loss until the focus leaves it.
  await keyboard.press('Tab');
  await expect(dialog.getByText('Losses seen.')).toBeVisible();
  await tabTo(window, dialog.getByRole('button', { name: 'OK' }));
  await keyboard.press('Enter');
  await expect(dialog.getByText('Assigned profiles to 1 user')).toBeVisible();
  await keyboard.press('Escape');
  await expect(desk.row('tipp@tasten.example')).toContainText('Client');
  await keyboard.press('Control+z');
  await expect(desk.row('tipp@tasten.example')).toContainText('Supplier');
  await expect(desk.row('tipp@tasten.example')).not.toContainText('Client');
});

test('The helpdesk by the keyboard alone finds a caller by half a name, sees why, acts, notes it, and takes the next call', async ({
  desk,
  backend,
}) => {
  const admin = accountOf(backend, 'Admin', 'Meridian Services');
  const calls = [
    { tenant: 'Nordwind Facility', email: 'zoe@anrufer.example', firstName: 'Zoë', lastName: 'Kallistratos' },
    { tenant: 'Brückner Kliniken', email: 'bo@anrufer.example', firstName: 'Bo', lastName: 'Þórsdóttir' },
  ] as const;
  for (const { tenant, ...person } of calls) {
    const colleague = await createColleague(backend.url, admin, tenant);
    const params = { tenantId: colleague.tenantId };
    const { items } = await colleague.call('customers.list', { params, query: {} });
    const { items: profiles } = await colleague.call('profiles.list', { params, query: {} });
    const body = { ...person, customerId: items[0]?.id ?? '', profileIds: [profiles[0]?.id ?? ''] };
    const user = await colleague.call('users.create', { params, body });
    if (person.email !== calls[1].email) continue;
    const at = { params: { ...params, userId: user.id }, body: { version: user.version } };
    await colleague.call('users.deactivate', at);
  }

  const window = await desk.start();
  const { keyboard } = window;
  await desk.signIn(accountOf(backend, 'Helpdesk'));
  await expect(window.getByText('Choose a tenant to manage')).toBeVisible();

  await desk.pressForReal('ctrl+shift+f');
  await keyboard.type('kallist zoe');
  await expect(window.getByRole('option', { name: /zoe@anrufer/u })).toBeVisible();
  await keyboard.press('Enter');
  const panel = window.getByRole('complementary', { name: /Kallistratos/u });
  await expect(panel.getByRole('status')).toContainText('Invited');
  await tabTo(window, panel.getByRole('button', { name: 'Resend activation' }));
  await keyboard.press('Enter');
  await expect(window.getByText(/activation mail is on its way to zoe@anrufer\.example/u)).toBeVisible();
  await tabTo(window, panel.getByRole('button', { name: 'Add note' }));
  await keyboard.press('Enter');
  await expect(window.getByRole('textbox', { name: 'Note' })).toBeFocused();
  await keyboard.type('Could not find the mail; sent another.');
  await tabTo(window, window.getByRole('button', { name: 'Save Changes' }));
  await keyboard.press('Enter');
  await expect(panel.getByText('Could not find the mail; sent another.')).toBeVisible();

  await desk.pressForReal('ctrl+shift+f');
  await keyboard.type('thorsd');
  await expect(window.getByRole('option', { name: /bo@anrufer/u })).toBeVisible();
  await keyboard.press('Enter');
  await expect(window).toHaveTitle(/Brückner Kliniken/u);
  const next = window.getByRole('complementary', { name: /Þórsdóttir/u });
  await expect(next.getByRole('status')).toContainText('Disabled');
  await expect(next.getByText(/allow you to edit users/u).first()).toBeVisible();
  await desk.pressForReal('alt+Left');
  await expect(window).toHaveTitle(/Nordwind Facility/u);
  await expect(panel).toBeVisible();
});

test('The shortcuts of the menu work, and the list of keys names them', async ({ desk, backend }) => {
  const window = await desk.start();
  await desk.signIn(accountOf(backend, 'Admin', 'Meridian Services'));
  await window.getByRole('option', { name: 'Nordwind Facility' }).click();
  await expect(window).toHaveTitle(/Nordwind Facility/u);
  await expect(window.getByRole('row').nth(1)).toBeVisible();

  await desk.pressForReal('F1');
  const list = window.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(list.getByRole('term').filter({ hasText: 'Assign Profiles' })).toBeVisible();
  await desk.pressForReal('Escape');
  await expect(list).toBeHidden();
  await desk.pressForReal('question');
  await expect(list).toBeVisible();
  await desk.pressForReal('Escape');
  await expect(list).toBeHidden();

  await desk.pressForReal('ctrl+f');
  await expect(window.getByRole('searchbox')).toBeFocused();
  await desk.pressForReal('ctrl+b');
  await expect(window.getByRole('navigation', { name: 'Process Navigator' })).toBeHidden();
  await desk.pressForReal('ctrl+n');
  const title = window.getByRole('textbox', { name: 'Title', exact: true });
  await expect(title).toBeFocused();
  // Keys of editing with nothing to do in an empty field are done with: none of them takes letters that come after it.
  for (const keys of ['ctrl+a', 'ctrl+z', 'ctrl+a', 'ctrl+z', 'ctrl+a', 'ctrl+a']) {
    await desk.typeWhileBusy(keys, 'Hafen Nord');
    await expect(title).toHaveValue('Hafen Nord');
    await title.fill('');
  }
  await desk.pressForReal('Escape');
  await expect(window.getByRole('dialog')).toBeHidden();

  await desk.pressForReal('ctrl+shift+t');
  const switcher = window.getByRole('dialog', { name: 'Choose a tenant' });
  await expect(switcher.getByRole('combobox')).toBeFocused();
  await window.keyboard.type('Brückner');
  await desk.pressForReal('Return');
  await expect(window).toHaveTitle(/Brückner Kliniken/u);
});

test('A grid is used by the keyboard, and is after a restart as it was set up', async ({ desk, backend }) => {
  let window = await desk.start();
  await desk.signIn(accountOf(backend, 'Admin', 'Nordwind Facility'));
  await desk.goTo('Users');
  await expect(window.getByRole('grid')).toBeVisible();
  const { keyboard } = window;
  const widthOf = async () =>
    (await window.getByRole('columnheader', { name: 'Email' }).boundingBox())?.width ?? 0;

  await window.getByRole('gridcell').nth(1).focus();
  await keyboard.press('Shift+ArrowDown');
  await keyboard.press('Shift+ArrowDown');
  await expect(window.getByText(/^3 of .* row\(s\) selected$/u)).toBeVisible();
  await keyboard.press('Control+a');
  await expect(window.getByText(/^100 of .* row\(s\) selected$/u)).toBeVisible();
  await keyboard.press('Escape');
  await expect(window.getByText(/row\(s\) selected$/u)).toBeHidden();
  await keyboard.press('Shift+F10');
  await window.getByRole('menuitem', { name: 'Copy row' }).focus();
  await keyboard.press('Enter');
  await expect(window.getByText('Copied.')).toBeVisible();

  await window.getByRole('columnheader', { name: 'Email' }).click();
  await window.getByRole('columnheader', { name: 'Email' }).click();
  await expect(window.getByRole('columnheader', { name: 'Email' })).toHaveAttribute(
    'aria-sort',
    'descending',
  );
  const edge = await window.locator('.MuiDataGrid-columnSeparator--resizable').first().boundingBox();
  if (edge === null) throw new Error('The column has no edge.');
  await window.mouse.move(edge.x + edge.width / 2, edge.y + edge.height / 2);
  await window.mouse.down();
  await window.mouse.move(edge.x + edge.width / 2 + 60, edge.y + edge.height / 2, { steps: 5 });
  await window.mouse.up();
  const width = await widthOf();

  await desk.close();
  window = await desk.start();
  await expect(window.getByRole('grid')).toBeVisible();
  await expect(window.getByRole('columnheader', { name: 'Email' })).toHaveAttribute(
    'aria-sort',
    'descending',
  );
  await expect.poll(widthOf).toBe(width);
});
