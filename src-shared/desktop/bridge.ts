import type { DesktopEventName } from './events.ts';
import type { CommandName } from './index.ts';

/** The global of the preload's bridge in the renderer's world. */
export const bridgeName = 'tenantdesk';

/**
 * What the preload exposes: one function per command of the list, and a way to listen. Values cross as JSON text
 * (a page as text costs a quarter of the same page as objects through contextBridge): input `JSON | undefined`, answer
 * a `Result` as JSON. Never a channel, an event object or a port.
 */
export interface Bridge {
  readonly commands: Readonly<Record<CommandName, (inputJson: string | undefined) => Promise<string>>>;
  /** Calls `listener` with the payload as JSON; returns the function that stops it. */
  readonly on: (event: DesktopEventName, listener: (payloadJson: string) => void) => () => void;
  readonly platform: 'linux' | 'darwin' | 'win32';
}
