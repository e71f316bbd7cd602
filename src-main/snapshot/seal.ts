import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const cipher = 'aes-256-gcm';
const nonceLength = 12;
const tagLength = 16;

/** A key of its own, so that nothing sealed here is ever encrypted under the key of the copy itself (RFC 5869). */
function keyOf(cacheKeyHex: string): Buffer {
  return Buffer.from(
    hkdfSync('sha256', Buffer.from(cacheKeyHex, 'hex'), Buffer.alloc(0), 'tenantdesk start snapshot', 32),
  );
}

/** Encrypts and authenticates a text, and with it what it belongs to: `nonce | tag | ciphertext`. */
export function seal(text: string, cacheKeyHex: string, belongsTo: string): Buffer {
  const nonce = randomBytes(nonceLength);
  const sealing = createCipheriv(cipher, keyOf(cacheKeyHex), nonce).setAAD(Buffer.from(belongsTo));
  const sealed = Buffer.concat([sealing.update(text, 'utf8'), sealing.final()]);
  return Buffer.concat([nonce, sealing.getAuthTag(), sealed]);
}

/** The text, or null for anything that was not sealed with this key for the same thing: altered, cut, another's. */
export function unseal(sealed: Buffer, cacheKeyHex: string, belongsTo: string): string | null {
  if (sealed.length < nonceLength + tagLength) return null;
  const tag = sealed.subarray(nonceLength, nonceLength + tagLength);
  try {
    const opening = createDecipheriv(cipher, keyOf(cacheKeyHex), sealed.subarray(0, nonceLength), {
      authTagLength: tagLength,
    })
      .setAAD(Buffer.from(belongsTo))
      .setAuthTag(tag);
    return (
      opening.update(sealed.subarray(nonceLength + tagLength), undefined, 'utf8') + opening.final('utf8')
    );
  } catch {
    return null;
  }
}
