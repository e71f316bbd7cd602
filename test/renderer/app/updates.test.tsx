// @vitest-environment jsdom
import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { type RenderedApp, renderApp } from '../support/renderApp.tsx';

const offer = { version: '0.2.0', notes: 'Lists open <b>quicker</b>.', bytes: 91_400_000 };

async function openDialog(app: RenderedApp): Promise<ReturnType<typeof within>> {
  app.bridge.tell('menu.chosen', { command: 'show-updates' });
  return within(await screen.findByRole('dialog', { name: 'Updates' }));
}

describe('Updates in the window', () => {
  it('say which version runs and look for a newer one when asked', async () => {
    const app = await renderApp();
    await screen.findByText('Nord Facility');
    const dialog = await openDialog(app);
    expect(await dialog.findByText('You have TenantDesk 0.1.0.')).toBeTruthy();
    expect(dialog.getByText('Nobody has looked for a newer version yet.')).toBeTruthy();
    await app.user.click(dialog.getByRole('button', { name: 'Look now' }));
    expect(await dialog.findByText(/This is the newest version/u)).toBeTruthy();
  });

  it('are shown in the top bar when one is ready, with what is new as plain text, and install on a press', async () => {
    const app = await renderApp();
    await screen.findByText('Nord Facility');
    await app.world.publish(offer);
    await app.call('updates.check');
    await app.user.click(await screen.findByRole('button', { name: 'Update is ready' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Updates' }));
    expect(await dialog.findByText(/Version 0\.2\.0 is on this computer and verified/u)).toBeTruthy();
    expect(dialog.getByText('Lists open <b>quicker</b>.')).toBeTruthy();
    await app.user.click(dialog.getByRole('button', { name: 'Install and restart' }));
    await expect.poll(() => app.world.quits()).toBe(1);
  });

  it('ask before they restart over something unsaved, and keep it as a draft', async () => {
    const app = await renderApp();
    await app.world.publish(offer);
    await app.call('updates.check');
    await app.user.click(await screen.findByRole('button', { name: 'New Customer' }));
    await app.user.type(await screen.findByRole('textbox', { name: /Title/u }), 'Hafen');
    await expect
      .poll(() => app.bridge.calls.findLast(({ name }) => name === 'window.setBusy')?.input)
      .toEqual({ reasons: ['unsaved'] });
    const dialog = await openDialog(app);
    await app.user.click(await dialog.findByRole('button', { name: 'Install and restart' }));
    const question = within(await screen.findByRole('dialog', { name: 'Restart to update?' }));
    expect(await app.world.quits()).toBe(0);
    await app.user.click(question.getByRole('button', { name: 'Keep as draft and restart' }));
    await expect.poll(() => app.world.quits()).toBe(1);
    expect((await app.call('drafts.all', { accountId: app.accountId })).drafts).toHaveLength(1);
  });

  it('that fail say what happened and that the old version goes on', async () => {
    const app = await renderApp();
    await screen.findByText('Nord Facility');
    await app.world.failAt('check', 'update-unsigned');
    const dialog = await openDialog(app);
    await app.user.click(await dialog.findByRole('button', { name: 'Look now' }));
    expect((await dialog.findByRole('alert')).textContent).toMatch(
      /^The update is not signed .*The version that you have goes on\./u,
    );
  });

  it('come as somebody chooses: which versions, and whether by themselves', async () => {
    const app = await renderApp();
    await screen.findByText('Nord Facility');
    await app.world.publish({ ...offer, version: '0.3.0-beta.1' }, 'beta');
    const dialog = await openDialog(app);
    await app.user.click(await dialog.findByRole('radio', { name: 'Early ones too' }));
    await app.user.click(dialog.getByRole('checkbox', { name: /by itself/u }));
    await app.user.click(dialog.getByRole('button', { name: 'Look now' }));
    expect(await dialog.findByText('Version 0.3.0-beta.1 is there.')).toBeTruthy();
    expect(dialog.getByText('Download: 91 MB')).toBeTruthy();
    await app.user.click(dialog.getByRole('button', { name: 'Download' }));
    expect(await dialog.findByRole('button', { name: 'Install and restart' })).toBeTruthy();
  });

  it('can be looked for on the sign-in screen too', async () => {
    const app = await renderApp({ signedOut: true });
    expect(await screen.findByText('TenantDesk 0.1.0')).toBeTruthy();
    await app.user.click(screen.getByRole('button', { name: 'Updates' }));
    expect(await screen.findByRole('dialog', { name: 'Updates' })).toBeTruthy();
  });
});
