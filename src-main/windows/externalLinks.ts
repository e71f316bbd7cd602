import { shell } from 'electron';
import { mayOpenOutside } from './externalLinkPolicy.ts';

export interface ExternalLinks {
  /**
   * Opens an address in the person's own browser or mail program. Returns false if it may not be opened or nothing on
   * this machine took it. On Linux true only means that `xdg-open` was started: offer the address to copy as well.
   */
  readonly open: (url: string) => Promise<boolean>;
}

/** The only way out of the app. `backendUrl` returns the backend in use, whose own pages may be opened. */
export function createExternalLinks(backendUrl: () => string): ExternalLinks {
  return {
    async open(url) {
      if (!mayOpenOutside(url, backendUrl())) return false;
      try {
        await shell.openExternal(url);
        return true;
      } catch {
        return false;
      }
    },
  };
}
