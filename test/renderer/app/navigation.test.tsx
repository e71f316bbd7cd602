// @vitest-environment jsdom
import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { apiError } from '#shared/api/errors.ts';
import { renderApp } from '../support/renderApp.tsx';

describe('The Process Navigator', () => {
  it('is a navigation landmark with the sections of the product', async () => {
    await renderApp();
    const navigator = await screen.findByRole('navigation', { name: 'Process Navigator' });
    const products = within(navigator).getByRole('group', { name: 'Customers and Products' });
    expect(
      within(products)
        .getAllByRole('button')
        .map(({ textContent }) => textContent),
    ).toEqual(['Customers', 'Users', 'Recycle bin', 'Profiles', 'Products and processes']);
    const security = within(navigator).getByRole('group', { name: 'Security' });
    expect(within(security).getByRole('button', { name: 'Audit log' })).toBeTruthy();
  });

  it('disables what the account may not open and says why to keyboard and screen reader', async () => {
    const app = await renderApp({ role: 'Viewer' });
    const audit = await screen.findByRole('button', { name: 'Audit log' });
    expect(audit.getAttribute('aria-disabled')).toBe('true');
    audit.focus();
    await app.user.hover(audit);
    expect(screen.getByRole('tooltip').textContent).toBe(
      "Your roles in Contoso GmbH don't allow you to see the audit log.",
    );
    expect(audit.getAttribute('aria-describedby')).toBe(screen.getByRole('tooltip').id);
    await app.user.click(audit);
    expect(document.title).toBe('Contoso GmbH · Customers — TenantDesk');
  });

  it('can be put away and brought back', async () => {
    const app = await renderApp();
    await screen.findByRole('navigation', { name: 'Process Navigator' });
    await app.user.click(screen.getByRole('button', { name: 'Show or hide the Process Navigator' }));
    expect(screen.queryByRole('navigation', { name: 'Process Navigator' })).toBeNull();
  });
});

