// @vitest-environment jsdom
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { saveForm, type RenderedApp } from '../support/renderApp.tsx';
import { openPanel, renderUsers, requestsOf } from '../support/usersStory.ts';

const box = (name: string) => screen.findByRole<HTMLInputElement>('textbox', { name });
const type = async (name: string, value: string) => fireEvent.change(await box(name), { target: { value } });

async function edit(app: RenderedApp, email: string) {
  const panel = await openPanel(app, email);
  await app.user.click(await within(panel).findByRole('button', { name: 'Edit' }));
  return screen.findByRole('dialog', { name: /^Edit / });
}

describe('New user', () => {
  it('creates one in the customer whose users are shown and says that the activation mail is on its way', async () => {
    const app = await renderUsers({}, 0);
    fireEvent.keyDown(document, { key: 'n' });
    await type('First name', 'نورة');
    await type('Last name', '\u041dаddad');
    await screen.findByRole('textbox', { name: 'Last name', description: /Latin and Cyrillic/u });
    await type('Last name', 'Haddad');
    await screen.findByRole('textbox', { name: 'Last name', description: '' });
    await type('Email', 'noura@nord.example');
    await app.user.click(await box('Email'));
    // Twice is once.
    await app.user.keyboard('{Enter}{Enter}');
    await screen.findByText('Created نورة Haddad. An activation mail is on its way to noura@nord.example.');
    expect(requestsOf(app, 'users.create')).toHaveLength(1);
    expect(requestsOf(app, 'users.create')[0]?.body).toMatchObject({
      customerId: app.customerIds[0],
      firstName: 'نورة',
      currency: 'USD',
      timeZone: null,
    });
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('wants a profile, is opened from what is said about it, and the next begins with the same profile', async () => {
    const app = await renderUsers({ settings: { 'users.profileRequired': true } }, 0);
    fireEvent.keyDown(document, { key: 'n' });
    await type('First name', 'Ana');
    await type('Last name', 'Wu');
    await type('Email', 'ana.wu@nord.example');
    await saveForm(app);
    await screen.findByRole('combobox', { name: 'Profiles', description: 'This is required.' });
    expect(requestsOf(app, 'users.create')).toHaveLength(0);
    await app.user.click(screen.getByRole('combobox', { name: 'Profiles' }));
    await app.user.click((await screen.findAllByRole('option'))[0] as HTMLElement);
    await app.user.click(screen.getByRole('button', { name: 'Save and add another' }));
    await screen.findByText(/^Created Ana Wu\./u);
    await waitFor(async () => expect((await box('First name')).value).toBe(''));
    expect(document.activeElement).toBe(await box('First name'));
    await type('First name', 'Ben');
    await type('Last name', 'Wu');
    await type('Email', 'ben.wu@nord.example');
    await saveForm(app);
    await screen.findByText(/^Created Ben Wu\./u);
    const [first, second] = requestsOf(app, 'users.create').map(
      ({ body }) => body as { profileIds: string[] },
    );
    expect(second?.profileIds).toEqual(first?.profileIds);
    expect(first?.profileIds).toHaveLength(1);
    await app.user.click(screen.getAllByRole('button', { name: 'Open' }).at(-1) as HTMLElement);
    await screen.findByRole('complementary', { name: /Ben Wu/u });
  });

  it('wants the customer where the grid does not say it', async () => {
    const app = await renderUsers();
    await app.user.click(screen.getByRole('button', { name: 'New user' }));
    await type('First name', 'Ana');
    await saveForm(app);
    await screen.findByRole('combobox', { name: 'Customer', description: 'This is required.' });
    expect(requestsOf(app, 'users.create')).toHaveLength(0);
  });

  it('takes no customer that was found for less than was typed, and another one later', async () => {
    const app = await renderUsers();
    await app.user.click(screen.getByRole('button', { name: 'New user' }));
    const customer = await screen.findByRole<HTMLInputElement>('combobox', { name: 'Customer' });
    await app.user.click(customer);
    await screen.findByRole('option', { name: /^Alster Werke/u });
    await app.user.keyboard('nord fac{Enter}');
    expect(customer.value).toBe('Nord Facility');
    // What is typed stands, whatever is found meanwhile.
    await app.user.clear(customer);
    await app.user.keyboard('werke');
    expect((await screen.findByRole('option')).textContent).toMatch(/^Alster Werke/u);
    expect(customer.value).toBe('werke');
    await app.user.keyboard('{Enter}');
    expect(customer.value).toBe('Alster Werke');
    // The list of before stays until the next one is found, which takes for ever here; Enter is the list's all the same.
    app.bridge.hold('customers.page');
    await app.user.clear(customer);
    await app.user.keyboard('nobody of that name{Enter}');
    expect(screen.queryAllByRole('option')).toEqual([]);
    expect(customer.value).toBe('nobody of that name');
    expect(screen.queryByText('This is required.')).toBeNull();
  });

  it('says in which customer a taken e-mail lives, leads there, and keeps what was typed', async () => {
    const app = await renderUsers({}, 0);
    const elsewhere = 'Alster Werke';
    fireEvent.keyDown(document, { key: 'n' });
    await type('First name', 'Ana');
    await type('Last name', 'Wu');
    await type('Email', 'PERSON1@nord.example');
    await saveForm(app);
    await screen.findByRole('textbox', {
      name: 'Email',
      description: `This email address is in use already, at ${elsewhere}. Use another address, or edit the person who has it.`,
    });
    expect((await box('First name')).value).toBe('Ana');
    await app.user.click(screen.getByRole('button', { name: `Open ${elsewhere}` }));
    // Something was typed: the way there asks first.
    await screen.findByRole('button', { name: 'Discard changes' });
  });
});

describe('Edit of a user', () => {
  it('locks the e-mail after creation and says why', async () => {
    const app = await renderUsers();
    await edit(app, 'person0@nord.example');
    const email = await box('Email');
    expect(email.readOnly).toBe(true);
    screen.getByText(
      "The email address can't be changed after creation: a setting of this tenant forbids it.",
    );
  });

  it('leaves the e-mail open where the tenant allows it', async () => {
    const app = await renderUsers({ settings: { 'users.emailEditable': true } });
    await edit(app, 'person0@nord.example');
    expect((await box('Email')).readOnly).toBe(false);
  });

  it('warns about an unverified address, with a fresh link one press away', async () => {
    const app = await renderUsers();
    const drawer = await edit(app, 'person3@nord.example');
    within(drawer).getByText('This person has not yet verified their email address.');
    await app.user.dblClick(within(drawer).getByRole('button', { name: 'Resend activation' }));
    await screen.findByText('A fresh activation mail is on its way to person3@nord.example.');
    expect(requestsOf(app, 'users.resendActivation')).toHaveLength(1);
  });

  it('does not warn about a verified one', async () => {
    const app = await renderUsers();
    const drawer = await edit(app, 'person0@nord.example');
    expect(within(drawer).queryByText(/not yet verified/)).toBeNull();
  });

  it('sends only the changed fields, with the version that was seen', async () => {
    const app = await renderUsers();
    await edit(app, 'person0@nord.example');
    await type('Department', 'Night');
    await saveForm(app);
    await waitFor(() => expect(requestsOf(app, 'users.update')).toHaveLength(1));
    expect(requestsOf(app, 'users.update')[0]?.body).toEqual({
      version: 1,
      changes: { department: 'Night' },
    });
  });

  it('has the employee number beside job title and department, and sends it when it was changed', async () => {
    const app = await renderUsers();
    await edit(app, 'person0@nord.example');
    within(screen.getByRole('group', { name: 'Contact' })).getByRole('textbox', { name: 'Employee number' });
    await type('Employee number', ' E-1042 ');
    await saveForm(app);
    await waitFor(() => expect(requestsOf(app, 'users.update')).toHaveLength(1));
    expect(requestsOf(app, 'users.update')[0]?.body).toEqual({
      version: 1,
      changes: { employeeNumber: 'E-1042' },
    });
  });

  it('shows what was just saved when it is opened again', async () => {
    const app = await renderUsers();
    await edit(app, 'person0@nord.example');
    await type('Job title', 'Harbour pilot');
    await saveForm(app);
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await edit(app, 'person0@nord.example');
    expect((await box('Job title')).value).toBe('Harbour pilot');
  });

  it('asks field by field when somebody else changed the same, and saves the choice', async () => {
    const app = await renderUsers();
    await edit(app, 'person0@nord.example');
    await type('Department', 'Mine');
    await type('Job title', 'Lead');
    await app.colleague.changeUser('person0@nord.example', { department: 'Theirs', currency: 'EUR' });
    await saveForm(app);
    const choice = await screen.findByText('Someone changed this in the meantime.');
    const conflict = choice.closest<HTMLElement>('[role=alert]');
    if (conflict === null) throw new Error('No choice.');
    const group = within(conflict).getByRole('group', { name: 'Department' });
    expect(within(conflict).getAllByRole('group')).toHaveLength(1);
    await app.user.click(within(group).getByRole('radio', { name: /Theirs/ }));
    await app.user.click(within(conflict).getByRole('button', { name: 'Use the chosen values' }));
    expect((await box('Department')).value).toBe('Theirs');
    await saveForm(app);
    await waitFor(async () =>
      expect(await app.colleague.user('person0@nord.example')).toMatchObject({
        version: 3,
        department: 'Theirs',
        jobTitle: 'Lead',
        currency: 'EUR',
      }),
    );
  });
});
