import { screen, within } from '@testing-library/react';
import { api } from '#shared/api/index.ts';
import { isWrite } from '#shared/api/route.ts';
import type { InputOf } from '#shared/desktop/index.ts';
import { type RenderedApp, renderApp } from './renderApp.tsx';
import type { ConsoleOptions } from './world/openConsole.ts';

/** The window on the users of its first tenant, or of one customer of it. */
export async function renderUsers(options: ConsoleOptions = {}, customer?: number): Promise<RenderedApp> {
  // Few, since jsdom is slow at a dozen columns.
  const app = await renderApp({ users: 7, ...options });
  const customerId = customer === undefined ? null : (app.customerIds[customer] ?? null);
  app.parts.console.getState().go({ tenantKey: app.inView, screen: { name: 'users', customerId } });
  // The light table gives way to the grid: what is pressed after that stays.
  await screen.findByRole('grid');
  await screen.findByText('person0@nord.example');
  return app;
}

/** What was asked of the backend by a route, oldest first. */
export function requestsOf(app: RenderedApp, route: string): readonly InputOf<'backend.call'>[] {
  return app.bridge.calls.flatMap(({ name, input }) => {
    const call = input as InputOf<'backend.call'>;
    return name === 'backend.call' && call.route === route ? [call] : [];
  });
}

/** What was asked of the backend that changes something, oldest first. */
export function writesOf({ bridge }: Pick<RenderedApp, 'bridge'>): readonly InputOf<'backend.call'>[] {
  return bridge.calls.flatMap(({ name, input }) => {
    const call = input as InputOf<'backend.call'>;
    return name === 'backend.call' && isWrite(api[call.route]) ? [call] : [];
  });
}

/** The row with this e-mail. */
export async function rowOf(email: string): Promise<HTMLElement> {
  const row = (await within(await screen.findByRole('grid')).findByText(email)).closest<HTMLElement>(
    '[role=row]',
  );
  if (row === null) throw new Error(`${email} stands in no row.`);
  return row;
}

export async function tick(app: RenderedApp, email: string): Promise<void> {
  await app.user.click(within(await rowOf(email)).getByRole('checkbox'));
}

/** Opens the panel of somebody by a press on their row. */
export async function openPanel(app: RenderedApp, email: string): Promise<HTMLElement> {
  await app.user.click(within(await rowOf(email)).getByText(email));
  const panel = await screen.findByRole('complementary');
  await within(panel).findByText(email);
  return panel;
}

/** Opens a row's `•••`. */
export async function openMenu(app: RenderedApp, email: string): Promise<HTMLElement> {
  await app.user.click(within(await rowOf(email)).getByRole('button', { name: /^More options for / }));
  return screen.findByRole('menu');
}
