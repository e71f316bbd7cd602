// @vitest-environment jsdom
import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { apiError } from '#shared/api/errors.ts';
import type { MemoryBridgeOptions } from '../support/memoryBridge.ts';
import { inView } from '../support/memoryWorld.ts';
import { renderApp } from '../support/renderApp.tsx';
import { requestsOf } from '../support/usersStory.ts';

function renderAudit(options: MemoryBridgeOptions = {}) {
  const app = renderApp(options);
  app.parts.console.getState().go({ tenantId: inView, screen: { name: 'audit' } });
  return app;
}

describe('The audit log', () => {
  it('is listed newest first, a page at a time', async () => {
    const { user } = renderAudit();
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
    const { user } = renderAudit();
    const unfold = await screen.findAllByRole('button', { name: 'Details of: Changed the customer' });
    expect(screen.queryByText('Bremen')).toBeNull();
    if (unfold[0] !== undefined) await user.click(unfold[0]);
    const change = (await screen.findByText('Bremen')).closest('div');
    expect(change?.textContent).toBe('CityBremenHamburg');
  });

  it('is filtered by type at the backend', async () => {
    const app = renderAudit();
    await screen.findByRole('table', { name: 'Audit log' });
    await app.user.selectOptions(screen.getByRole('combobox', { name: 'Type of event' }), 'user.created');
    await waitFor(() =>
      expect(requestsOf(app, 'audit.list').at(-1)?.query).toMatchObject({ type: 'user.created' }),
    );
    await screen.findByText('12 entries shown');
  });

  it('says quietly that its chain holds', async () => {
    renderAudit();
    expect(await screen.findByText('Chain intact: 60 entries checked')).toBeTruthy();
  });

  it('says that it needs the network while the backend is away, and asks nothing', async () => {
    const app = renderAudit({ online: false });
    await screen.findByText('The audit log needs the network');
    expect(requestsOf(app, 'audit.list')).toHaveLength(0);
  });

  it('shows a failure with a code and a way to try again', async () => {
    const app = renderAudit({ failing: { 'backend.call': apiError('DATABASE_UNAVAILABLE', 'Away.') } });
    await screen.findByText("The backend can't reach its database.");
    delete app.bridge.failing['backend.call'];
    await app.user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('table', { name: 'Audit log' })).toBeTruthy();
  });
});
