import {
  ipcMain,
  type IpcMainEvent,
  type IpcMainInvokeEvent,
  type MessagePortMain,
  type WebContents,
} from 'electron';
import type { ApiError } from '#shared/api/errors.ts';
import { channels } from '#shared/desktop/channels.ts';
import type { Log } from '../log.ts';
import { isTrustedSender } from './sender.ts';

export interface IpcDeps {
  /** Carries out a command by name, and returns a `Result` as JSON; see `createAnswerer`. */
  readonly answer: (name: unknown, inputJson: unknown) => Promise<string>;
  /** Takes the port of a page, over which it will talk to the engine. */
  readonly connectEngine: (port: MessagePortMain) => void;
  readonly isOurWindow: (contents: WebContents) => boolean;
  readonly log: Log;
}

/**
 * Listens to the pages: the only place with `ipcMain`. Every message is checked for its sender before anything in it is
 * looked at. Returns the function that stops listening.
 */
export function registerIpc({ answer, connectEngine, isOurWindow, log }: IpcDeps): () => void {
  const trusted = (event: IpcMainEvent | IpcMainInvokeEvent, asked: string): boolean => {
    const ok = isTrustedSender({ window: event.sender, frame: event.senderFrame }, isOurWindow);
    if (!ok) {
      const origin = event.senderFrame?.origin ?? 'gone';
      log.warn('message of an unknown sender refused', { asked, origin });
    }
    return ok;
  };
  ipcMain.handle(channels.command, async (event, name: unknown, inputJson: unknown) =>
    trusted(event, 'a command')
      ? await answer(name, inputJson)
      : JSON.stringify({ ok: false, error: unknownSender }),
  );
  ipcMain.on(channels.connectEngine, (event) => {
    const port = event.ports[0];
    if (port === undefined) return;
    if (trusted(event, 'the engine')) connectEngine(port);
    else port.close();
  });
  return () => {
    ipcMain.removeHandler(channels.command);
    ipcMain.removeAllListeners(channels.connectEngine);
  };
}

// Written out, because `apiError` would load every schema before the window is open.
const unknownSender: ApiError = {
  code: 'PERMISSION_DENIED',
  message: 'Only the window of TenantDesk may ask for this. Nothing was done.',
  retryable: false,
  saved: 'nothing',
};
