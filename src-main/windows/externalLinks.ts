import { shell } from 'electron';
import { mayOpenOutside } from './externalLinkPolicy.ts';

/**
 * The only way out of the app: opens an address in the person's own browser or mail program. Pages of the backend in use may
 * be opened too. Returns false if the address may not be opened or nothing on this machine took it. On Linux true only means
 * that `xdg-open` was started: offer the address to copy as well.
 */
export async function openOutside(url: string, backendUrl: string): Promise<boolean> {
  if (!mayOpenOutside(url, backendUrl)) return false;
  try {
    await shell.openExternal(url);
    return true;
  } catch {
    return false;
  }
}
