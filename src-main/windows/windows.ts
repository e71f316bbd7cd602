import type { WebContents } from 'electron';
import { channels } from '#shared/desktop/channels.ts';
import type { DesktopEventName, DesktopEventPayload } from '#shared/desktop/events.ts';
import type { ConsoleWindow } from './consoleWindow.ts';

/** The windows that are open: who may send commands, and who hears events. */
export interface Windows {
  /** Shows the window, opening one if there is none. */
  readonly show: () => ConsoleWindow;
  readonly current: () => ConsoleWindow | null;
  readonly knows: (contents: WebContents) => boolean;
  readonly emit: <N extends DesktopEventName>(event: N, payload: DesktopEventPayload<N>) => void;
  /** Tells the pages that their calls to the engine will not be answered. */
  readonly engineLost: () => void;
}

/** `open` is given what to do when its window closes. */
export function createWindows(open: (onClosed: () => void) => ConsoleWindow): Windows {
  let window: ConsoleWindow | null = null;
  const send = (channel: string, ...values: readonly string[]): void => {
    if (window !== null && !window.contents.isDestroyed()) window.contents.send(channel, ...values);
  };
  return {
    show() {
      if (window === null) window = open(() => (window = null));
      else window.focus();
      return window;
    },
    current: () => window,
    knows: (contents) => window?.contents === contents,
    emit: (event, payload) => send(channels.event, event, JSON.stringify(payload)),
    engineLost: () => send(channels.engineLost),
  };
}
