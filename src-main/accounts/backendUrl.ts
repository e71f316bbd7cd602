import { refuse } from '#shared/api/errors.ts';
import { isLoopback } from '#network/loopback.ts';

/**
 * The address of a backend in its one spelling, without a slash at its end.
 * @throws Refusal VALIDATION_FAILED with field `backendUrl`: not an address, with credentials, query or fragment, or
 *   plain http to another machine (tokens would cross the network in clear, RFC 8252 section 8.3).
 */
export function parseBackendUrl(text: string): string {
  const trimmed = text.trim();
  const url = URL.canParse(trimmed) ? new URL(trimmed) : null;
  const secure = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname));
  if (
    url === null ||
    !secure ||
    url.username !== '' ||
    url.password !== '' ||
    url.search !== '' ||
    url.hash !== ''
  ) {
    const message =
      'The address of the backend must begin with https:// (http:// only on this computer) and contain no password, ' +
      'query or fragment. Nothing was sent; correct it and sign in again.';
    throw refuse('VALIDATION_FAILED', message, {
      fields: [{ field: 'backendUrl', reason: 'invalid', message }],
    });
  }
  return `${url.origin}${url.pathname}`.replace(/\/+$/u, '');
}
