// @vitest-environment jsdom
import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { renderApp } from '../support/renderApp.tsx';

async function typeIntoNewCustomer() {
  const app = renderApp();
  await app.user.click(await screen.findByRole('button', { name: 'New Customer' }));
  await app.user.type(await screen.findByRole('textbox', { name: 'Title' }), 'Half written');
  return app;
}
async function switchTo(app: Awaited<ReturnType<typeof typeIntoNewCustomer>>, name: string) {
  await app.user.click(screen.getByRole('button', { name: 'Customer switcher' }));
  await app.user.type(
    await screen.findByRole('combobox', { name: 'Filter by name or code' }),
    `${name}{Enter}`,
  );
}

describe('The tenant guard (T6)', () => {
  it('asks before switching with unsaved input, and stays when told to', async () => {
    const app = await typeIntoNewCustomer();
    await switchTo(app, 'helvetia');
    expect(await screen.findByRole('dialog', { name: 'Switch to Helvetia Facility?' })).toBeTruthy();
    await app.user.click(screen.getByRole('button', { name: 'Keep editing' }));
    expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Title' }).value).toBe('Half written');
    expect(document.title).toBe('Contoso GmbH · Customers — TenantDesk');
  });

  it('switches once the user lets the input go', async () => {
    const app = await typeIntoNewCustomer();
    await switchTo(app, 'helvetia');
    await app.user.click(await screen.findByRole('button', { name: 'Discard and switch' }));
    expect(
      await screen.findByRole('button', { name: 'Customer switcher', description: 'Helvetia Facility' }),
    ).toBeTruthy();
    expect(screen.queryByRole('textbox', { name: 'Title' })).toBeNull();
  });

  it('asks as well before another screen takes the place of a form with input', async () => {
    const app = await typeIntoNewCustomer();
    await app.user.click(screen.getByRole('button', { name: 'Audit log' }));
    expect(await screen.findByRole('dialog', { name: 'Discard what you typed?' })).toBeTruthy();
  });

  it('switches at once when nothing was typed', async () => {
    const app = renderApp();
    await app.user.click(await screen.findByRole('button', { name: 'New Customer' }));
    await screen.findByRole('textbox', { name: 'Title' });
    await switchTo(app, 'helvetia');
    expect(
      await screen.findByRole('button', { name: 'Customer switcher', description: 'Helvetia Facility' }),
    ).toBeTruthy();
  });

  it('sends a form to the tenant that it was opened in', async () => {
    const app = await typeIntoNewCustomer();
    await app.user.click(screen.getByRole('button', { name: 'Save Changes' }));
    await screen.findByText('Half written was created.');
    const call = app.bridge.calls.find(({ name }) => name === 'backend.call')?.input;
    const tenantId = app.parts.console.getState().tenantId;
    expect(call).toMatchObject({ tenantId, params: { tenantId }, route: 'customers.create' });
  });
});
