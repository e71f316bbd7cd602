// @vitest-environment jsdom
import { screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { StartSnapshot } from '#shared/desktop/startSnapshot.ts';
import { htmlAsOf, markupOf } from '../../../src-main/snapshot/markup.ts';
import { prefetchStart } from '../../../src-renderer/app/prefetchStart.ts';
import { keepSnapshot } from '../../../src-renderer/snapshot/keepSnapshot.ts';
import { type RenderedApp, renderApp, type RenderOptions } from '../support/renderApp.tsx';
import type { OpenConsole } from '../support/world/openConsole.ts';

const stops: (() => void)[] = [];
afterEach(() => {
  vi.useRealTimers();
  for (const stop of stops.splice(0)) stop();
  document.querySelector('#snapshot')?.remove();
  document.querySelector('#root')?.remove();
});

/** As the page stands: React's root, and over it what the last window left. */
async function openWindow(
  options: RenderOptions = {},
  kept?: string,
  answers?: StartSnapshot['answers'],
): Promise<RenderedApp> {
  const root = document.createElement('div');
  root.id = 'root';
  document.body.append(root);
  if (kept !== undefined) {
    const over = document.createElement('div');
    over.id = 'snapshot';
    over.textContent = kept;
    if (answers !== undefined) {
      const data = document.createElement('script');
      data.type = 'application/json';
      data.textContent = JSON.stringify(answers);
      over.append(data);
    }
    document.body.append(over);
  }
  const app = await renderApp({
    lastScreen: { name: 'users', customerId: null },
    ...options,
  });
  root.append(app.container);
  void prefetchStart(app.parts);
  return app;
}

const keeping = ({ parts }: RenderedApp): void => void stops.push(keepSnapshot(parts, document));
const called = ({ bridge }: RenderedApp, name: string) => bridge.calls.filter((call) => call.name === name);
const keptBy = (app: RenderedApp) => called(app, 'snapshot.keep').at(-1)?.input as StartSnapshot | undefined;

describe('The snapshot for the next start', () => {
  it('shows shell and rows as they stand, and nothing that can not be clicked then', async () => {
    const app = await openWindow();
    await screen.findByText('person0@nord.example');
    keeping(app);
    await waitFor(() => expect(keptBy(app)).toBeDefined());
    const { html } = markupOf(keptBy(app)?.body ?? '');
    const page = new DOMParser().parseFromString(htmlAsOf(html, Date.now(), 'en'), 'text/html');
    expect(page.querySelector('[role=table]')?.textContent).toContain('person0@nord.example');
    expect(page.querySelectorAll('[role=grid]')).toHaveLength(0);
    expect(page.querySelector('nav')?.textContent).toContain('Users');
    expect(keptBy(app)?.title).toBe('Contoso GmbH · Users — TenantDesk');
  });

  it('is dropped as soon as its rows changed', async () => {
    const app = await openWindow();
    await screen.findByText('person0@nord.example');
    keeping(app);
    await waitFor(() => expect(keptBy(app)).toBeDefined());
    const before = called(app, 'snapshot.drop').length;
    await app.colleague.changeUser('person0@nord.example', { firstName: 'Renamed' });
    await waitFor(() => expect(called(app, 'snapshot.drop').length).toBeGreaterThan(before));
  });

  it('is dropped at once when the account’s rights changed @security', async () => {
    const app = await openWindow();
    await screen.findByText('person0@nord.example');
    keeping(app);
    await waitFor(() => expect(keptBy(app)).toBeDefined());
    const before = called(app, 'snapshot.drop').length;
    const dropped = new Promise<number>((resolve) => {
      app.bridge.on('tenants.changed', () => resolve(called(app, 'snapshot.drop').length));
    });
    await app.world.revoke(app.mara, [app.tenantIds['Helvetia Facility'] ?? '']);
    expect(await dropped).toBe(before + 1);
  });

  it('is not kept of a session without a keychain @security', async () => {
    const app = await openWindow({ keychain: { available: false, reason: 'no-secret-service' } });
    await screen.findByText('person0@nord.example');
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    keeping(app);
    await vi.waitFor(() => expect(called(app, 'snapshot.drop')).not.toHaveLength(0), 20_000);
    // Answered behind it: what follows from the answer has been put on the clock by then.
    await app.call('session.current');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(called(app, 'snapshot.keep')).toHaveLength(0);
  });
});

describe('The snapshot of the last window', () => {
  it('stands until the rows behind it do', async () => {
    await openWindow({}, 'kept rows');
    expect(screen.getByText('kept rows')).toBeTruthy();
    await screen.findByText('person0@nord.example');
    await waitFor(() => expect(screen.queryByText('kept rows')).toBeNull());
  });

  it('brings the rows themselves, so that they are live before the engine is, and are asked for anew', async () => {
    const before = await openWindow();
    await screen.findByText('person0@nord.example');
    keeping(before);
    await waitFor(() => expect(keptBy(before)).toBeDefined());
    before.unmount();
    document.querySelector('#root')?.remove();

    const held = ['session.current', 'tenants.all', 'place.read', 'users.page'] as const;
    const app = await openWindow({ held }, 'kept rows', keptBy(before)?.answers);
    expect((await screen.findByText('person0@nord.example')).closest('[role=row]')).not.toBeNull();
    await waitFor(() => expect(screen.queryByText('kept rows')).toBeNull());
    for (const name of held) expect(called(app, name), name).toHaveLength(1);
  });

  it('leaves at once when nobody is signed in any more @security', async () => {
    await openWindow({ signedOut: true }, 'kept rows');
    await screen.findByRole('button', { name: 'Sign in' });
    await waitFor(() => expect(screen.queryByText('kept rows')).toBeNull());
  });

  it('leaves when the rows can not be read @security', async () => {
    const before = ({ world }: OpenConsole) => world.database.stop();
    await openWindow({ copy: 'loading', before }, 'kept rows');
    await screen.findByRole('alert');
    await waitFor(() => expect(screen.queryByText('kept rows')).toBeNull());
  });
});
