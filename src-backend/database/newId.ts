import { randomFillSync } from 'node:crypto';

const fresh = Buffer.alloc(16);

/** These 16 bytes as a UUID (RFC 9562), but for the six bits that say its version and form. */
export function uuidOf(bytes: Buffer, version: number): string {
  bytes[6] = (bytes[6]! & 0x0f) | (version << 4);
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** A UUID of version 7 (RFC 9562): in the order of time, so that new rows lie together in every index. */
export function newId(now: number = Date.now()): string {
  randomFillSync(fresh, 6);
  fresh.writeUIntBE(now, 0, 6);
  return uuidOf(fresh, 7);
}
