// @vitest-environment jsdom
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { renderApp } from '../support/renderApp.tsx';

async function openDrawer() {
  const app = await renderApp();
  const opener = await screen.findByRole('button', { name: 'New Customer' });
  await app.user.click(opener);
  const title = await screen.findByRole<HTMLInputElement>('textbox', { name: 'Title' });
  return { ...app, opener, title };
}

describe('A form drawer', () => {
  it('opens with the focus in its first field', async () => {
    const { title } = await openDrawer();
    await waitFor(() => expect(document.activeElement).toBe(title));
  });

  it('closes by Escape without a question when nothing was typed, and gives the focus back', async () => {
    const { user, opener } = await openDrawer();
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('textbox', { name: 'Title' })).toBeNull());
    expect(document.activeElement).toBe(opener);
  });

  it('asks before it lets go of what was typed', async () => {
    const { user, title } = await openDrawer();
    fireEvent.change(title, { target: { value: 'x' } });
    title.focus();
    await user.keyboard('{Escape}');
    expect(await screen.findByRole('dialog', { name: 'Discard what you typed?' })).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Discard changes' }));
    await waitFor(() => expect(screen.queryByRole('textbox', { name: 'Title' })).toBeNull());
  });

  it('takes nothing in that would not be saved while it is being saved', async () => {
    const { bridge, user, title } = await openDrawer();
    await user.type(title, 'Harbour');
    bridge.hold('backend.call');
    await user.type(title, '{Enter}');
    await waitFor(() => expect(title.closest('[aria-busy=true]')).not.toBeNull());
    await user.type(title, ' North{Backspace}');
    await user.paste('South');
    await user.click(screen.getByRole('combobox', { name: 'Country' }));
    expect(title.value).toBe('Harbour');
    expect(screen.queryByRole('option')).toBeNull();
  });

  it('does not ask when the typing was taken back', async () => {
    const { user, title } = await openDrawer();
    fireEvent.change(title, { target: { value: 'x' } });
    fireEvent.change(title, { target: { value: '' } });
    title.focus();
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('textbox', { name: 'Title' })).toBeNull());
  });
});
