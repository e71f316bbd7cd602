// @vitest-environment jsdom
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { type RenderedApp, renderApp, reopen } from '../support/renderApp.tsx';

/** The users grid, which has checkboxes, once the whole grid is there. */
async function usersGrid(users: number): Promise<RenderedApp> {
  const app = await renderApp({ users, lastScreen: { name: 'users', customerId: null } });
  await screen.findByRole('grid');
  return app;
}
const checks = () => screen.getAllByRole<HTMLInputElement>('checkbox', { name: /^Select (?!all)/u });
const pageCheck = () => screen.getByRole('checkbox', { name: 'Select all rows of this page' });

describe('A grid with selection', () => {
  it('says how many of all that match are selected', async () => {
    const { user } = await usersGrid(3);
    for (const check of checks()) await user.click(check);
    expect(screen.getByText('3 of 3 row(s) selected')).toBeTruthy();
    expect(screen.queryByRole('button', { name: /Select all/u })).toBeNull();
  });

  it('selects the page by its head, all that match by the footer, and all but those taken out again', async () => {
    const { user, parts } = await usersGrid(130);
    await user.click(pageCheck());
    expect(screen.getByText('100 of 130 row(s) selected')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Select all 130 that match' }));
    expect(screen.getByText('130 of 130 row(s) selected')).toBeTruthy();
    const first = checks()[0];
    if (first === undefined) throw new Error('No row.');
    await user.click(first);
    expect(screen.getByText('129 of 130 row(s) selected')).toBeTruthy();
    const { tenantKey, tenants } = parts.console.getState();
    expect(tenants[tenantKey ?? '']?.grids['users']?.selection).toMatchObject({ type: 'exclude' });
  });

  it('keeps the selection over pages and refreshes', async () => {
    const { user, colleague } = await usersGrid(130);
    await user.click(checks()[0] as HTMLInputElement);
    await user.click(screen.getByRole('button', { name: 'Next page' }));
    await screen.findByText('101–130 of 130');
    expect(screen.getByText('1 of 130 row(s) selected')).toBeTruthy();
    const shown = screen.getAllByText(/@nord\.example$/u).at(-1)?.textContent ?? '';
    const { firstName } = await colleague.user(shown);
    await colleague.changeUser(shown, { firstName: `${firstName} the Second` });
    await screen.findByText(/the Second/u);
    expect(screen.getByText('1 of 130 row(s) selected')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'First page' }));
    await waitFor(() => expect(checks()[0]?.checked).toBe(true));
  });

  it('keeps the selection when the filter asks for other rows, says what is not shown, and shows it', async () => {
    const { user } = await usersGrid(20);
    await user.click(checks()[0] as HTMLInputElement);
    await user.click(checks()[1] as HTMLInputElement);
    await user.type(screen.getByRole('searchbox'), 'person19{Enter}');
    expect(await screen.findByText('2 selected, 2 not shown')).toBeTruthy();
    expect(await screen.findByText('1 user found')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Show only the selected' }));
    await waitFor(() => expect(checks().filter(({ checked }) => checked)).toHaveLength(2));
    expect(screen.getByText('2 of 2 row(s) selected')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Clear selection' }));
    await waitFor(() => expect(screen.queryByText(/row\(s\) selected/u)).toBeNull());
  });

  it('marks what was searched for, in words as people say them, and reads as before', async () => {
    const { user } = await usersGrid(5);
    await user.type(screen.getByRole('searchbox'), 'NORD.example  Pérson1{Enter}');
    await waitFor(() => expect(checks()).toHaveLength(1));
    const cell = await screen.findByRole('gridcell', { name: 'person1@nord.example' });
    expect([...cell.querySelectorAll('mark')].map(({ textContent }) => textContent)).toEqual([
      'person1',
      'nord.example',
    ]);
  });

  it('does not search for letters that are still being put together', async () => {
    const { bridge } = await usersGrid(5);
    const input = screen.getByRole<HTMLInputElement>('searchbox');
    const searches = () =>
      bridge.calls.flatMap(({ name, input: given }) =>
        name === 'users.page' ? [(given as { filter: { search?: string } }).filter.search] : [],
      );
    fireEvent.compositionStart(input);
    fireEvent.input(input, { target: { value: 'ｐ' }, isComposing: true });
    fireEvent.keyDown(input, { key: 'Enter', keyCode: 229 });
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(searches()).not.toContain('ｐ');
    fireEvent.input(input, { target: { value: 'person2' }, isComposing: true });
    fireEvent.compositionEnd(input);
    await waitFor(() => expect(searches()).toContain('person2'));
  });

  it('sets all that match aside while another filter is asked, and takes them back with theirs', async () => {
    const { user } = await usersGrid(12);
    await user.click(checks()[0] as HTMLInputElement);
    await user.click(screen.getByRole('button', { name: 'Select all 12 that match' }));
    await user.type(screen.getByRole('searchbox'), 'person11{Enter}');
    expect(await screen.findByText(/^All that matched another filter are selected/u)).toBeTruthy();
    expect(checks().some(({ checked }) => checked)).toBe(false);
    await user.click(screen.getByRole('button', { name: 'Clear filters' }));
    expect(await screen.findByText('12 of 12 row(s) selected')).toBeTruthy();
  });

  it('lets rows that were deleted leave the selection', async () => {
    const { user, colleague, tenantId } = await usersGrid(3);
    for (const check of checks()) await user.click(check);
    const { id, version } = await colleague.user('person1@nord.example');
    await colleague.call('users.delete', {
      params: { tenantId, userId: id },
      body: { version },
    });
    expect(await screen.findByText('2 of 2 row(s) selected')).toBeTruthy();
  });

  it('selects ranges with Shift, by click and by arrows; Ctrl+click never opens; Ctrl+A and Escape', async () => {
    const { user } = await usersGrid(8);
    const cellOf = (at: number) =>
      screen.getAllByRole('gridcell', { name: /@nord\.example$/u })[at] as HTMLElement;
    await user.keyboard('{Control>}');
    await user.click(cellOf(1));
    await user.keyboard('{/Control}{Shift>}');
    await user.click(cellOf(4));
    await user.keyboard('{/Shift}');
    expect(await screen.findByText('4 of 8 row(s) selected')).toBeTruthy();
    expect(screen.queryByRole('dialog')).toBeNull();
    fireEvent.keyDown(document, { key: 'Escape', keyCode: 229 });
    expect(screen.getByText('4 of 8 row(s) selected')).toBeTruthy();
    fireEvent.keyDown(document, { key: 'Escape' });
    await waitFor(() => expect(screen.queryByText(/row\(s\) selected/u)).toBeNull());
    cellOf(2).focus();
    await user.keyboard('{Shift>}{ArrowDown}{ArrowDown}{ArrowUp}{/Shift}');
    expect(await screen.findByText('2 of 8 row(s) selected')).toBeTruthy();
    await user.keyboard('{Control>}a{/Control}');
    expect(await screen.findByText('8 of 8 row(s) selected')).toBeTruthy();
  });

  it('ticks the row in focus by Space and sorts by a click on a head', async () => {
    const { user, bridge } = await usersGrid(5);
    const cell = within(screen.getByRole('grid'))
      .getByText('person0@nord.example')
      .closest('[role=gridcell]');
    if (!(cell instanceof HTMLElement)) throw new Error('No cell.');
    await user.click(screen.getByRole('columnheader', { name: 'Email' }));
    await waitFor(() =>
      expect(bridge.calls.findLast(({ name }) => name === 'users.page')?.input).toMatchObject({
        sort: 'email',
      }),
    );
    const again = within(screen.getByRole('grid'))
      .getByText('person0@nord.example')
      .closest('[role=gridcell]');
    (again as HTMLElement).focus();
    await user.keyboard(' ');
    expect(await screen.findByText('1 of 5 row(s) selected')).toBeTruthy();
  });
});

describe('The layout of a grid', () => {
  it('outlives the window: columns, order, sort and filter', async () => {
    const app = await usersGrid(5);
    const heads = () =>
      screen
        .getAllByRole('columnheader')
        .flatMap(({ textContent }) => (textContent === '' ? [] : [textContent]));
    await app.user.click(screen.getByRole('button', { name: 'Columns' }));
    await app.user.click(await screen.findByRole('checkbox', { name: 'Source' }));
    await app.user.click(screen.getByRole('button', { name: 'Move Name before' }));
    await app.user.click(screen.getByRole('button', { name: 'Close' }));
    await app.user.click(screen.getByRole('columnheader', { name: 'Email' }));
    await app.user.type(screen.getByRole('searchbox'), 'person{Enter}');
    await waitFor(() =>
      expect(app.bridge.calls.findLast(({ name }) => name === 'views.keepFilter')?.input).toMatchObject({
        grid: 'users',
      }),
    );
    const again = reopen(app);
    await screen.findByRole('grid');
    expect(heads().slice(0, 2)).toEqual(['Name', 'Email']);
    expect(heads()).not.toContain('Source');
    expect(screen.getByRole<HTMLInputElement>('searchbox').value).toBe('person');
    expect(again.bridge.calls.findLast(({ name }) => name === 'users.page')?.input).toMatchObject({
      sort: 'email',
      filter: { search: 'person' },
    });
  });

  it('copies what a row says by its menu, which the keyboard opens too', async () => {
    const app = await usersGrid(3);
    const cell = screen.getAllByRole('gridcell', { name: 'person0@nord.example' })[0] as HTMLElement;
    cell.focus();
    fireEvent.keyDown(cell, { key: 'F10', shiftKey: true });
    await app.user.click(await screen.findByRole('menuitem', { name: 'Copy row' }));
    const copied = app.bridge.calls.findLast(({ name }) => name === 'window.copyText')?.input;
    expect((copied as { text: string }).text).toMatch(/^person0@nord\.example\t.*\tActive\t/u);
  });
});
