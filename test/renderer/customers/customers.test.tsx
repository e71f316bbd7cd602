// @vitest-environment jsdom
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { type RenderedApp, renderApp, saveForm } from '../support/renderApp.tsx';
import { writesOf } from '../support/usersStory.ts';

const field = (name: string) => screen.findByRole<HTMLInputElement>('textbox', { name });
const type = async (name: string, value: string) =>
  fireEvent.change(await field(name), { target: { value } });

async function openMenu(app: RenderedApp, title: string, item: string) {
  const row = (await screen.findByText(title)).closest<HTMLElement>('[role=row]');
  if (row === null) throw new Error(`No row ${title}.`);
  await app.user.click(within(row).getByRole('button', { name: /^More options for / }));
  await app.user.click(await screen.findByRole('menuitem', { name: item }));
}

describe('Customers', () => {
  it('are listed with Title, Email, Users, City and Address', async () => {
    await renderApp();
    await screen.findByText('Nord Facility');
    const headers = screen.getAllByRole('columnheader').map(({ textContent }) => textContent);
    expect(headers).toEqual(['Title', 'Email', 'Users', 'City', 'Address', 'Actions']);
  });

  it('are found by words in any order, which are marked, and so is a customer in a list to choose from', async () => {
    const app = await renderApp();
    await screen.findByText('Nord Facility');
    await app.user.type(screen.getByRole('searchbox'), 'fácility NORD{Enter}');
    const marked = () =>
      [...document.querySelectorAll('mark')].map(({ textContent }) => textContent).join(' ');
    await waitFor(() => expect(marked()).toBe('Nord Facility nord'));
    await app.user.keyboard('{Escape}');
    await app.user.click(await screen.findByRole('button', { name: 'New Customer' }));
    await app.user.type(await screen.findByRole('combobox', { name: 'Country' }), 'ivoire cote');
    const option = await screen.findByRole('option', { name: /^Côte d.Ivoire/u });
    expect([...option.querySelectorAll('mark')].map(({ textContent }) => textContent)).toEqual([
      'Côte',
      'Ivoire',
    ]);
  });

  it('are created by New Customer and Save Changes', async () => {
    const app = await renderApp();
    await app.user.click(await screen.findByRole('button', { name: 'New Customer' }));
    await type('Title', '  Süd   Facility ');
    await saveForm(app);
    expect(await screen.findByText('Süd Facility was created.')).toBeTruthy();
    expect(screen.queryByRole('dialog')).toBeNull();
    await screen.findByText('Süd Facility');
  });

  it('are not created without a title: the field says so, has the focus, and the summary counts', async () => {
    const app = await renderApp();
    await app.user.click(await screen.findByRole('button', { name: 'New Customer' }));
    await type('Email', 'not an address');
    await saveForm(app);
    const title = await screen.findByRole('textbox', { name: 'Title', description: 'This is required.' });
    await waitFor(() => expect(document.activeElement).toBe(title));
    expect(screen.getByText('2 fields need your attention.')).toBeTruthy();
    expect(writesOf(app)).toHaveLength(0);
  });

  it('show the refusal of a taken title beside the field and keep what was typed', async () => {
    const app = await renderApp();
    await app.user.click(await screen.findByRole('button', { name: 'New Customer' }));
    await type('Title', 'nord facility');
    await type('City', 'Kiel');
    await saveForm(app);
    await screen.findByRole('textbox', {
      name: 'Title',
      description: 'This name is in use already. Choose another name.',
    });
    expect((await field('City')).value).toBe('Kiel');
  });

  it('repeat the key of a request whose answer was lost, and make a new one for other values', async () => {
    const app = await renderApp();
    await app.world.wire.fail('answer-lost', '^POST .*/customers$');
    await app.user.click(await screen.findByRole('button', { name: 'New Customer' }));
    await type('Title', 'Once');
    await saveForm(app);
    await screen.findByText('The backend can’t be reached.'.replace('’', "'"));
    await saveForm(app);
    await waitFor(() => expect(writesOf(app)).toHaveLength(2));
    await type('Title', 'Other');
    await saveForm(app);
    await waitFor(() => expect(writesOf(app)).toHaveLength(3));
    const [first, second, third] = writesOf(app).map(({ idempotencyKey }) => idempotencyKey);
    expect(second).toBe(first);
    expect(third).not.toBe(first);
    expect(await app.colleague.customer('Once')).toMatchObject({ version: 1 });
  });

  it('send only the changed fields, with the version that was seen', async () => {
    const app = await renderApp();
    await openMenu(app, 'Nord Facility', 'Edit');
    await type('City', 'Kiel');
    await saveForm(app);
    await screen.findByText('Nord Facility was saved.');
    expect(writesOf(app)[0]?.body).toEqual({ version: 1, changes: { city: 'Kiel' } });
  });

  it('offer both versions when someone else saved first, and save over theirs only when told', async () => {
    const app = await renderApp();
    await openMenu(app, 'Nord Facility', 'Edit');
    await type('City', 'Kiel');
    await app.colleague.changeCustomer('Nord Facility', { city: 'Lübeck' });
    await saveForm(app);
    const conflict = (await screen.findByText('Someone changed this in the meantime.')).closest(
      'div',
    ) as HTMLElement;
    expect(within(conflict).getByText('Lübeck')).toBeTruthy();
    expect(within(conflict).getByText('Kiel')).toBeTruthy();
    await app.user.click(within(conflict).getByRole('button', { name: 'Use the chosen values' }));
    await saveForm(app);
    await screen.findByText('Nord Facility was saved.');
    expect(writesOf(app).at(-1)?.body).toEqual({ version: 2, changes: { city: 'Kiel' } });
  });

  it('take the values of the other person when told', async () => {
    const app = await renderApp();
    await openMenu(app, 'Nord Facility', 'Edit');
    await type('City', 'Kiel');
    await app.colleague.changeCustomer('Nord Facility', { city: 'Lübeck' });
    await saveForm(app);
    await app.user.click(await screen.findByRole('radio', { name: /Theirs\s*Lübeck/u }));
    await app.user.click(screen.getByRole('button', { name: 'Use the chosen values' }));
    expect((await field('City')).value).toBe('Lübeck');
  });

  it('show a change by someone else without reload', async () => {
    const app = await renderApp();
    await screen.findByText('Nord Facility');
    await app.colleague.changeCustomer('Nord Facility', { title: 'Nord Renamed' });
    expect(await screen.findByText('Nord Renamed')).toBeTruthy();
  });

  it('open their users by a click on the row and by the link of the edit form', async () => {
    const app = await renderApp();
    await app.user.click(await screen.findByText('Nord Facility'));
    const { tenantKey, tenants } = app.parts.console.getState();
    const { id } = await app.colleague.customer('Nord Facility');
    expect(tenants[tenantKey ?? '']?.screen).toEqual({ name: 'users', customerId: id });
  });
});

