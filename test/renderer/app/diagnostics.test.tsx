// @vitest-environment jsdom
import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { type RenderedApp, renderApp } from '../support/renderApp.tsx';
import { renderUsers } from '../support/usersStory.ts';

/** Chooses it in the application menu; returns what is on the clipboard when the window says so. */
async function copied(app: RenderedApp): Promise<string> {
  app.bridge.tell('menu.chosen', { command: 'copy-diagnostics' });
  await screen.findByText(/^Diagnostics were copied\./u);
  return await app.world.copied();
}

describe('Copy diagnostics', () => {
  it('copies how everything stands, and nothing of what the window shows @security', async () => {
    const app = await renderUsers();
    const text = await copied(app);
    expect(text).toMatch(/^TenantDesk diagnostics of /u);
    expect(text).toMatch(/Account 1: signed-in, copy of \d+ KiB, online/u);
    expect(text).toMatch(/Tenant 1: up-to-date, as of \d+ s ago, 7 users, 4 customers/u);
    const users = await app.call('users.page', { tenantKey: app.inView, filter: {} });
    const { tenants, account } = await app.call('tenants.all', { accountId: app.accountId });
    const shown = [
      app.accountId,
      app.tenantId,
      ...app.userIds,
      ...app.customerIds,
      new URL(app.backendUrl).host,
      account.email,
      account.lastName,
      ...tenants.flatMap(({ name, code }) => [name, code]),
      ...users.rows.flatMap(({ email, lastName, customerTitle }) => [email, lastName, customerTitle]),
      ...Object.keys(app.profileIds),
    ];
    for (const word of shown.filter((each) => each.length > 3)) expect(text).not.toContain(word);
  });

  it('works while nobody is signed in', async () => {
    const app = await renderApp({ signedOut: true });
    await screen.findByRole('button', { name: 'Sign in' });
    expect(await copied(app)).toContain('Accounts: none');
  });

  it('works while the engine is away', async () => {
    const app = await renderApp();
    await screen.findByRole('button', { name: 'New Customer' });
    await app.world.killEngine();
    expect(await copied(app)).toContain('Engine: no answer');
  });
});
