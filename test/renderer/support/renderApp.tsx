import createCache from '@emotion/cache';
import { cleanup, configure, render, type RenderResult, screen, waitFor } from '@testing-library/react';
import userEvent, { type UserEvent } from '@testing-library/user-event';
import { afterEach, expect, vi } from 'vitest';
import type { CommandName } from '#shared/desktop/index.ts';
import { App, type AppParts } from '../../../src-renderer/app/App.tsx';
import { createApp } from '../../../src-renderer/app/createApp.ts';
import { type ConsoleOptions, type OpenConsole, openConsole } from './world/openConsole.ts';

// The first use of a lazy part waits for its transformation, which takes seconds on a busy machine.
// Whether something is hidden is asked of every ancestor's computed style, which jsdom makes slow: axe and the end-to-end
// tests ask that in a real browser.
configure({
  asyncUtilTimeout: 20_000,
  defaultHidden: true,
  getElementError: (message) => new Error(message ?? ''),
});
// Nothing is laid out: an open list lies over all the rest, as it mostly does over a dialog.
document.elementFromPoint = () =>
  document.querySelector('[role=listbox]') ?? document.querySelector('[role=dialog] [role=region]');
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });
afterEach(cleanup);

export interface RenderedApp extends RenderResult, OpenConsole {
  readonly parts: AppParts;
  readonly user: UserEvent;
}

export interface RenderOptions extends ConsoleOptions {
  /** Commands that don't return: the process that answers them has not started yet. */
  readonly held?: readonly CommandName[];
}

/** The real window in jsdom, on a console of its own. */
export async function renderApp({ held = [], ...options }: RenderOptions = {}): Promise<RenderedApp> {
  const stage = await openConsole(options);
  stage.bridge.hold(...held);
  return renderOn(stage);
}

/** The window as it is loaded again after its page's process ended: nothing of it is left but what the other processes hold. */
export function reopen({ parts: _parts, user: _user, unmount, ...stage }: RenderedApp): RenderedApp {
  unmount();
  return renderOn(stage);
}

function renderOn(stage: OpenConsole): RenderedApp {
  const parts = createApp({ bridge: stage.bridge, nonce: undefined });
  // As in the product: all rules in one sheet. In development each has a style element, which costs jsdom a third of a test.
  parts.styles.cache = createCache({ key: 'td', prepend: true, speedy: true });
  const user = userEvent.setup({ delay: null });
  return { ...stage, parts, user, ...render(<App {...parts} />) };
}

/** Presses Save once it can be pressed: it can't for a moment while something is being sent, or the backend seems away. */
export async function saveForm({ user }: RenderedApp): Promise<void> {
  const save = screen.getByRole('button', { name: 'Save Changes' });
  await waitFor(() => expect(save.getAttribute('aria-disabled')).toBeNull());
  await user.click(save);
}
