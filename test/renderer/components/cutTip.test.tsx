// @vitest-environment jsdom
import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { openMenu, renderUsers } from '../support/usersStory.ts';

/** Nothing is laid out here: everything that would be cut where there is no room is. */
beforeEach(() => {
  const look = document.createElement('style');
  look.textContent = '.cut, [data-whole] span { text-overflow: ellipsis }';
  document.head.append(look);
  const width = vi.spyOn(HTMLElement.prototype, 'scrollWidth', 'get').mockReturnValue(200);
  onTestFinished(() => {
    look.remove();
    width.mockRestore();
  });
});

const tip = async (): Promise<string | null> => (await screen.findByRole('tooltip')).textContent;
const expectNone = () => waitFor(() => expect(screen.queryByRole('tooltip')).toBeNull());

describe('A text that is cut', () => {
  it('is shown whole where the pointer rests, an address that is cut in its middle too', async () => {
    await renderUsers();
    await screen.findByRole('grid');
    const cell = await screen.findByRole('gridcell', { name: 'person0@nord.example' });
    fireEvent.pointerOver(cell.querySelector('bdi')!);
    expect(await tip()).toBe('person0@nord.example');
    fireEvent.pointerOver(document.body);
    await expectNone();
    const name = cell.parentElement?.querySelector('[data-field=name] bdi');
    fireEvent.pointerOver(name!);
    expect(await tip()).toBe(name?.textContent);
    fireEvent.scroll(document.querySelector('[role=grid]')!);
    await expectNone();
  });

  it('is shown where the keyboard is, until it goes on', async () => {
    const { user } = await renderUsers();
    await screen.findByRole('grid');
    const cell = await screen.findByRole('gridcell', { name: 'person0@nord.example' });
    await user.keyboard('{Shift}');
    act(() => cell.focus());
    expect(await tip()).toBe('person0@nord.example');
    await user.keyboard('{Escape}');
    await expectNone();
  });

  it('has no tooltip of the browser anywhere, nor beside the fields of a form', async () => {
    const app = await renderUsers();
    await screen.findByRole('grid');
    await openMenu(app, 'person0@nord.example');
    await app.user.click(screen.getByRole('menuitem', { name: 'Edit' }));
    await screen.findByRole('combobox', { name: 'Profiles' });
    expect([...document.querySelectorAll('[title]')].map((element) => element.outerHTML)).toEqual([]);
  });
});
