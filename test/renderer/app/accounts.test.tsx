// @vitest-environment jsdom
import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { ConsoleOptions } from '../support/world/openConsole.ts';
import { renderApp, type RenderedApp } from '../support/renderApp.tsx';

const accountButton = () => screen.findByRole('button', { name: 'Account' });

/** Somebody at work, who wants one more account. */
async function adding(options?: ConsoleOptions) {
  const app = await renderApp(options);
  await screen.findByText('Nord Facility');
  await app.user.click(await accountButton());
  await app.user.click(await screen.findByRole('button', { name: 'Add account' }));
  const dialog = await screen.findByRole('dialog', { name: 'Add account' });
  return { ...app, dialog };
}

/** Mara has added Jo's account and works on Contoso as herself. */
async function withBoth() {
  const app = await adding();
  await app.world.comes(app.jo);
  await app.user.click(within(app.dialog).getByRole('button', { name: 'Sign in' }));
  const list = await screen.findByRole('dialog', { name: 'Choose a tenant' });
  return { ...app, list };
}

const labelOf = ({ backendUrl }: RenderedApp, { email }: { readonly email: string }) =>
  `${email} · ${new URL(backendUrl).host}`;

async function entryOf(app: RenderedApp, person: { readonly email: string }) {
  await app.user.click(await accountButton());
  return within(await screen.findByRole('region', { name: labelOf(app, person) }));
}

describe('Adding an account', () => {
  it('shows in the switcher whose each customer is, and keeps the two apart', async () => {
    const app = await withBoth();
    const { list, user, jo } = app;
    const headings = () => within(list).getAllByText(/ · 127\.0\.0\.1:/u, { selector: 'span' });
    await waitFor(() => expect(headings()).toHaveLength(2));
    await user.type(within(list).getByRole('combobox'), 'contoso');
    const found = within(list).getAllByRole('option', { name: /Contoso GmbH/u });
    expect(found).toHaveLength(2);
    // By address, Jo's stands above Mara's.
    await user.click(found[0] as HTMLElement);
    const description = new RegExp(`^Contoso GmbH *· ${labelOf(app, jo)}$`, 'u');
    expect(await screen.findByRole('button', { name: 'Customer switcher', description })).toBeTruthy();
    expect(await screen.findByText('Nord Facility')).toBeTruthy();
  });

  it('says that the person is signed in already, and shows no list', async () => {
    const { dialog, user, call } = await adding();
    await user.click(within(dialog).getByRole('button', { name: 'Sign in' }));
    expect(await screen.findByText(/^You were signed in with this account already\./u)).toBeTruthy();
    expect(screen.queryByRole('dialog')).toBeNull();
    expect((await call('session.current')).accounts).toHaveLength(1);
  });

  it('is given up by Escape, also while the browser is open, and nothing opens after it', async () => {
    const { dialog, user, call, world, jo } = await adding();
    await world.comes({ ...jo, email: '' });
    expect(
      within(dialog)
        .getAllByRole('button')
        .map(({ textContent }) => textContent),
    ).toEqual(['Sign in', 'Cancel']);
    await user.click(within(dialog).getByRole('button', { name: 'Sign in' }));
    await within(dialog).findByText(/browser/u, { selector: '[role=status]' });
    await user.keyboard('{Escape}');
    await waitFor(async () => expect((await call('session.current')).signIn.waiting).toBe(false));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(await screen.findByText('Nord Facility')).toBeTruthy();
  });
});

describe('With two accounts', () => {
  it('signs out one alone, and says so to the other @security', async () => {
    const app = await withBoth();
    const { user, jo, mara, call } = app;
    await user.keyboard('{Escape}');
    const entry = await entryOf(app, jo);
    await user.click(entry.getByRole('button', { name: 'Sign out' }));
    await user.click(await screen.findByRole('button', { name: 'Sign out and remove local data' }));
    expect(await screen.findByText(`${jo.email} is signed out.`)).toBeTruthy();
    expect(screen.getByText('Nord Facility')).toBeTruthy();
    expect((await call('session.current')).accounts.map(({ profile }) => profile.email)).toEqual([
      mara.email,
    ]);
    const description = 'Contoso GmbH';
    expect(screen.getByRole('button', { name: 'Customer switcher', description })).toBeTruthy();
  });

  it('leaves the one in view when its own ends: says why, and offers the customers of the other @security', async () => {
    const app = await withBoth();
    const { user, mara, world } = app;
    await user.keyboard('{Escape}');
    await world.setDisabled(mara, true);
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain(`The session of ${mara.email}`);
    expect(screen.queryByText('Nord Facility')).toBeNull();
    await user.click(await screen.findByRole('option', { name: /Contoso GmbH/u }));
    expect(await screen.findByText('Nord Facility')).toBeTruthy();
  });

  it('undisturbed when the other was shut out, who may sign in again once let in', async () => {
    const app = await withBoth();
    const { user, jo, world, call } = app;
    await user.keyboard('{Escape}');
    await world.setDisabled(jo, true);
    await screen.findByText(new RegExp(`^${jo.email} is signed out\\.`, 'u'));
    expect(screen.getByText('Nord Facility')).toBeTruthy();
    const entry = await entryOf(app, jo);
    await world.setDisabled(jo, false);
    await user.click(entry.getByRole('button', { name: 'Sign in again' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Sign in again' }));
    expect(dialog.getByText(new RegExp(`^Sign in as ${jo.email}`, 'u'))).toBeTruthy();
    await user.click(dialog.getByRole('button', { name: 'Sign in' }));
    await screen.findByRole('dialog', { name: 'Choose a tenant' });
    const { accounts } = await call('session.current');
    expect(accounts.map(({ state }) => state)).toEqual(['signed-in', 'signed-in']);
  });
});
