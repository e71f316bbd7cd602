// @vitest-environment jsdom
import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { openPanel, renderUsers, requestsOf, rowOf } from '../support/usersStory.ts';

const factIn = (panel: HTMLElement, label: string): string | null | undefined =>
  within(panel).getByText(label, { selector: 'dt' }).nextElementSibling?.textContent;

describe('A press on a person', () => {
  it('opens a panel to read, not a form, and copies the e-mail', async () => {
    const app = await renderUsers({}, 0);
    await app.colleague.changeUser('person0@nord.example', {
      department: 'Harbour',
      timeZone: 'Europe/Kyiv',
    });
    const panel = await openPanel(app, 'person0@nord.example');
    expect(within(panel).queryByRole('textbox')).toBeNull();
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(within(panel).getByRole('status').textContent).toMatch(/^Activesince /u);
    await waitFor(() => expect(factIn(panel, 'Department')).toBe('Harbour'));
    expect(factIn(panel, 'Time zone')).toBe('Europe/Kyiv');
    expect(factIn(panel, 'Job title')).not.toBe('');
    await app.user.click(within(panel).getByRole('button', { name: 'Copy email' }));
    await screen.findByText('The email address was copied.');
    expect(await app.world.copied()).toBe('person0@nord.example');
  });

  it('shows at once what somebody else changes, who did it, and that the person is deleted', async () => {
    const app = await renderUsers();
    const panel = await openPanel(app, 'person0@nord.example');
    await within(panel).findByText('Nothing has been recorded yet.');
    const { id, version } = await app.colleague.changeUser('person0@nord.example', { jobTitle: 'Pilot' });
    await waitFor(() => expect(factIn(panel, 'Job title')).toBe('Pilot'));
    await within(panel).findByText(/^Changed Job title of /u);
    within(panel).getByText('Jo Falk');
    await app.colleague.call('users.delete', {
      params: { tenantId: app.tenantId, userId: id },
      body: { version },
    });
    await within(panel).findByText('This person is no longer there');
    within(panel).getByRole('button', { name: 'Recycle bin' });
    expect(within(panel).queryByRole('button', { name: 'Edit' })).toBeNull();
  });

  it('follows the arrows of the grid, which keeps the focus, and closes by Escape', async () => {
    const app = await renderUsers();
    const panel = await openPanel(app, 'person0@nord.example');
    const grid = screen.getByRole('grid');
    const before = document.activeElement?.closest<HTMLElement>('[data-id]')?.dataset['id'];
    await app.user.keyboard('{ArrowDown}');
    await waitFor(() => {
      const row = document.activeElement?.closest<HTMLElement>('[data-id]');
      expect(row?.dataset['id']).not.toBe(before);
      const email = row?.querySelector('[data-field=email]')?.textContent;
      expect(within(panel).queryAllByText(email ?? '?')).not.toHaveLength(0);
    });
    expect(grid.contains(document.activeElement)).toBe(true);
    await app.user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('complementary')).toBeNull());
    expect(grid.contains(document.activeElement)).toBe(true);
  });

  it('leads to the form by E and back by Escape; another row asks before typed input goes', async () => {
    const app = await renderUsers();
    await openPanel(app, 'person0@nord.example');
    await app.user.keyboard('e');
    await screen.findByRole('dialog', { name: /^Edit / });
    await app.user.keyboard('{Escape}');
    await within(await screen.findByRole('complementary')).findByText('person0@nord.example');
    await app.user.click(screen.getByRole('button', { name: 'Edit' }));
    await app.user.type(await screen.findByRole('textbox', { name: 'Department' }), 'x');

    await app.user.click(within(await rowOf('person1@nord.example')).getByText('person1@nord.example'));
    const question = await screen.findByRole('dialog', { name: 'Discard what you typed?' });
    await app.user.click(within(question).getByRole('button', { name: 'Keep editing' }));
    screen.getByRole('textbox', { name: 'Department' });
    // The menu's New asks, too.
    app.bridge.tell('menu.chosen', { command: 'new-item' });
    await app.user.click(await screen.findByRole('button', { name: 'Discard changes' }));
    await screen.findByRole('dialog', { name: 'New user' });
    expect(app.parts.console.getState().unsaved).toEqual([]);
  });

  it('offers only what may be done, and says in one line why not the rest', async () => {
    const app = await renderUsers({ role: 'Viewer' });
    const panel = await openPanel(app, 'person0@nord.example');
    await within(panel).findByText("Your roles in Contoso GmbH don't allow you to edit users.");
    expect(within(panel).queryByRole('group', { name: 'Actions' })).toBeNull();
    expect(within(panel).queryByText('Recent events')).toBeNull();
    // Nor does E lead to a form that could not be saved.
    await app.user.keyboard('e');
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(requestsOf(app, 'audit.list')).toHaveLength(0);
  });

  it('says the state of an invitation, and offers the fresh link', async () => {
    const app = await renderUsers();
    const panel = await openPanel(app, 'person3@nord.example');
    expect(within(panel).getByRole('status').textContent).toMatch(/^Invit/u);
    await app.user.click(await within(panel).findByRole('button', { name: 'Resend activation' }));
    await screen.findByText('A fresh activation mail is on its way to person3@nord.example.');
    await waitFor(() =>
      expect(within(panel).getByRole('status').textContent).toMatch(/^Invitedmail sent .*, link expires /u),
    );
  });

  it('takes a note as a form does: what is typed is asked about, and what is written stands there with its author', async () => {
    const seen: string[] = [];
    // Nothing is laid out here, so that nothing scrolls.
    Element.prototype.scrollIntoView = function remember(this: Element) {
      seen.push(this.id);
    };
    const app = await renderUsers();
    const panel = await openPanel(app, 'person1@nord.example');
    await within(panel).findByText('Nobody has written a note yet.');
    await app.user.click(within(panel).getByRole('button', { name: 'Add note' }));
    const form = within(await screen.findByRole('dialog', { name: /^Note about / }));
    await app.user.type(form.getByRole('textbox', { name: 'Note' }), 'Called at nine.{Enter}Lost the phone.');
    await app.user.keyboard('{Escape}');
    await app.user.click(await screen.findByRole('button', { name: 'Keep editing' }));
    await app.user.click(form.getByRole('button', { name: 'Save Changes' }));
    const again = within(await screen.findByRole('complementary'));
    // What was written is in sight, not the top of all that is known.
    expect(seen).toEqual(['panel-notes']);
    const text = await again.findByText(/^Called at nine\.\s+Lost the phone\.$/u);
    expect(text.closest('li')?.textContent).toContain('now');
    await app.user.click(again.getByRole('button', { name: /^Delete the note by / }));
    await app.user.click(await screen.findByRole('button', { name: 'Delete note' }));
    await again.findByText('Nobody has written a note yet.');
  });

  it('has all notes, the older ones where one asks for them', async () => {
    const app = await renderUsers();
    const { colleague } = app;
    const { id } = await colleague.user('person1@nord.example');
    const params = { tenantId: colleague.tenantId, userId: id };
    for (let at = 0; at < 51; at += 1)
      await colleague.call('notes.create', { params, body: { text: `Call number ${String(at)}` } });
    const panel = within(await openPanel(app, 'person1@nord.example'));
    await panel.findByText('Call number 50');
    expect(panel.queryByText('Call number 0')).toBeNull();
    await app.user.click(panel.getByRole('button', { name: 'Show older notes' }));
    await panel.findByText('Call number 0');
    expect(panel.queryByRole('button', { name: 'Show older notes' })).toBeNull();
  });

  it('says that recent events need the connection while there is none', async () => {
    const app = await renderUsers();
    await app.world.wire.fail('cut');
    await screen.findByText(/^The backend can't be reached\./u);
    const panel = await openPanel(app, 'person0@nord.example');
    expect(within(panel).getByText('Recent events need the connection to the backend.')).toBeTruthy();
    expect(within(panel).getByText(/^This needs the connection/u)).toBeTruthy();
  });
});
