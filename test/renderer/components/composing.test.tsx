// @vitest-environment jsdom
import { fireEvent, screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { renderUsers } from '../support/usersStory.ts';

/** A key while an input method puts characters together; not every system marks it by its number too. */
const composed = (input: Element, key: string) => fireEvent.keyDown(input, { key, isComposing: true });

describe('Keys of an input method', () => {
  it('choose nothing in a list of options, and close neither it nor its form', async () => {
    const { user } = await renderUsers();
    await user.click(await screen.findByRole('button', { name: 'New user' }));
    const input = await screen.findByRole('combobox', { name: 'Profiles' });
    await user.type(input, 'a');
    await screen.findAllByRole('option');
    composed(input, 'Enter');
    composed(input, 'Escape');
    expect(screen.queryAllByRole('button', { name: /^Remove/u })).toEqual([]);
    expect(screen.getAllByRole('option').length).toBeGreaterThan(0);
    fireEvent.keyDown(input, { key: 'Enter' });
    expect(await screen.findByRole('img', { name: /^Remove /u })).toBeTruthy();
    expect(screen.getByRole('dialog')).toBeTruthy();
  });

  it('choose nothing behind a filter that searches, and leave it open', async () => {
    const { user } = await renderUsers();
    await user.click(await screen.findByRole('button', { name: 'Customer' }));
    const input = await screen.findByPlaceholderText('Search customers');
    await within(await screen.findByRole('listbox')).findAllByRole('option');
    composed(input, 'Enter');
    composed(input, 'Escape');
    expect(screen.getByPlaceholderText('Search customers')).toBe(input);
    expect(screen.getByRole('button', { name: 'Customer' })).toBeTruthy();
  });
});
