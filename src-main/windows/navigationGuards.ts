import type { App, WebContents } from 'electron';
import type { Log } from '../log.ts';
import { isOwnPage } from './navigationPolicy.ts';

/**
 * Keeps every page of the app where it is: no other address, no frame with one, no second window, no webview
 * (Electron security checklist 12, 13 and 14). Set on the app, so that no way of making web contents escapes it.
 */
export function guardNavigation(app: App, log: Log): void {
  app.on('web-contents-created', (_event, contents) => guardContents(contents, log));
}

function guardContents(contents: WebContents, log: Log): void {
  const refuseForeign = (event: { readonly url: string; preventDefault(): void }): void => {
    if (isOwnPage(event.url)) return;
    event.preventDefault();
    log.warn('navigation refused');
  };
  contents.on('will-navigate', refuseForeign);
  contents.on('will-redirect', refuseForeign);
  contents.on('will-frame-navigate', refuseForeign);
  contents.setWindowOpenHandler(() => {
    log.warn('new window refused');
    return { action: 'deny' };
  });
  contents.on('will-attach-webview', (event) => {
    event.preventDefault();
    log.warn('webview refused');
  });
}
