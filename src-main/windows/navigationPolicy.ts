import { appHost, appScheme, startUrl } from './appAddress.ts';

/**
 * Whether a page may be shown in a window: ours alone, by parsed parts and never by prefix (`app://console.evil`,
 * `app://user@console` and `app://console:1` are somebody else's).
 */
export function isOwnPage(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, host, username, password, pathname } = new URL(url);
  return (
    protocol === `${appScheme}:` &&
    host === appHost &&
    username === '' &&
    password === '' &&
    pathname === new URL(startUrl).pathname
  );
}

/** Whether the window's session may ask for a resource: its own files, and what lives inside the page. */
export function isLocalResource(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, host } = new URL(url);
  if (protocol === 'data:' || protocol === 'blob:' || protocol === 'devtools:') return true;
  return protocol === `${appScheme}:` && host === appHost;
}
