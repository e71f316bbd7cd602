// @vitest-environment jsdom
import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { timeZoneOptions } from '../../../src-renderer/components/form/timeZones.ts';
import { type RenderedApp, renderApp, saveForm } from '../support/renderApp.tsx';
import { openMenu, renderUsers } from '../support/usersStory.ts';

async function edit(app: RenderedApp, email: string): Promise<HTMLElement> {
  const menu = await openMenu(app, email);
  await app.user.click(within(menu).getByRole('menuitem', { name: 'Edit' }));
  return screen.findByRole('dialog', { name: /^Edit / });
}
const box = (name: string) => screen.findByRole<HTMLInputElement>('combobox', { name });

describe('A value of a field', () => {
  it('that is not among the options is shown, by the name of today', async () => {
    const app = await renderUsers({}, 0);
    await app.colleague.changeUser('person0@nord.example', { timeZone: 'Europe/Kiev', currency: 'XXQ' });
    const [userId] = app.userIds;
    await waitFor(async () =>
      expect(await app.call('users.one', { tenantKey: app.inView, userId: userId ?? '' })).toMatchObject({
        currency: 'XXQ',
      }),
    );
    await edit(app, 'person0@nord.example');
    expect((await box('Time zone')).value).toBe('Europe/Kyiv');
    expect((await box('Currency')).value).toBe('XXQ');
    await app.user.click(await box('Time zone'));
    await app.user.clear(await box('Time zone'));
    await app.user.type(await box('Time zone'), 'calcutta');
    const list = await screen.findByRole('listbox', { name: 'Time zone' });
    expect(
      within(list)
        .getAllByRole('option')
        .map(({ textContent }) => textContent),
    ).toEqual(['Asia/Kolkata']);
  });

  it('whose profile somebody deletes meanwhile keeps its name and says so, never an id', async () => {
    const app = await renderUsers({}, 0);
    const { id: profileId, version } = await app.colleague.profile('Night shift');
    await edit(app, 'person0@nord.example');
    await app.user.click(await box('Profiles'));
    await app.user.click(await screen.findByRole('option', { name: /^Night shift/u }));
    await app.colleague.call('profiles.delete', {
      params: { tenantId: app.tenantId, profileId },
      body: { version, takeFromHolders: true },
    });
    await screen.findByText('Night shift (no longer there)');
    await saveForm(app);
    await waitFor(async () =>
      expect((await screen.findByRole('combobox', { name: 'Profiles' })).getAttribute('aria-invalid')).toBe(
        'true',
      ),
    );
  });

  it('that the form does not show is said with its label in the summary when it is wrong', async () => {
    const app = await renderUsers({}, 0);
    await app.user.click(screen.getAllByRole('button', { name: 'New user' })[0]!);
    await app.user.type(await screen.findByRole('textbox', { name: 'First name' }), 'Madonna');
    await app.user.type(screen.getByRole('textbox', { name: 'Email' }), 'madonna@nord.example');
    const customerId = app.customerIds[0] ?? '';
    const { version } = await app.colleague.call('customers.get', {
      params: { tenantId: app.tenantId, customerId },
    });
    await app.colleague.call('customers.delete', {
      params: { tenantId: app.tenantId, customerId },
      body: { version, users: { kind: 'move', toCustomerId: app.customerIds[1] ?? '' } },
    });
    await saveForm(app);
    expect(await screen.findByText('Customer: This no longer exists. Choose another.')).toBeTruthy();
    expect(screen.getByText('1 field needs your attention.')).toBeTruthy();
  });
});

describe('A person with one name only', () => {
  it('is made without a last name', async () => {
    const app = await renderUsers({}, 0);
    await app.user.click(screen.getByRole('button', { name: 'New user' }));
    await app.user.type(await screen.findByRole('textbox', { name: 'First name' }), 'Madonna');
    await app.user.type(screen.getByRole('textbox', { name: 'Email' }), 'madonna@nord.example');
    await saveForm(app);
    expect(
      await screen.findByText('Created Madonna. An activation mail is on its way to madonna@nord.example.'),
    ).toBeTruthy();
  });
});

describe('A form that may not be saved', () => {
  it('is only read, with one line why, and no button that does nothing', async () => {
    const app = await renderApp({ role: 'Viewer' });
    const row = (
      await within(await screen.findByRole('grid')).findByText('Nord Facility')
    ).closest<HTMLElement>('[role=row]');
    row?.querySelector<HTMLElement>('[data-field=title]')?.focus();
    await app.user.keyboard('e');
    const form = await screen.findByRole('dialog', { name: 'Nord Facility' });
    expect(within(form).getByRole<HTMLInputElement>('textbox', { name: 'Title' }).readOnly).toBe(true);
    within(form).getByText("Your roles in Contoso GmbH don't allow you to edit customers.");
    expect(within(form).queryByRole('button', { name: 'Save Changes' })).toBeNull();
  });

  it('of a person is no more than read where it stands open all the same, phones and picture too', async () => {
    const app = await renderUsers({ role: 'Viewer' });
    const [id = ''] = app.userIds;
    act(() => app.parts.console.getState().showDrawer(app.inView, { of: 'users', id }));
    const form = await screen.findByRole('dialog');
    await within(form).findByRole('group', { name: 'Phones' });
    const inputs = within(form).queryAllByRole<HTMLInputElement>('textbox');
    expect(inputs.filter(({ readOnly }) => !readOnly)).toEqual([]);
    expect(within(form).queryByRole('button', { name: /phone|picture/iu })).toBeNull();
  });
});

describe('The list of time zones', () => {
  const options = timeZoneOptions();

  it('has each zone once, by the name of today', () => {
    const names = options.map(({ value }) => value);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toEqual(expect.arrayContaining(['Europe/Kyiv', 'Asia/Kolkata', 'UTC']));
    expect(names).not.toContain('Europe/Kiev');
    expect(options.find(({ value }) => value === 'Asia/Kolkata')?.synonyms).toEqual(['Asia/Calcutta']);
  });

  it('names only zones that the runtime knows', () => {
    for (const { value } of options)
      expect(() => new Intl.DateTimeFormat('en', { timeZone: value })).not.toThrow();
  });
});
