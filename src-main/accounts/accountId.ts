import { createHash } from 'node:crypto';

/**
 * The local id of an identity: stable over restarts, the same for the same `(iss, sub)` and no other, and safe as a
 * file name. A hash, so that folder names and keychain entries name nobody.
 */
export function accountId(issuer: string, subject: string): string {
  return createHash('sha256')
    .update(JSON.stringify([issuer, subject]))
    .digest('hex')
    .slice(0, 32);
}
