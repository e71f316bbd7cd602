import { createHash } from 'node:crypto';
import { refuse } from '#shared/api/errors.ts';
import { canonicalJson } from '../database/auditChain.ts';

const visibleAscii = /^[\x21-\x7e]{1,200}$/u;

/** The key of a write: 1 to 200 visible ASCII characters, chosen by the client and kept for its repeats. */
export function readIdempotencyKey(header: string | string[] | undefined): string {
  if (typeof header === 'string' && visibleAscii.test(header)) return header;
  throw refuse(
    'IDEMPOTENCY_KEY_MISSING',
    'Every change needs one Idempotency-Key header of 1 to 200 visible ASCII characters. Nothing was saved.',
  );
}

/** What makes two requests the same: method, path and body, whatever the order of keys. */
export function fingerprintOf(method: string, path: string, body: unknown): string {
  return createHash('sha256')
    .update(`${method} ${path}\n${canonicalJson(body ?? null)}`)
    .digest('base64url');
}
