// @vitest-environment jsdom
import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { tenantKeyOf } from '#shared/desktop/tenantKey.ts';
import { renderApp } from '../support/renderApp.tsx';
import type { ConsoleOptions } from '../support/world/openConsole.ts';

/** The switcher of somebody who pinned one tenant and worked on another before. */
const open = async (options: ConsoleOptions = {}) => {
  const app = await renderApp({
    async before({ call, tenantIds, accountId }) {
      const keyOf = (name: string) => tenantKeyOf(accountId, tenantIds[name] ?? '');
      await call('tenants.pin', { tenantKey: keyOf('Nordwind AG'), pinned: true });
      await call('tenants.open', { tenantKey: keyOf('Helvetia Facility') });
    },
    ...options,
  });
  await app.user.click(await screen.findByRole('button', { name: 'Customer switcher' }));
  const filter = await screen.findByRole('combobox', { name: 'Filter by name or code' });
  return { ...app, filter };
};
const shown = () => screen.getAllByRole('option').map((option) => option.textContent ?? '');

describe('The Customer switcher', () => {
  it('opens with the filter focused and shows pinned, recent and all tenants', async () => {
    const { filter } = await open();
    expect(filter).toBe(document.activeElement);
    const panel = screen.getByRole('dialog', { name: 'Choose a tenant' });
    for (const section of ['Pinned', 'Recent', 'All others'])
      expect(within(panel).getByText(section, { selector: '[role=presentation]' })).toBeTruthy();
    expect(shown()[0]).toContain('Nordwind AG');
  });

  it('filters by name and by code, whatever the case and the accents', async () => {
    const { filter, user } = await open();
    await user.type(filter, 'HELVET');
    expect(shown()).toHaveLength(1);
    expect(shown()[0]).toContain('Helvetia Facility');
    await user.clear(filter);
    await user.type(filter, 't0002');
    expect(shown()[0]).toContain('Nordwind AG');
  });

  it('says so when nothing matches', async () => {
    const { filter, user } = await open();
    await user.type(filter, 'zzzz');
    expect(screen.queryAllByRole('option')).toHaveLength(0);
    expect(screen.getByText('No tenant matches. Try fewer letters.')).toBeTruthy();
  });

  it('moves by arrows, opens by Enter and shows the name in title and button', async () => {
    const { filter, user } = await open();
    await user.type(filter, 'a');
    await user.clear(filter);
    await user.type(filter, 'helvetia{Enter}');
    expect(
      await screen.findByRole('button', { name: 'Customer switcher', description: 'Helvetia Facility' }),
    ).toBeTruthy();
    expect(document.title).toBe('Helvetia Facility · Customers — TenantDesk');
  });

  it('keeps the active line in reach of assistive technology while arrows move it', async () => {
    const { filter, user } = await open();
    const active = () =>
      document.getElementById(filter.getAttribute('aria-activedescendant') ?? '')?.textContent;
    await user.keyboard('{PageUp}{ArrowDown}{ArrowDown}');
    expect(active()).toContain('Helvetia Facility');
  });

  it('is ready to go back to the tenant before, and lists none twice', async () => {
    const { filter, user } = await open();
    const active = () =>
      document.getElementById(filter.getAttribute('aria-activedescendant') ?? '')?.textContent;
    // That of the last start.
    expect(active()).toContain('Helvetia Facility');
    const names = screen.getAllByRole('option').map((option) => option.querySelector('p')?.textContent);
    expect(new Set(names).size).toBe(names.length);
    await user.type(filter, 'nordwind{Enter}');
    await screen.findByRole('button', { name: 'Customer switcher', description: 'Nordwind AG' });
    await user.click(screen.getByRole('button', { name: 'Customer switcher' }));
    await user.type(await screen.findByRole('combobox', { name: 'Filter by name or code' }), '{Enter}');
    await screen.findByRole('button', { name: 'Customer switcher', description: 'Contoso GmbH' });
  });

  it('is ready to go to the tenant that one came from by Back', async () => {
    const { filter, user, bridge } = await open();
    const switchTo = async (typed: string) => {
      await user.click(screen.getByRole('button', { name: 'Customer switcher' }));
      await user.type(await screen.findByRole('combobox', { name: 'Filter by name or code' }), typed);
    };
    const arrived = (tenant: string) =>
      screen.findByRole('button', { name: 'Customer switcher', description: tenant });
    await user.type(filter, 'nordwind{Enter}');
    await arrived('Nordwind AG');
    await switchTo('helvetia{Enter}');
    await arrived('Helvetia Facility');
    act(() => bridge.tell('menu.chosen', { command: 'go-back' }));
    await arrived('Nordwind AG');
    await switchTo('{Enter}');
    expect(await arrived('Helvetia Facility')).toBeTruthy();
  });

  it('takes what the users are searched by along, where that is wanted', async () => {
    const { user, parts } = await open({ lastScreen: { name: 'users', customerId: null } });
    await user.keyboard('{Escape}');
    await user.type(await screen.findByRole('searchbox'), 'ana');
    await waitFor(() => expect(JSON.stringify(parts.console.getState().tenants)).toContain('"search":"ana"'));
    await user.click(screen.getByRole('button', { name: 'Customer switcher' }));
    await screen.findByRole('combobox', { name: 'Filter by name or code' });
    await user.tab();
    expect(document.activeElement).toBe(screen.getByRole('checkbox', { name: 'Search for “ana” there too' }));
    await user.keyboard(' ');
    await user.type(screen.getByRole('combobox', { name: 'Filter by name or code' }), 'helvetia{Enter}');
    await screen.findByRole('button', { name: 'Customer switcher', description: 'Helvetia Facility' });
    expect(await screen.findByRole('searchbox')).toHaveProperty('value', 'ana');
  });

  it('pins and unpins by Alt+P', async () => {
    const { user, bridge } = await open();
    await user.keyboard('{PageUp}{Alt>}p{/Alt}');
    expect(bridge.calls.find(({ name }) => name === 'tenants.pin')?.input).toMatchObject({ pinned: false });
    expect(screen.queryByText('Pinned', { selector: '[role=presentation]' })).toBeNull();
  });

  it('closes by Escape and gives the focus back', async () => {
    const { user } = await open();
    await user.keyboard('{Escape}');
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Customer switcher' }));
  });

  it('keeps only the lines in sight in the document, of 2,000 tenants', async () => {
    await open({ tenants: 2000 });
    expect(shown().length).toBeLessThan(60);
    expect(screen.getAllByRole('option')[0]?.getAttribute('aria-setsize')).not.toBe(String(shown().length));
  });

  it('only shows the name to an account with a single tenant', async () => {
    await renderApp({ single: true });
    expect((await screen.findByRole('group', { name: 'Customer switcher' })).textContent).toBe(
      'Contoso GmbH',
    );
    expect(screen.queryByRole('button', { name: 'Customer switcher' })).toBeNull();
  });
});