describe('The window', () => {
  it('asks an account with several tenants to choose one at first', async () => {
    await renderApp({ lastScreen: null });
    expect(await screen.findByRole('heading', { name: 'Choose a tenant to manage' })).toBeTruthy();
  });

  it('disables creating while the backend is away, says why, and enables it again', async () => {
    const app = await renderApp();
    const create = await screen.findByRole('button', { name: 'New Customer' });
    await app.world.wire.fail('cut');
    await screen.findByText(/^The backend can't be reached\. You are reading the copy/u);
    expect(create.getAttribute('aria-disabled')).toBe('true');
    await app.world.wire.mend();
    await waitFor(() => expect(create.getAttribute('aria-disabled')).toBeNull());
  });

  it('says how far the clock of this computer is off, and stops when it is set', async () => {
    const app = await renderApp({ lastScreen: { name: 'users', customerId: null } });
    const ask = async () => await app.user.click(await screen.findByRole('button', { name: /^as of/u }));
    await app.world.wire.setClock(7 * 60_000);
    await ask();
    const behind = "The clock of this computer is 7 minutes behind. Times are shown by the backend's clock.";
    await screen.findByText(behind);
    await app.world.wire.setClock(-26 * 3_600_000);
    await ask();
    await screen.findByText(/^The clock of this computer is 26 hours ahead\./u);
    // Less than a minute is not worth a word.
    await app.world.wire.setClock(45_000);
    await ask();
    await waitFor(() => expect(screen.queryByText(/^The clock of this computer/u)).toBeNull());
  });

  it('says when nothing is kept on disk for want of a keychain (D1)', async () => {
    await renderApp({ keychain: { available: false, reason: 'locked' } });
    expect(await screen.findByText(/The keychain of this computer is locked/u)).toBeTruthy();
  });

  it('shows the numbers of a first load', async () => {
    await renderApp({
      users: 1200,
      // The copy is in memory then, and asks for a thousand rows at a time.
      keychain: { available: false, reason: 'locked' },
      copy: 'loading',
      before: ({ world }) => world.wire.fail('held', '/changes\\?cursor='),
    });
    // With roles, products, profiles and customers.
    expect(await screen.findByRole('button', { name: 'loading 1,000 of 1,216' })).toBeTruthy();
  });

  it('says that the copy found no space, and that nothing turns meanwhile', async () => {
    const app = await renderApp();
    await screen.findByText('Nord Facility');
    const loading = {
      tenantKey: app.inView,
      phase: 'loading',
      asOf: null,
      loaded: 4200,
      expected: 12_000,
    } as const;
    const problem = apiError('CACHE_UNAVAILABLE', '', { details: { reason: 'disk-full' } });
    act(() => app.bridge.tell('sync.changed', { ...loading, problem }));
    const words =
      'There is no space left on this computer for the local copy. Free some space. TenantDesk then goes on by itself; if it could not open the copy, start it again.';
    expect(screen.getByText(words)).toBeTruthy();
    const sync = screen.getByRole('button', { name: 'loading 4,200 of 12,000' });
    expect(sync.querySelector('svg')?.classList.value).toContain('triangle');
    act(() => app.bridge.tell('sync.changed', { ...loading, problem: null }));
    expect(screen.queryByText(words)).toBeNull();
    expect(sync.querySelector('svg')?.classList.value).toContain('turning');
  });

  it('offers to try again when the list of customers can not be read', async () => {
    const app = await renderApp({
      copy: 'loading',
      async before({ world }) {
        await world.wire.fail('held', '/changes\\?');
        await world.database.stop();
      },
    });
    const again = await screen.findByRole('button', { name: 'Try again' });
    await app.world.database.start();
    await app.user.click(again);
    expect(await screen.findByText('Nord Facility')).toBeTruthy();
  });
});

describe('Signing in and out', () => {
  it('opens the browser for the address given and offers cancel and the link while waiting', async () => {
    const app = await renderApp({ signedOut: true, alone: true });
    await app.user.click(await screen.findByRole('button', { name: 'Sign in' }));
    expect(app.bridge.calls.find(({ name }) => name === 'session.signIn')?.input).toEqual({
      backendUrl: app.backendUrl,
    });
    await app.user.click(await screen.findByRole('button', { name: 'Cancel' }));
    expect(await screen.findByRole('button', { name: 'Sign in' })).toBeTruthy();
  });

  it('says what is wiped before signing out, and shows the door afterwards', async () => {
    const app = await renderApp();
    await app.user.click(await screen.findByRole('button', { name: 'Account' }));
    await app.user.click(await screen.findByRole('button', { name: 'Sign out' }));
    expect(await screen.findByText(/removes the encrypted copy of every tenant/u)).toBeTruthy();
    await app.user.click(screen.getByRole('button', { name: 'Sign out and remove local data' }));
    await screen.findByRole('button', { name: 'Sign in' });
    await waitFor(() => expect(app.parts.console.getState().tenantKey).toBeNull());
    expect(screen.queryByText('Nord Facility')).toBeNull();
  });

  it('begins fresh for the next account: no message and no connection of the one before @security', async () => {
    const app = await renderApp();
    await screen.findByText('Nord Facility');
    await app.world.wire.fail('cut');
    act(() =>
      app.parts.toasts
        .getState()
        .show({ tenantKey: null, tone: 'negative', text: 'Jo Falk could not be saved.' }),
    );
    await screen.findByText(/^The backend can't be reached\./u);
    await app.user.click(screen.getByRole('button', { name: 'Account' }));
    await app.user.click(await screen.findByRole('button', { name: 'Sign out' }));
    await app.user.click(await screen.findByRole('button', { name: 'Sign out and remove local data' }));
    await app.world.wire.mend();
    await app.user.click(await screen.findByRole('button', { name: 'Sign in' }));
    await app.user.click(await screen.findByRole('option', { name: /Contoso GmbH/u }));
    await screen.findByText('Nord Facility');
    expect(screen.queryByText(/^The backend can't be reached\./u)).toBeNull();
    expect(screen.queryByText('Jo Falk could not be saved.')).toBeNull();
  });
});
