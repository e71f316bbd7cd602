// @vitest-environment jsdom
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { tenantKeyOf } from '#shared/desktop/tenantKey.ts';
import { type RenderedApp, renderApp } from '../support/renderApp.tsx';
import type { ConsoleOptions } from '../support/world/openConsole.ts';

const field = () => screen.findByRole('combobox', { name: 'Find a person in every tenant' });
const find = async (options: ConsoleOptions = {}) => {
  const app = await renderApp({ users: 14, ...options });
  return { ...app, field: await field() };
};
const options = () => screen.queryAllByRole('option').map((option) => option.textContent ?? '');
const title = () => screen.findByRole('button', { name: 'Customer switcher' });
const panel = (name: RegExp) => screen.findByRole('complementary', { name });
const here = ({ parts }: RenderedApp) => {
  const { tenantKey, tenants } = parts.console.getState();
  return { tenantKey, ...tenants[tenantKey ?? ''] };
};

describe('Finding a person in every tenant', () => {
  it('shows who matches by tenant, with state and freshness, and says how many', async () => {
    const { field: input, user } = await find();
    await user.type(input, 'curic ana');
    const list = await screen.findByRole('listbox', { name: 'People found' });
    const group = await within(list).findByRole('group', { name: /Contoso GmbH/u });
    expect(group.textContent).toMatch(/Contoso GmbH.*up to date.*Ana Ćurić/u);
    await screen.findByText(/^1 person found in 1 tenant\.$/u);
    expect(document.getElementById(input.getAttribute('aria-activedescendant') ?? '')?.textContent).toContain(
      'Ana Ćurić',
    );
  });

  it('opens the person there by Enter, in whichever tenant, with the row marked', async () => {
    const app = await find({
      async before({ call, accountId, tenantIds }) {
        await call('tenants.open', {
          tenantKey: tenantKeyOf(accountId, tenantIds['Helvetia Facility'] ?? ''),
        });
      },
    });
    const { user, parts, tenantIds, accountId } = app;
    const other = tenantKeyOf(accountId, tenantIds['Helvetia Facility'] ?? '');
    act(() => parts.console.getState().go({ tenantKey: other }));
    await screen.findByRole('button', { name: 'Customer switcher', description: 'Helvetia Facility' });
    await user.type(await field(), 'curic ana');
    await screen.findByRole('option', { name: /Ana Ćurić/u });
    await user.keyboard('{Enter}');
    await panel(/Ana Ćurić/u);
    expect(here(app)).toMatchObject({ tenantKey: app.inView, screen: { name: 'users', customerId: null } });
    expect(await field()).toHaveProperty('value', '');
    expect(screen.queryByRole('listbox')).toBeNull();
    await waitFor(() => expect(document.activeElement?.closest('[data-drawer]')).not.toBeNull());
    // And back to where one was.
    act(() => app.bridge.tell('menu.chosen', { command: 'go-back' }));
    await screen.findByRole('button', { name: 'Customer switcher', description: 'Helvetia Facility' });
    fireEvent.mouseUp(document.body, { button: 4 });
    await panel(/Ana Ćurić/u);
  });

  it('shows the number by which somebody is found', async () => {
    const app = await find();
    const { items } = await app.colleague.call('users.list', {
      params: { tenantId: app.colleague.tenantId },
      query: { search: 'curic ana' },
    });
    await app.colleague.changeUser(items[0]?.email ?? '', {
      phones: [
        { kind: 'work', number: '+49 40 555 1111' },
        { kind: 'home', number: '+49 30 777 2222' },
      ],
    });
    await app.user.type(app.field, '5551111');
    const option = await screen.findByRole('option', { name: /Ana Ćurić/u });
    expect(option.textContent).toMatch(/Ana Ćurić\+49 40 555 1111 · [^·]+@/u);
    expect(option.querySelector('mark')?.textContent).toBe('555 1111');
  });

  it('opens whom it finds when Enter came before the list did, and nobody once more is typed', async () => {
    const { field: input, user } = await find();
    await user.type(input, 'curic ana{Enter}');
    await panel(/Ana Ćurić/u);
    expect(input).toHaveProperty('value', '');
    await user.type(input, 'nobody at all{Enter}');
    await screen.findByText('Nobody found. Try fewer or other words.');
    await user.clear(input);
    await user.type(input, 'curic{Enter} a');
    await screen.findByRole('option', { name: /Ana Ćurić/u });
    expect(input).toHaveProperty('value', 'curic a');
  });

  it('asks first while something is unsaved, and goes nowhere when told to stay', async () => {
    const app = await find();
    await app.user.click(await screen.findByRole('button', { name: 'New Customer' }));
    await app.user.type(await screen.findByRole('textbox', { name: 'Title' }), 'Half written');
    await app.user.type(await field(), 'curic ana');
    await app.user.click(await screen.findByRole('option', { name: /Ana Ćurić/u }));
    await app.user.click(await screen.findByRole('button', { name: 'Keep editing' }));
    expect(await screen.findByRole('textbox', { name: 'Title' })).toHaveProperty('value', 'Half written');
    act(() => app.bridge.tell('menu.chosen', { command: 'go-back' }));
    expect(here(app).screen).toMatchObject({ name: 'customers' });
  });

  it('leads to all who match in a tenant, through the filter of its users', async () => {
    const app = await find();
    await app.user.type(await field(), 'example');
    await app.user.click(
      await screen.findByRole('option', { name: /^Show all \d+ in the users of Contoso GmbH$/u }),
    );
    await waitFor(() =>
      expect(here(app)).toMatchObject({
        screen: { name: 'users' },
        filters: { users: { search: 'example' } },
      }),
    );
    expect(await screen.findByRole('searchbox')).toHaveProperty('value', 'example');
  });

  it('moves by arrows, Home and End, ignores keys of an input method, and closes by Escape to where one was', async () => {
    const { user, field: input } = await find();
    const before = await screen.findByRole('button', { name: 'New Customer' });
    before.focus();
    await user.type(input, 'example');
    // The last to arrive.
    await screen.findByText(/^\d+ people found in \d tenants\.$/u);
    await waitFor(() => expect(screen.queryByText(/^Asking the backend/u)).toBeNull());
    const active = () =>
      screen.getAllByRole('option').findIndex(({ id }) => id === input.getAttribute('aria-activedescendant'));
    await waitFor(() => expect(active()).toBe(0));
    await user.keyboard('{ArrowDown}{ArrowDown}');
    expect(active()).toBe(2);
    await user.keyboard('{End}');
    expect(active()).toBe(options().length - 1);
    await user.keyboard('{Home}{ArrowUp}');
    expect(active()).toBe(0);
    fireEvent.keyDown(input, { key: 'Enter', isComposing: true });
    fireEvent.keyDown(input, { key: 'Escape', keyCode: 229 });
    expect(options().length).toBeGreaterThan(3);
    await user.keyboard('{Escape}');
    expect(options()).toEqual([]);
    expect(document.activeElement).toBe(before);
    expect(input).toHaveProperty('value', '');
  });

  it('works before a tenant is chosen, and asks the backend for tenants that were never opened', async () => {
    const app = await find({ lastScreen: null });
    await screen.findByRole('heading', { name: 'Choose a tenant to manage' });
    expect(screen.getByText(/^A tenant is an organisation that you manage\./u)).toBeTruthy();
    // Mara herself, in the provider, of which there is no copy.
    await app.user.type(await field(), 'lindqvist mara');
    const group = await screen.findByRole('group', { name: /Meridian Services/u });
    expect(group.textContent).toContain('from the backend');
    await app.user.click(within(group).getAllByRole('option', { name: /Mara Lindqvist/u })[0] as HTMLElement);
    await panel(/Mara Lindqvist/u);
    expect((await title()).getAttribute('aria-describedby')).not.toBeNull();
  });

  it('searches the copies without the backend, and says how many tenants were not searched', async () => {
    const app = await find();
    await app.world.wire.fail('cut');
    await screen.findByText(/^The backend can't be reached\./u);
    await app.user.type(await field(), 'curic ana');
    await screen.findByRole('option', { name: /Ana Ćurić/u });
    const words = "5 tenants that are not on this computer were not searched: the backend can't be reached.";
    expect(await screen.findByText(words)).toBeTruthy();
    await app.world.wire.mend();
  });

  it('finds nobody in a tenant that the account lost @security', async () => {
    const app = await find();
    await app.user.type(await field(), 'curic ana');
    await screen.findByRole('option', { name: /Ana Ćurić/u });
    await app.world.revoke(app.mara, [app.tenantId]);
    await waitFor(() => expect(options()).toEqual([]));
  });
});

describe('Back and forward', () => {
  const goTo = async ({ user }: RenderedApp, name: string) =>
    user.click(
      within(await screen.findByRole('navigation', { name: 'Process Navigator' })).getByRole('button', {
        name,
      }),
    );
  const go = (app: RenderedApp, command: 'go-back' | 'go-forward') =>
    act(() => app.bridge.tell('menu.chosen', { command }));

  it('lead through screens, scopes and people, and the title names the customer', async () => {
    const app = await renderApp({ users: 14 });
    await goTo(app, 'Users');
    await screen.findByRole('grid');
    act(() => {
      const { go: goes } = app.parts.console.getState();
      goes({ tenantKey: app.inView, screen: { name: 'users', customerId: app.customerIds[0] ?? '' } });
    });
    await waitFor(() => expect(document.title).toBe('Nord Facility · Users · Contoso GmbH — TenantDesk'));
    await goTo(app, 'Audit log');
    go(app, 'go-back');
    await waitFor(() => expect(document.title).toBe('Nord Facility · Users · Contoso GmbH — TenantDesk'));
    go(app, 'go-back');
    go(app, 'go-back');
    await waitFor(() => expect(document.title).toBe('Contoso GmbH · Customers — TenantDesk'));
    go(app, 'go-back');
    expect(document.title).toBe('Contoso GmbH · Customers — TenantDesk');
    go(app, 'go-forward');
    await waitFor(() => expect(document.title).toBe('Contoso GmbH · Users — TenantDesk'));
  });

  it('pass over tenants that are gone @security', async () => {
    const app = await renderApp();
    const [one, two] = ['Helvetia Facility', 'Nordwind AG'].map((name) =>
      tenantKeyOf(app.accountId, app.tenantIds[name] ?? ''),
    );
    await screen.findByText('Nord Facility');
    for (const tenantKey of [one, two]) {
      act(() => app.parts.console.getState().go({ tenantKey: tenantKey ?? '' }));
      await waitFor(() => expect(here(app).tenantKey).toBe(tenantKey));
    }
    await app.world.revoke(app.mara, [app.tenantIds['Helvetia Facility'] ?? '']);
    await waitFor(() =>
      expect(app.parts.console.getState().history.past.map(({ tenantKey }) => tenantKey)).toEqual([
        app.inView,
      ]),
    );
    go(app, 'go-back');
    await waitFor(() => expect(here(app).tenantKey).toBe(app.inView));
  });
});
