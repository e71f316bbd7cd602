import { act, cleanup, configure, render, type RenderResult } from '@testing-library/react';
import userEvent, { type UserEvent } from '@testing-library/user-event';
import { afterEach, vi } from 'vitest';
import { App, type AppParts } from '../../../src-renderer/app/App.tsx';
import { createApp } from '../../../src-renderer/app/createApp.ts';
import { createMemoryBridge, type MemoryBridge, type MemoryBridgeOptions } from './memoryBridge.ts';

// The first use of a lazy part waits for its transformation, which takes seconds on a busy machine.
// Whether something is hidden is asked of every ancestor's computed style, which jsdom makes slow: axe and the end-to-end
// tests ask that in a real browser.
configure({
  asyncUtilTimeout: 20_000,
  defaultHidden: true,
  getElementError: (message) => new Error(message ?? ''),
});
vi.setConfig({ testTimeout: 60_000 });
afterEach(cleanup);

export interface RenderedApp extends RenderResult {
  readonly bridge: MemoryBridge;
  readonly parts: AppParts;
  readonly user: UserEvent;
}

/** The real window on the memory bridge, in jsdom. */
export function renderApp(options: MemoryBridgeOptions = {}): RenderedApp {
  const bridge = createMemoryBridge({ customers: 4, users: 12, ...options });
  const parts = createApp({ bridge, nonce: undefined });
  const user = userEvent.setup({ delay: null });
  return { bridge, parts, user, ...render(<App {...parts} />) };
}

/** Lets something of the other processes happen, with React looking. */
export async function happen(work: () => void): Promise<void> {
  await act(async () => {
    work();
    await new Promise((resolve) => setTimeout(resolve, 200));
  });
}