describe('Deleting a customer', () => {
  it('needs a decision about its users and moves them', async () => {
    const app = await renderApp();
    await openMenu(app, 'Nord Facility', 'Delete');
    const dialog = await screen.findByRole('dialog', { name: 'Delete Nord Facility' });
    const confirm = within(dialog).getByRole('button', { name: 'Delete customer' });
    expect(confirm.getAttribute('aria-disabled')).toBe('true');
    await app.user.click(within(dialog).getByRole('radio', { name: /Move 3 users/u }));
    await app.user.click(await within(dialog).findByRole('combobox', { name: 'Customer to move them to' }));
    await app.user.click(await screen.findByRole('option', { name: 'Alster Werke' }));
    await app.user.click(within(dialog).getByRole('button', { name: 'Delete customer and move 3 users' }));
    expect(
      await screen.findByText('Nord Facility was deleted and 3 users moved to Alster Werke.'),
    ).toBeTruthy();
    expect((await app.colleague.customer('Alster Werke')).userCount).toBe(6);
  });

  it('deletes them with it and says what stays and what stops', async () => {
    const app = await renderApp();
    await openMenu(app, 'Nord Facility', 'Delete');
    const dialog = await screen.findByRole('dialog', { name: 'Delete Nord Facility' });
    await app.user.click(within(dialog).getByRole('radio', { name: /Delete 3 users/u }));
    expect(within(dialog).getByText(/without this customer they can't be restored/u)).toBeTruthy();
    await app.user.click(within(dialog).getByRole('button', { name: 'Delete customer and 3 users' }));
    expect(await screen.findByText('Nord Facility and its 3 users were deleted.')).toBeTruthy();
  });
});
