import { isLoopback } from '#network/loopback.ts';

/**
 * Whether an address may leave the app for the system's browser or mail program: https, mailto, and plain http for the
 * loopback backend in use. Everything else could start a program (`file:`, `smb:`, `ms-msdt:` and the like).
 */
export function mayOpenOutside(url: string, backendUrl: string): boolean {
  if (!URL.canParse(url)) return false;
  const parsed = new URL(url);
  if (parsed.username !== '' || parsed.password !== '') return false;
  switch (parsed.protocol) {
    case 'https:':
    case 'mailto:':
      return true;
    case 'http:':
      return (
        isLoopback(parsed.hostname) &&
        URL.canParse(backendUrl) &&
        parsed.origin === new URL(backendUrl).origin
      );
    default:
      return false;
  }
}
