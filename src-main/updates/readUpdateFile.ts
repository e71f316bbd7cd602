import type { Fetch } from '#network/networkFetch.ts';
import { Refusal } from '#shared/api/errors.ts';
import { localError } from '#shared/desktop/localErrors.ts';

/** An update file is a few kilobytes. */
const longestFile = 100_000;
/** Milliseconds; a server that is silent is one that can't be reached. */
const patience = 30_000;

/**
 * Reads a small text from a web server that may be anybody's: no longer than it may be, not for ever, from nowhere else.
 * @throws Refusal update-other-server, update-unreachable
 */
export async function readUpdateFile(address: URL, fetch: Fetch, longest = patience): Promise<string> {
  const response = await fetch(address.href, {
    signal: AbortSignal.timeout(longest),
    redirect: 'error',
    headers: { 'cache-control': 'no-cache' },
  });
  if (!response.ok || response.body === null) throw new Refusal(localError('update-unreachable'));
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of response.body) {
    length += part.length;
    // Leaving the loop ends the request.
    if (length > longestFile) throw new Refusal(localError('update-other-server'));
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}
