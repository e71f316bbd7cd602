// @vitest-environment jsdom
import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { type RenderedApp, renderApp } from '../support/renderApp.tsx';
import { requestsOf } from '../support/usersStory.ts';

/** The log of a tenant in which sixty things happened: twelve users created and invited, and a customer moved to and fro. */
async function renderAudit(): Promise<RenderedApp> {
  const app = await renderApp({ users: 0 });
  const { colleague, tenantId, customerIds } = app;
  const [customerId = ''] = customerIds;
  for (let n = 0; n < 12; n += 1) {
    const body = { customerId, email: `new${n}@nord.example`, firstName: 'Ana', lastName: 'Wu' };
    await colleague.call('users.create', { params: { tenantId }, body });
  }
  for (let version = 1; version <= 36; version += 1) {
    const body = { version, changes: { city: version % 2 === 0 ? 'Hamburg' : 'Bremen' } };
    await colleague.call('customers.update', { params: { tenantId, customerId }, body });
  }
  show(app);
  return app;
}
const show = ({ parts, inView }: RenderedApp) =>
  parts.console.getState().go({ tenantKey: inView, screen: { name: 'audit' } });

describe('The audit log', () => {
  it('is listed newest first, a page at a time', async () => {
    const { user } = await renderAudit();
    const table = await screen.findByRole('table', { name: 'Audit log' });
    const numbers = () =>
      within(table)
        .getAllByRole('row')
        .slice(1)
        .map((row) => Number(row.lastElementChild?.textContent));
    expect(numbers()).toEqual(Array.from({ length: 50 }, (_, index) => 60 - index));
    await user.click(screen.getByRole('button', { name: 'Load more' }));
    await screen.findByText('60 entries shown');
    expect(numbers().at(-1)).toBe(1);
    expect(screen.queryByRole('button', { name: 'Load more' })).toBeNull();
  });

  it('unfolds what changed, from what to what', async () => {
    const { user } = await renderAudit();
    const unfold = await screen.findAllByRole('button', { name: 'Details of: Changed the customer' });
    expect(screen.queryByText('Bremen')).toBeNull();
    if (unfold[0] !== undefined) await user.click(unfold[0]);
    const change = (await screen.findByText('Bremen')).closest('div');
    expect(change?.textContent).toBe('CityBremenHamburg');
  });

  it('is filtered by type at the backend', async () => {
    const app = await renderAudit();
    await screen.findByRole('table', { name: 'Audit log' });
    await app.user.selectOptions(screen.getByRole('combobox', { name: 'Type of event' }), 'user.created');
    await waitFor(() =>
      expect(requestsOf(app, 'audit.list').at(-1)?.query).toMatchObject({ type: 'user.created' }),
    );
    await screen.findByText('12 entries shown');
  });

  it('says quietly that its chain holds', async () => {
    await renderAudit();
    expect(await screen.findByText('Chain intact: 60 entries checked')).toBeTruthy();
  });

  it('says that it needs the network while the backend is away, and asks nothing', async () => {
    const app = await renderApp();
    await app.world.wire.fail('cut');
    await screen.findByText(/^The backend can't be reached\./u);
    show(app);
    await screen.findByText('The audit log needs the network');
    expect(requestsOf(app, 'audit.list')).toHaveLength(0);
  });

  it('shows a failure with a code and a way to try again', async () => {
    const app = await renderApp();
    await app.colleague.changeCustomer('Nord Facility', { city: 'Kiel' });
    await app.world.database.stop();
    show(app);
    await screen.findByText("The backend can't reach its database.");
    await app.world.database.start();
    await app.user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('table', { name: 'Audit log' })).toBeTruthy();
  });
});
