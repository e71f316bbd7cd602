// @vitest-environment jsdom
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { type RenderedApp, renderApp } from '../support/renderApp.tsx';
import { openPanel, renderUsers, requestsOf } from '../support/usersStory.ts';

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

/** The rows in view as people read them: who, and what happened. */
const rows = async () =>
  within(await screen.findByRole('table', { name: 'Audit log' }))
    .getAllByRole('row')
    .slice(1)
    .map(({ children }) => [children[2]?.textContent, children[3]?.textContent].join(': '));
const unfold = async (app: RenderedApp, sentence: string) =>
  app.user.click(
    (await screen.findAllByRole('button', { name: `Details of: ${sentence}` }))[0] as HTMLElement,
  );

describe('The audit log', () => {
  it('is listed newest first in sentences, runs of the same thing as one row, a page at a time', async () => {
    const { user } = await renderAudit();
    await screen.findByText('50 entries shown');
    const [first, second] = await rows();
    expect(first).toMatch(
      /^Jo .+: Changed City of Nord Facility · \d+ times$|^Jo .+: Customer changed · 36 times$/u,
    );
    expect(second).toMatch(/^Jo .+: Sent an activation mail to Ana Wu$/u);
    await user.click(screen.getByRole('button', { name: 'Load more' }));
    await screen.findByText('60 entries shown');
    expect(await rows()).toHaveLength(25);
    expect((await rows()).at(-1)).toMatch(/: Created Ana Wu$/u);
    expect(screen.queryByRole('button', { name: 'Load more' })).toBeNull();
    screen.getByRole('columnheader', { name: /^Time \(.+\)$/u });
  });

  it('shows what a colleague did meanwhile when one asks for changes', async () => {
    const app = await renderAudit();
    await screen.findByText('50 entries shown');
    const { tenantId } = app;
    await app.colleague.call('customers.create', { params: { tenantId }, body: { title: 'Späth & Co' } });
    await app.user.click(screen.getByRole('button', { name: /^as of / }));
    await waitFor(async () => expect((await rows())[0]).toMatch(/: Created Späth & Co$/u));
  });

  it('unfolds a run into its entries, with what changed, from what to what', async () => {
    const app = await renderAudit();
    expect(screen.queryByText('Bremen')).toBeNull();
    await unfold(app, 'Changed City of Nord Facility · 36 times');
    const [change] = await screen.findAllByText('Bremen');
    expect(change?.closest('div')?.textContent).toBe('CityBremenHamburg');
  });

  it('is filtered at the backend by kind, and its filter is kept', async () => {
    const app = await renderAudit();
    await screen.findByText('50 entries shown');
    await app.user.click(screen.getByRole('button', { name: 'Kind' }));
    await app.user.click(await screen.findByRole('menuitemcheckbox', { name: 'User created' }));
    await app.user.keyboard('{Escape}');
    await waitFor(() =>
      expect(requestsOf(app, 'audit.list').at(-1)?.query).toMatchObject({ type: 'user.created' }),
    );
    await screen.findByText('12 entries shown');
    expect(await rows()).toEqual([expect.stringMatching(/: Created Ana Wu · 12 times$/u)]);
    show(app);
    await screen.findByText('12 entries shown');
    await app.user.click(screen.getByRole('button', { name: 'Clear filters' }));
    await screen.findByText('50 entries shown');
  });

  it('is filtered by person, actor, time and text', async () => {
    const app = await renderAudit();
    await screen.findByText('50 entries shown');
    const last = () => requestsOf(app, 'audit.list').at(-1)?.query;
    await app.user.click(screen.getByRole('button', { name: 'Actor' }));
    await app.user.click(await screen.findByRole('option', { name: 'System' }));
    await waitFor(() => expect(last()).toMatchObject({ actorId: 'system', folded: 'true' }));
    await screen.findByText('No entry matches');
    await app.user.click(screen.getAllByRole('button', { name: 'Clear filters' })[0] as HTMLElement);
    await screen.findByText('50 entries shown');
    await app.user.selectOptions(screen.getByRole('combobox', { name: 'Time' }), 'Custom');
    fireEvent.change(screen.getByLabelText('To'), { target: { value: '2020-02-29' } });
    await waitFor(() => expect(last()?.to).toBe(new Date(2020, 2, 1).toISOString()));
    await screen.findByText('No entry matches');
    await app.user.selectOptions(screen.getByRole('combobox', { name: 'Time' }), 'Today');
    await screen.findByText('50 entries shown');
    await app.user.type(screen.getByRole('searchbox', { name: 'Names and values' }), 'WU ana');
    await screen.findByText('24 entries shown');
  });

  it('leads from a person’s panel to all that was done to them, and from there back to the person', async () => {
    const app = await renderUsers();
    await app.colleague.changeUser('person0@nord.example', { jobTitle: 'Chief' });
    const panel = await openPanel(app, 'person0@nord.example');
    await app.user.click(await within(panel).findByRole('button', { name: 'Show all' }));
    const [sentence = ''] = await rows();
    expect(sentence).toMatch(/: Changed Job title of /u);
    expect(requestsOf(app, 'audit.list').at(-1)?.query).toMatchObject({ targetId: app.userIds[0] });
    await unfold(app, sentence.slice(sentence.indexOf(': ') + 2));
    await app.user.click(await screen.findByRole('button', { name: /^Open / }));
    await within(await screen.findByRole('complementary')).findByText('person0@nord.example');
  });

  it('says of somebody deleted that they are gone, and leads to the recycle bin', async () => {
    const app = await renderUsers();
    const [userId = ''] = app.userIds;
    const { tenantId } = app;
    await app.colleague.call('users.delete', { params: { tenantId, userId }, body: { version: 1 } });
    show(app);
    const [sentence = ''] = await rows();
    expect(sentence).toMatch(/: Deleted /u);
    await unfold(app, sentence.slice(sentence.indexOf(': ') + 2));
    await screen.findByText('To the recycle bin');
    await screen.findByText(/is not a user here any more\.$/u);
    await app.user.click(screen.getByRole('button', { name: 'Look in the recycle bin' }));
    await screen.findByRole('heading', { name: 'Recycle bin' });
    await screen.findByText('person0@nord.example');
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
