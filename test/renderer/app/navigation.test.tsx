// @vitest-environment jsdom
import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { apiError } from '#shared/api/errors.ts';
import type { SessionState } from '#shared/desktop/session.ts';
import { accountId } from '../support/memoryWorld.ts';
import { happen, renderApp } from '../support/renderApp.tsx';

describe('The Process Navigator', () => {
  it('is a navigation landmark with the sections of the product', async () => {
    renderApp();
    const navigator = await screen.findByRole('navigation', { name: 'Process Navigator' });
    const products = within(navigator).getByRole('group', { name: 'Customers and Products' });
    expect(
      within(products)
        .getAllByRole('button')
        .map(({ textContent }) => textContent),
    ).toEqual(['Customers', 'Users', 'Profiles', 'Products and processes']);
    const security = within(navigator).getByRole('group', { name: 'Security' });
    expect(within(security).getByRole('button', { name: 'Audit log' })).toBeTruthy();
  });

  it('disables what the account may not open and says why to keyboard and screen reader', async () => {
    const app = renderApp({ role: 'Viewer' });
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
    const app = renderApp();
    await screen.findByRole('navigation', { name: 'Process Navigator' });
    await app.user.click(screen.getByRole('button', { name: 'Show or hide the Process Navigator' }));
    expect(screen.queryByRole('navigation', { name: 'Process Navigator' })).toBeNull();
  });
});

describe('The window', () => {
  it('asks an account with several tenants to choose one at first', async () => {
    renderApp({ preferences: { lastTenantId: null } });
    expect(await screen.findByRole('heading', { name: 'Choose a customer to manage' })).toBeTruthy();
  });

  it('disables creating while the backend is away, says why, and enables it again', async () => {
    const app = renderApp({ online: false });
    const create = await screen.findByRole('button', { name: 'New Customer' });
    expect(create.getAttribute('aria-disabled')).toBe('true');
    expect(screen.getByText(/^The backend can't be reached\. You are reading the copy/u)).toBeTruthy();
    await happen(() => app.bridge.setOnline(true));
    expect(create.getAttribute('aria-disabled')).toBeNull();
  });

  it('says when nothing is kept on disk for want of a keychain (D1)', async () => {
    renderApp({ session: { keychain: { available: false, reason: 'locked' } } });
    expect(await screen.findByText(/The keychain of this computer is locked/u)).toBeTruthy();
  });

  it('shows the numbers of a first load', async () => {
    const app = renderApp();
    await screen.findByText('Nord Facility');
    const tenantId = app.parts.console.getState().tenantId ?? '';
    await happen(() =>
      app.bridge.emit('sync.changed', {
        tenantId,
        phase: 'loading',
        asOf: null,
        loaded: 4200,
        expected: 12_000,
        problem: null,
      }),
    );
    expect(screen.getByRole('button', { name: 'loading 4,200 of 12,000' })).toBeTruthy();
  });

  it('says that the copy found no space, and that nothing turns meanwhile', async () => {
    const app = renderApp();
    await screen.findByText('Nord Facility');
    const tenantId = app.parts.console.getState().tenantId ?? '';
    const loading = { tenantId, phase: 'loading', asOf: null, loaded: 4200, expected: 12_000 } as const;
    const problem = apiError('CACHE_UNAVAILABLE', '', { details: { reason: 'disk-full' } });
    await happen(() => app.bridge.emit('sync.changed', { ...loading, problem }));
    const words =
      'There is no space left on this computer for the local copy. Free some: it then goes on by itself.';
    expect(screen.getByText(words)).toBeTruthy();
    const sync = screen.getByRole('button', { name: 'loading 4,200 of 12,000' });
    expect(sync.querySelector('svg')?.classList.value).toContain('triangle');
    await happen(() => app.bridge.emit('sync.changed', { ...loading, problem: null }));
    expect(screen.queryByText(words)).toBeNull();
    expect(sync.querySelector('svg')?.classList.value).toContain('turning');
  });

  it('offers to try again when the list of customers can not be read', async () => {
    const app = renderApp({ failing: { 'customers.page': apiError('CACHE_UNAVAILABLE', '') } });
    const again = await screen.findByRole('button', { name: 'Try again' });
    delete app.bridge.failing['customers.page'];
    await app.user.click(again);
    expect(await screen.findByText('Nord Facility')).toBeTruthy();
  });
});

describe('Signing in and out', () => {
  it('opens the browser for the address given and offers cancel and the link while waiting', async () => {
    const app = renderApp({ session: { state: 'signed-out', account: null } });
    await app.user.click(await screen.findByRole('button', { name: 'Sign in' }));
    expect(app.bridge.calls.find(({ name }) => name === 'session.signIn')?.input).toEqual({
      backendUrl: 'https://tenants.meridian.example',
    });
    await app.user.click(await screen.findByRole('button', { name: 'Cancel' }));
    expect(await screen.findByRole('button', { name: 'Sign in' })).toBeTruthy();
  });

  it('says what is wiped before signing out, and shows the door afterwards', async () => {
    const app = renderApp();
    await app.user.click(await screen.findByRole('button', { name: 'Account' }));
    await app.user.click(await screen.findByRole('button', { name: 'Sign out' }));
    expect(await screen.findByText(/removes the encrypted copy of every customer/u)).toBeTruthy();
    await app.user.click(screen.getByRole('button', { name: 'Sign out and remove local data' }));
    await screen.findByRole('button', { name: 'Sign in' });
    await waitFor(() => expect(app.parts.console.getState().tenantId).toBeNull());
    expect(screen.queryByText('Nord Facility')).toBeNull();
  });

  it('begins anew for the next account: no message and no connection of the one before @security', async () => {
    const app = renderApp();
    await screen.findByText('Nord Facility');
    const { bridge, parts } = app;
    await happen(() => {
      parts.toasts.getState().show({ tenantId: null, tone: 'negative', text: 'Jo Falk could not be saved.' });
      bridge.emit('connection.changed', { accountId, online: false, lastContactAt: null });
    });
    expect(screen.getByText(/^The backend can't be reached\./u)).toBeTruthy();
    const before = JSON.parse(await bridge.commands['session.current'](undefined)) as { value: SessionState };
    await happen(() =>
      bridge.emit('session.changed', { ...before.value, state: 'signed-out', account: null }),
    );
    await happen(() => bridge.emit('session.changed', before.value));
    await screen.findByText('Nord Facility');
    expect(screen.queryByText(/^The backend can't be reached\./u)).toBeNull();
    expect(screen.queryByText('Jo Falk could not be saved.')).toBeNull();
  });
});
