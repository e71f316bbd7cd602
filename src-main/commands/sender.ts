import { appOrigin } from '../windows/appAddress.ts';

/** What an IPC message says about where it came from. */
export interface Sender {
  readonly window: unknown;
  /** Null once the frame is gone. */
  readonly frame: { readonly parent: unknown; readonly origin: string } | null;
}

/**
 * Whether a message comes from our own page: a window that we opened, its main frame, our origin (Electron security
 * checklist 17). Anything that can't be told is refused.
 */
export function isTrustedSender<W>(
  { window, frame }: Sender & { readonly window: W },
  knows: (window: W) => boolean,
): boolean {
  return frame !== null && frame.parent === null && frame.origin === appOrigin && knows(window);
}
