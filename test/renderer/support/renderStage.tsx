import { cleanup, configure, render, type RenderResult } from '@testing-library/react';
import userEvent, { type UserEvent } from '@testing-library/user-event';
import { afterEach, vi } from 'vitest';
import type { Preferences } from '#shared/desktop/preferences.ts';
import { tenantKey } from '#shared/desktop/tenantKey.ts';
import { App, type AppParts } from '../../../src-renderer/app/App.tsx';
import { createApp } from '../../../src-renderer/app/createApp.ts';
import { type OpenStage, openStage } from './world/stage.ts';
import type { StageOptions } from './world/world.ts';

// The first use of a lazy part waits for its transformation, which takes seconds on a busy machine.
// Whether something is hidden is asked of every ancestor's computed style, which jsdom makes slow: axe and the end-to-end
// tests ask that in a real browser.
configure({
  asyncUtilTimeout: 20_000,
  defaultHidden: true,
  getElementError: (message) => new Error(message ?? ''),
});
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });
afterEach(cleanup);

export interface WindowOptions extends StageOptions {
  readonly signedOut?: boolean;
  /** What Mara chose before; Contoso was last in view unless said otherwise. */
  readonly preferences?: Partial<Preferences>;
}

export interface RenderedApp extends RenderResult, OpenStage {
  readonly parts: AppParts;
  readonly user: UserEvent;
}

/** The real window in jsdom, on a console whose account is signed in and whose copy of Contoso is true. */
export async function renderApp(options: WindowOptions = {}): Promise<RenderedApp> {
  const stage = await openStage(options);
  if (options.signedOut !== true) await signIn(stage, options);
  const parts = createApp({ bridge: stage.bridge, nonce: undefined });
  const user = userEvent.setup({ delay: null });
  return { ...stage, parts, user, ...render(<App {...parts} />) };
}

async function signIn(stage: OpenStage, { preferences }: WindowOptions): Promise<void> {
  const { call, tenantId, backendUrl, bridge } = stage;
  const { account } = await call('session.signIn', { backendUrl });
  const accountId = account?.id ?? '';
  const loaded = new Promise<void>((resolve) => {
    const stop = bridge.on('sync.changed', (text) => {
      if (!text.includes('"up-to-date"')) return;
      stop();
      resolve();
    });
  });
  await call('tenants.open', { tenantId: tenantKey(accountId, tenantId) });
  await call('preferences.change', { accountId, lastTenantId: tenantId, ...preferences });
  await loaded;
}
